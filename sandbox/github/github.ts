import express from 'express';
import type { Response } from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes as namedHook, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { baseOf, errorBody, notFound, refuse } from './answers.ts';
import { commitRoutes } from './commits.ts';
import { controlRoutes } from './control.ts';
import { deploymentRoutes } from './deployments.ts';
import { readDispatch, startRun } from './dispatch.ts';
import { door, isReadOnly } from './door.ts';
import { environmentRoutes } from './environments.ts';
import { herald } from './herald.ts';
import type { Herald } from './herald.ts';
import { hookRoutes } from './hooks.ts';
import { protectionRoutes } from './protection.ts';
import { ownAccount, wholeRepositoryView } from './repository.view.ts';
import { reviewRoutes } from './reviews.ts';
import { runRoutes } from './runs.ts';
import { phaseOf } from './settle.ts';
import { tellGitHub } from './state.ts';
import type { GitHubData, Repository, Run } from './state.ts';
import { findWorkflow, workflows, workflowView } from './workflows.ts';

export interface GitHubOptions extends StandInOptions {
  readonly story: Story;
  /** How long a run takes from dispatch to end; default 3000. */
  readonly runMs?: number;
  /** An older enterprise server: refuses `return_run_details` with 422. */
  readonly ghes?: boolean;
}

/** The stand-in's heart as its routes see it. */
export interface GitHub {
  readonly data: GitHubData;
  now(): Date;
  changed(): void;
  /** The repository of the path, or undefined after answering 404. */
  repository(params: { owner: string; repo: string }, res: Response): Repository | undefined;
  /** Calls `then` with the run of the path, or answers 404. */
  withRun(params: { owner: string; repo: string; run: string }, res: Response, then: (run: Run, repository: Repository) => void): void;
}

/** Starts GitHub: Actions dispatches and runs, deployments and statuses, as apis/README.md §10 tells them. */
export async function startGitHub(options: GitHubOptions): Promise<StandIn> {
  const state = openState(() => tellGitHub(options.story), options.stateFile);
  const teller = herald(state.data, options.now, state.changed);
  const github = heart(state.data, options.now, () => {
    state.changed();
    // Whoever changed something is answered first.
    teller.box.later(0, teller.look);
  });
  const app = express();
  app.disable('x-powered-by');
  const entrance = door(options.now);
  controlRoutes(app, github, entrance);
  namedHook(app, teller.box, teller.ping);
  app.use((_req, _res, next) => {
    teller.look();
    next();
  });
  pages(app, github);
  const rest = api(github, options, teller);
  app.use('/api/v3', entrance.handler, rest);
  app.use(entrance.handler, rest);
  const standIn = await listen({
    name: 'github', options, app, onClose: () => { teller.box.close(); return state.flush(); },
    endpointOf: (req) => `${req.method} ${folded(req.path)}`,
    emptyAnswer: (req) => ({ body: emptyBody(req.path) }),
    statusAnswer: (status) => ({ body: errorBody(status, status === 503 ? 'No server is currently available to service your request.' : `The sandbox was told to answer ${status}.`) }),
  });
  teller.base = standIn.url;
  return standIn;
}

function heart(data: GitHubData, now: () => Date, changed: () => void): GitHub {
  const repository: GitHub['repository'] = ({ owner, repo }, res) => {
    const found = data.repositories.find(({ fullName }) => fullName.toLowerCase() === `${owner}/${repo}`.toLowerCase());
    if (found === undefined) notFound(res);
    return found;
  };
  return {
    data, now, changed, repository,
    withRun: (params, res, then) => {
      const found = repository(params, res);
      if (found === undefined) return;
      const run = data.runs.find((one) => one.repository === found.fullName && String(one.id) === params.run);
      if (run === undefined) notFound(res);
      else then(run, found);
    },
  };
}

