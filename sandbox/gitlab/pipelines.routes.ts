import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, page, param, refuseParameter } from './answers.ts';
import { readOrder, startPipeline } from './create.ts';
import { visitorOf } from './door.ts';
import type { GitLab } from './gitlab.ts';
import { phaseOf } from './phase.ts';
import type { Pipeline, Project } from './state.ts';
import { pipelineView, projectView, wholePipelineView } from './views.ts';

const statuses = ['created', 'waiting_for_resource', 'preparing', 'waiting_for_callback', 'pending', 'running', 'success', 'failed', 'canceling', 'canceled', 'skipped', 'manual', 'scheduled'];
const ended = ['success', 'failed', 'canceled', 'skipped'];

/** Creating, listing, reading and cancelling pipelines. */
export function pipelineRoutes(router: Router, gitlab: GitLab): void {
  router.get('/projects/:id', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { res.json({ ...projectView(project, baseOf(req)), permissions: { project_access: { access_level: visitorOf(res).maySetVariables ? 40 : 30, notification_level: 3 }, group_access: null } }); });
  });
  router.post('/projects/:id/pipeline', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { create(gitlab, project, req, res); });
  });
  router.get('/projects/:id/pipelines', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { list(gitlab, project, req, res); });
  });
  router.get('/projects/:id/pipelines/:pipeline', (req, res) => {
    gitlab.withPipeline(req.params, res, (pipeline, project) => { res.json({ ...wholePipelineView(pipeline, project.id, baseOf(req), Date.now()), name: pipeline.name }); });
  });
  // Not paged: all of them, whatever page is asked for.
  router.get('/projects/:id/pipelines/:pipeline/variables', (req, res) => {
    gitlab.withPipeline(req.params, res, (pipeline) => { res.json(pipeline.variables.map((variable) => ({ ...variable, raw: false }))); });
  });
  router.post('/projects/:id/pipelines/:pipeline/cancel', (req, res) => {
    gitlab.withPipeline(req.params, res, (pipeline, project) => {
      cancel(gitlab, pipeline);
      res.json(unnamed(wholePipelineView(pipeline, project.id, baseOf(req), Date.now())));
    });
  });
}

function create(gitlab: GitLab, project: Project, req: Request, res: Response): void {
  const order = readOrder(fieldsOf(req), project, visitorOf(res));
  if ('refusal' in order) {
    res.status(400).json(order.refusal);
    return;
  }
  const pipeline = startPipeline(gitlab.data, project, order, { now: gitlab.now(), runMs: gitlab.runMs, username: visitorOf(res).username });
  gitlab.changed();
  res.status(201).json(unnamed(wholePipelineView(pipeline, project.id, baseOf(req), pipeline.acceptedMs)));
}

/** Answered with 200 whatever state it is in: nobody learns from this answer whether there was anything to cancel. */
function cancel(gitlab: GitLab, pipeline: Pipeline): void {
  const nowMs = Date.now();
  if (pipeline.canceledMs !== null || ended.includes(phaseOf(pipeline, nowMs).status)) return;
  pipeline.canceledMs = nowMs - pipeline.acceptedMs;
  gitlab.changed();
}

function unnamed(view: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(view).filter(([field]) => field !== 'name'));
}

function list(gitlab: GitLab, project: Project, req: Request, res: Response): void {
  const nowMs = Date.now();
  const [status, sort, orderBy] = [param(req, 'status'), param(req, 'sort') ?? 'desc', param(req, 'order_by') ?? 'id'];
  if (status !== undefined && !statuses.includes(status)) refuseParameter(res, 'status does not have a valid value');
  else if (sort !== 'asc' && sort !== 'desc') refuseParameter(res, 'sort does not have a valid value');
  else if (!['id', 'status', 'ref', 'updated_at', 'user_id'].includes(orderBy)) refuseParameter(res, 'order_by does not have a valid value');
  else {
    const rows = gitlab.data.pipelines.filter((row) => row.project === project.path && isWanted(row, req, nowMs)).toSorted(byOrder(orderBy, sort, nowMs));
    res.json(page(req, res, rows, gitlab.mostCounted).map((row) => pipelineView(row, project.id, baseOf(req), nowMs)));
  }
}

function byOrder(orderBy: string, sort: string, nowMs: number): (a: Pipeline, b: Pipeline) => number {
  const updatedMs = (row: Pipeline): number => (orderBy === 'updated_at' ? Date.parse(row.createdAt) + phaseOf(row, nowMs).updatedMs : 0);
  return (a, b) => (updatedMs(a) - updatedMs(b) || a.id - b.id) * (sort === 'asc' ? 1 : -1);
}

function isWanted(row: Pipeline, req: Request, nowMs: number): boolean {
  const equal = { ref: row.ref, sha: row.sha, source: row.source, username: row.username, name: row.name, status: phaseOf(row, nowMs).status };
  const isEqual = Object.entries(equal).every(([field, value]) => (param(req, field) ?? value) === value);
  const createdMs = Date.parse(row.createdAt);
  const updatedMs = createdMs + phaseOf(row, nowMs).updatedMs;
  return isEqual && isBetween(createdMs, req, 'created') && isBetween(updatedMs, req, 'updated');
}

function isBetween(ms: number, req: Request, field: string): boolean {
  const [after, before] = [param(req, `${field}_after`), param(req, `${field}_before`)];
  return (after === undefined || ms > Date.parse(after)) && (before === undefined || ms < Date.parse(before));
}
