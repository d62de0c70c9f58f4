import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, notFound, page, param, refuse, refuseParameter } from './answers.ts';
import type { GitLab } from './gitlab.ts';
import { deploymentStatus } from './phase.ts';
import { addDeployment } from './state.ts';
import type { Deployment, Project } from './state.ts';
import { deploymentView, environmentView, updatedAt } from './views.ts';

const statuses = ['created', 'running', 'success', 'failed', 'canceled', 'skipped', 'blocked'];
const tellable = ['running', 'success', 'failed', 'canceled'];

/** What a paid edition keeps before production: two approvals of maintainers. */
const protectedEnvironments = [{ name: 'production', deploy_access_levels: [{ id: 1, access_level: 40, access_level_description: 'Maintainers', user_id: null, group_id: null }], required_approval_count: 0, approval_rules: [{ id: 1, access_level: 40, required_approvals: 2 }] }];

/** Environments and deployments (apis/README.md §11). A list of deployments begins with the oldest unless told otherwise. */
export function deploymentRoutes(router: Router, gitlab: GitLab): void {
  router.get('/projects/:id/environments', (req, res) => {
    gitlab.withProject(req.params, res, (project) => {
      const wanted = environmentsOf(gitlab, project).filter((name) => (param(req, 'name') ?? name) === name && name.includes(param(req, 'search') ?? ''));
      res.json(page(req, res, wanted, gitlab.mostCounted).map((name) => environmentView(name, project, gitlab.data, baseOf(req))));
    });
  });
  router.get('/projects/:id/environments/:environment', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { showEnvironment(gitlab, project, req, res); });
  });
  router.get('/projects/:id/protected_environments', (req, res) => {
    // A feature of the paid editions: the others know no such address.
    if (!gitlab.data.isPaid) notFound(res, 'Project');
    else gitlab.withProject(req.params, res, (project) => { res.json(page(req, res, protectedEnvironments.filter(({ name }) => environmentsOf(gitlab, project).includes(name)), gitlab.mostCounted)); });
  });
  router.get('/projects/:id/deployments', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { list(gitlab, project, req, res); });
  });
  router.post('/projects/:id/deployments', (req, res) => {
    gitlab.withProject(req.params, res, (project) => { tell(gitlab, project, req, res); });
  });
  router.get('/projects/:id/deployments/:deployment', (req, res) => {
    withDeployment(gitlab, req, res, (row, project) => { res.json(viewOf(gitlab, row, project, req)); });
  });
  router.put('/projects/:id/deployments/:deployment', (req, res) => {
    withDeployment(gitlab, req, res, (row, project) => { retell(gitlab, row, project, req, res); });
  });
  router.post('/projects/:id/deployments/:deployment/approval', (req, res) => {
    withDeployment(gitlab, req, res, (row) => { approve(gitlab, row, req, res); });
  });
}

/** By itself an environment also tells what was deployed to it last, which lists leave out. */
function showEnvironment(gitlab: GitLab, project: Project, req: Request<{ environment: string }>, res: Response): void {
  const views = environmentsOf(gitlab, project).map((name) => ({ name, view: environmentView(name, project, gitlab.data, baseOf(req)) }));
  const found = views.find(({ view }) => String(view['id']) === req.params.environment);
  const last = gitlab.data.deployments.findLast((row) => row.project === project.path && row.environment === found?.name);
  if (found === undefined || last === undefined) notFound(res, 'Environment');
  else res.json({ ...found.view, last_deployment: deploymentView(last, gitlab.data, project, baseOf(req), Date.now()) });
}