function api(github: GitHub, options: GitHubOptions, teller: Herald): express.Router {
  const router = express.Router();
  router.use(express.json({ type: () => true }));
  router.use((_error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => { refuse(res, 400, 'Problems parsing JSON'); });
  router.get('/user', (req, res) => { res.json(ownAccount('muster-bot', baseOf(req))); });
  router.get('/repos/:owner/:repo', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository !== undefined) res.json(wholeRepositoryView(repository, baseOf(req)));
  });
  workflowRoutes(router, github, options);
  commitRoutes(router, github, options.story);
  runRoutes(router, github);
  deploymentRoutes(router, github);
  environmentRoutes(router, github);
  reviewRoutes(router, github);
  protectionRoutes(router, github);
  hookRoutes(router, github, teller);
  router.use((_req, res) => { notFound(res); });
  return router;
}

function workflowRoutes(router: express.Router, github: GitHub, options: GitHubOptions): void {
  router.get('/repos/:owner/:repo/actions/workflows', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const rows = workflows.map((workflow) => workflowView(repository, workflow, baseOf(req)));
    res.json({ total_count: rows.length, workflows: rows });
  });
  router.get('/repos/:owner/:repo/actions/workflows/:workflow', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const workflow = findWorkflow(repository, req.params.workflow);
    if (workflow === undefined) notFound(res);
    else res.json(workflowView(repository, workflow, baseOf(req)));
  });
  router.post('/repos/:owner/:repo/actions/workflows/:workflow/dispatches', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const workflow = findWorkflow(repository, req.params.workflow);
    if (workflow === undefined || isReadOnly(res)) {
      notFound(res);
      return;
    }
    const dispatch = readDispatch(req.body, repository, workflow, options.ghes === true);
    if ('refusal' in dispatch) {
      refuse(res, 422, dispatch.refusal, '/actions/workflows#create-a-workflow-dispatch-event');
      return;
    }
    const run = startRun(github.data, repository, workflow, dispatch, { now: github.now(), runMs: options.runMs ?? 3000, actor: 'muster-bot' });
    github.changed();
    if (!dispatch.wantsRunDetails) res.status(204).end();
    else res.json({ workflow_run_id: run.id, run_url: `${baseOf(req)}/repos/${run.repository}/actions/runs/${run.id}`, html_url: `${baseOf(req)}/${run.repository}/actions/runs/${run.id}` });
  });
}

/** What a person's browser opens: a run's page, and the logs that the API redirects to. */
function pages(app: express.Express, github: GitHub): void {
  app.get('/:owner/:repo/actions/runs/:run', (req, res) => {
    github.withRun(req.params, res, (run) => {
      const { status, conclusion } = phaseOf(run, Date.now());
      res.type('html').send(`<!DOCTYPE html><title>run ${run.id}</title><h1>${escaped(run.title)}</h1><p>${run.repository} #${run.number}: ${conclusion ?? status}</p>`);
    });
  });
  app.get('/_results/:run', (req, res) => { res.type('text').send(`run ${req.params.run}: logs are not part of the story\n`); });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function folded(path: string): string {
  return path.replace(/^(?:\/api\/v3)?\/repos\/[^/]+\/[^/]+/, '/repos/:owner/:repo').replace(/\/(workflows)\/[^/]+/, '/$1/:workflow').replace(/(?<=\/repos\/:owner\/:repo\/commits)\/[^/]+/, '/:ref').replace(/\/\d+(?=\/|$)/g, '/:id');
}

function emptyBody(path: string): unknown {
  if (path.endsWith('/runs')) return { total_count: 0, workflow_runs: [] };
  if (path.endsWith('/workflows')) return { total_count: 0, workflows: [] };
  if (path.endsWith('/jobs')) return { total_count: 0, jobs: [] };
  if (path.endsWith('/environments')) return { total_count: 0, environments: [] };
  return /\/(?:commits|deployments|statuses|pending_deployments|approvals|deliveries)$/.test(path) ? [] : {};
}
