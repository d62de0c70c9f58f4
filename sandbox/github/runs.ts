import type { Request, Response, Router } from 'express';
import { baseOf, notFound, page, param, refuse } from './answers.ts';
import type { GitHub } from './github.ts';
import { isReadOnly } from './door.ts';
import { jobView, runView } from './run.view.ts';
import { firstJobId, phaseOf, seconds } from './settle.ts';
import type { Repository, Run } from './state.ts';
import { findWorkflow } from './workflows.ts';

/** A filtered list shows no more than this many runs, however many match and whatever total_count says. */
const filteredCap = 1000;
/** A run that was just accepted is found by its id at once, in lists only after this share of its time. */
const listLagShare = 0.1;

/** Reading, following and cancelling workflow runs. */
export function runRoutes(router: Router, github: GitHub): void {
  router.get('/repos/:owner/:repo/actions/runs', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository !== undefined) listRuns(github, repository, undefined, req, res);
  });
  router.get('/repos/:owner/:repo/actions/workflows/:workflow/runs', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const workflow = findWorkflow(repository, req.params.workflow);
    if (workflow === undefined) notFound(res);
    else listRuns(github, repository, workflow.file, req, res);
  });
  router.get('/repos/:owner/:repo/actions/runs/:run', (req, res) => {
    github.withRun(req.params, res, (run, repository) => { res.json(runView(run, repository, baseOf(req), Date.now())); });
  });
  router.get('/repos/:owner/:repo/actions/runs/:run/jobs', (req, res) => {
    github.withRun(req.params, res, (run) => { res.json({ total_count: 1, jobs: [jobView(run, baseOf(req), Date.now())] }); });
  });
  router.get('/repos/:owner/:repo/actions/jobs/:job', (req, res) => {
    github.withRun({ ...req.params, run: String(Number(req.params.job) - firstJobId) }, res, (run) => { res.json(jobView(run, baseOf(req), Date.now())); });
  });
  router.get('/repos/:owner/:repo/actions/runs/:run/logs', (req, res) => {
    // The real logs lie in a blob store: a redirect to another place, where the token must not go.
    github.withRun(req.params, res, (run) => { res.redirect(302, `${baseOf(req)}/_results/${run.id}`); });
  });
  router.post('/repos/:owner/:repo/actions/runs/:run/cancel', (req, res) => {
    github.withRun(req.params, res, (run) => { cancelRun(github, run, res); });
  });
}

function cancelRun(github: GitHub, run: Run, res: Response): void {
  if (isReadOnly(res)) {
    notFound(res);
  } else if (phaseOf(run, Date.now()).status === 'completed') {
    refuse(res, 409, 'Cannot cancel a workflow run that is completed.', '/actions/workflow-runs#cancel-a-workflow-run');
  } else {
    run.canceledMs = Date.now();
    github.changed();
    res.status(202).json({});
  }
}

function listRuns(github: GitHub, repository: Repository, workflow: string | undefined, req: Request, res: Response): void {
  const nowMs = Date.now();
  const filters = runFilters(req, nowMs);
  if (typeof filters === 'string') {
    refuse(res, 422, filters, '/actions/workflow-runs#list-workflow-runs-for-a-repository');
    return;
  }
  const matching = github.data.runs
    .filter((run) => run.repository === repository.fullName && (workflow === undefined || run.workflow === workflow))
    .filter((run) => nowMs - run.acceptedMs >= run.runMs * listLagShare && filters.every((accepts) => accepts(run)))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
  const shown = page(req, res, filters.length > 0 ? matching.slice(0, filteredCap) : matching);
  res.json({ total_count: matching.length, workflow_runs: shown.map((run) => runView(run, repository, baseOf(req), nowMs)) });
}

type RunFilter = (run: Run) => boolean;

function runFilters(req: Request, nowMs: number): readonly RunFilter[] | string {
  const filters: RunFilter[] = [];
  const equal = (name: string, of: (run: Run) => string): void => {
    const wanted = param(req, name);
    if (wanted !== undefined) filters.push((run) => of(run) === wanted);
  };
  equal('event', (run) => run.event);
  equal('branch', (run) => run.ref);
  equal('actor', (run) => run.actor);
  equal('head_sha', (run) => run.sha);
  const status = param(req, 'status');
  if (status !== undefined) filters.push((run) => { const phase = phaseOf(run, nowMs); return phase.status === status || phase.conclusion === status; });
  const created = param(req, 'created');
  if (created === undefined) return filters;
  const range = createdRange(created);
  return range === undefined ? `The value '${created}' of 'created' is not a date range.` : [...filters, range];
}

/** GitHub's date search: `>=T`, `>T`, `<=T`, `<T`, `A..B` (either may be `*`), or a day. Compared in whole seconds. */
function createdRange(text: string): RunFilter | undefined {
  const createdSeconds = (run: Run): number => Date.parse(seconds(new Date(run.createdAt)));
  const [from = '', to] = text.split('..');
  if (to !== undefined) {
    const [low, high] = [from === '*' ? -Infinity : Date.parse(from), to === '*' ? Infinity : endOf(to)];
    return Number.isNaN(low) || Number.isNaN(high) ? undefined : (run) => createdSeconds(run) >= low && createdSeconds(run) <= high;
  }
  const [, operator = '', moment = ''] = /^(>=|<=|>|<)?(.+)$/.exec(text) ?? [];
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return undefined;
  if (operator === '') return (run) => createdSeconds(run) >= at && createdSeconds(run) <= endOf(moment);
  return (run) => ({ '>=': createdSeconds(run) >= at, '>': createdSeconds(run) > endOf(moment), '<=': createdSeconds(run) <= endOf(moment), '<': createdSeconds(run) < at })[operator] ?? false;
}

/** A day without time means all of it. */
function endOf(moment: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(moment) ? Date.parse(moment) + 86_399_000 : Date.parse(moment);
}