function list(gitlab: GitLab, project: Project, req: Request, res: Response): void {
  const nowMs = Date.now();
  const [status, sort, orderBy] = [param(req, 'status'), param(req, 'sort') ?? 'asc', param(req, 'order_by') ?? 'id'];
  const [after, before, environment] = [param(req, 'updated_after'), param(req, 'updated_before'), param(req, 'environment')];
  if (status !== undefined && !statuses.includes(status)) refuseParameter(res, 'status does not have a valid value');
  else if (!['id', 'iid', 'created_at', 'updated_at', 'finished_at'].includes(orderBy)) refuseParameter(res, 'order_by does not have a valid value');
  else if ((after !== undefined || before !== undefined) !== (orderBy === 'updated_at')) refuse(res, 400, '400 Bad request - `updated_at` filter and `updated_at` sorting must be paired');
  else {
    const moment = (row: Deployment): string => updatedAt(row, gitlab.data, nowMs);
    const rows = gitlab.data.deployments
      .filter((row) => row.project === project.path && (environment ?? row.environment) === row.environment && (status === undefined || deploymentStatus(row, gitlab.data, nowMs) === status))
      .filter((row) => (after === undefined || Date.parse(moment(row)) > Date.parse(after)) && (before === undefined || Date.parse(moment(row)) < Date.parse(before)))
      .toSorted((a, b) => (orderBy === 'updated_at' ? moment(a).localeCompare(moment(b)) : 0) || a.id - b.id);
    const sorted = sort === 'desc' ? rows.toReversed() : rows;
    res.json(page(req, res, sorted, gitlab.mostCounted).map((row) => viewOf(gitlab, row, project, req)));
  }
}

/** Somebody who deployed past GitLab's jobs tells it so. */
function tell(gitlab: GitLab, project: Project, req: Request, res: Response): void {
  const { environment, sha, ref, tag, status } = fieldsOf(req);
  const missing = Object.entries({ environment, sha, ref, tag, status }).find(([, value]) => value === undefined)?.[0];
  if (missing !== undefined) refuseParameter(res, `${missing} is missing`);
  else if (typeof environment !== 'string' || typeof sha !== 'string' || typeof ref !== 'string') refuseParameter(res, 'environment, sha, ref is invalid');
  else if (typeof status !== 'string' || !tellable.includes(status)) refuseParameter(res, 'status does not have a valid value');
  else {
    const row = addDeployment(gitlab.data, { project: project.path, environment, sha, ref, tag: tag === true || tag === 'true', createdAt: gitlab.now().toISOString(), pipelineId: null, status });
    gitlab.changed();
    res.status(201).json(viewOf(gitlab, row, project, req));
  }
}

function retell(gitlab: GitLab, row: Deployment, project: Project, req: Request, res: Response): void {
  const { status } = fieldsOf(req);
  if (row.pipelineId !== null) refuse(res, 403, '403 Forbidden - Deployments created using GitLab CI can not be updated using the API');
  else if (typeof status !== 'string' || !tellable.includes(status)) refuseParameter(res, 'status does not have a valid value');
  else {
    row.status = status;
    row.updatedAt = gitlab.now().toISOString();
    gitlab.changed();
    res.json(viewOf(gitlab, row, project, req));
  }
}

function approve(gitlab: GitLab, row: Deployment, req: Request, res: Response): void {
  const { status } = fieldsOf(req);
  if (status !== 'approved' && status !== 'rejected') refuseParameter(res, 'status does not have a valid value');
  else if (deploymentStatus(row, gitlab.data, Date.now()) !== 'blocked') refuse(res, 400, 'This deployment is not waiting for approvals.');
  else {
    row.approvals.push({ status, createdAt: gitlab.now().toISOString() });
    gitlab.changed();
    res.status(201).json({ status, comment: null });
  }
}

function withDeployment(gitlab: GitLab, req: Request<{ id: string; deployment: string }>, res: Response, then: (row: Deployment, project: Project) => void): void {
  gitlab.withProject(req.params, res, (project) => {
    const row = gitlab.data.deployments.find((one) => one.project === project.path && String(one.id) === req.params.deployment);
    if (row === undefined) notFound(res, 'Deployment');
    else then(row, project);
  });
}

function viewOf(gitlab: GitLab, row: Deployment, project: Project, req: Request): Record<string, unknown> {
  return deploymentView(row, gitlab.data, project, baseOf(req), Date.now());
}

function environmentsOf(gitlab: GitLab, project: Project): readonly string[] {
  return [...new Set(gitlab.data.deployments.filter((row) => row.project === project.path).map((row) => row.environment))];
}
