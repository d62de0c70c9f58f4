import express from 'express';
import type { Request, Response } from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { baseOf, notFound } from './answers.ts';
import { commitRoutes } from './commits.routes.ts';
import { controlRoutes } from './control.ts';
import { deploymentRoutes } from './deployments.routes.ts';
import { door, visitorOf } from './door.ts';
import { herald } from './herald.ts';
import type { Herald } from './herald.ts';
import { hookEventRoutes } from './hooks.routes.ts';
import { jobRoutes } from './jobs.routes.ts';
import { phaseOf } from './phase.ts';
import { pipelineRoutes } from './pipelines.routes.ts';
import { tellGitLab } from './state.ts';
import type { GitLabData, Pipeline, Project } from './state.ts';
import { userView } from './views.ts';

export interface GitLabOptions extends StandInOptions {
  readonly story: Story;
  /** How long a pipeline takes from its creation to its end; default 3000. */
  readonly runMs?: number;
  /** Above so many rows a list does not say how many there are; default 10,000 as in life. */
  readonly mostCounted?: number;
}

/** The stand-in's heart as its routes see it. */
export interface GitLab {
  readonly data: GitLabData;
  readonly runMs: number;
  readonly mostCounted: number;
  now(): Date;
  changed(): void;
  /** Calls `then` with the project of the path (its id, or its encoded path), or answers 404. */
  withProject(params: { id: string }, res: Response, then: (project: Project) => void): void;
  withPipeline(params: { id: string; pipeline: string }, res: Response, then: (pipeline: Pipeline, project: Project) => void): void;
}

/** Starts GitLab: pipelines, their jobs, environments and deployments, as apis/README.md §11 tells them. */
export async function startGitLab(options: GitLabOptions): Promise<StandIn> {
  const state = openState(() => tellGitLab(options.story), options.stateFile);
  const teller = herald(state.data, options.now);
  const gitlab = heart(state.data, () => {
    state.changed();
    // Whoever changed something is answered first.
    teller.box.later(0, teller.look);
  }, options);
  const app = express();
  app.disable('x-powered-by');
  const entrance = door(options.now);
  controlRoutes(app, gitlab, entrance);
  hookRoutes(app, teller.box);
  pages(app, gitlab);
  app.use('/api/v4', entrance.handler, api(gitlab, teller, options.story));
  const standIn = await listen({
    name: 'gitlab', options, app, onClose: () => { teller.box.close(); return state.flush(); },
    endpointOf: (req) => `${req.method} ${folded(req.path)}`,
    emptyAnswer: (req) => ({ body: /\/(?:pipelines|jobs|bridges|variables|deployments|environments)$/.test(req.path) && req.method === 'GET' ? [] : {} }),
    statusAnswer: (status) => ({ body: { message: `${status} from the sandbox` } }),
  });
  teller.base = standIn.url;
  return standIn;
}

function heart(data: GitLabData, changed: () => void, options: GitLabOptions): GitLab {
  const withProject: GitLab['withProject'] = ({ id }, res, then) => {
    const found = data.projects.find((project) => String(project.id) === id || project.path.toLowerCase() === id.toLowerCase());
    if (found === undefined || !visitorOf(res).seesProjects) notFound(res, 'Project');
    else then(found);
  };
  return {
    data, changed, withProject, now: options.now, runMs: options.runMs ?? 3000, mostCounted: options.mostCounted ?? 10_000,
    withPipeline: (params, res, then) => {
      withProject(params, res, (project) => {
        const pipeline = data.pipelines.find((one) => one.project === project.path && String(one.id) === params.pipeline);
        if (pipeline === undefined) notFound(res, 'Pipeline');
        else then(pipeline, project);
      });
    },
  };
}

function api(gitlab: GitLab, teller: Herald, story: Story): express.Router {
  const router = express.Router();
  router.use(express.json());
  router.use(express.urlencoded({ extended: true }));
  router.use((_error: unknown, _req: Request, res: Response, _next: express.NextFunction) => { res.status(400).json({ error: 'The provided request body is malformed' }); });
  router.get('/user', (req, res) => { res.json({ ...userView(visitorOf(res).username, baseOf(req)), bot: true }); });
  router.get('/version', (_req, res) => { res.json({ version: '18.6.1-ee', revision: '5f2c9e1a0b3' }); });
  router.get('/personal_access_tokens/self', (_req, res) => {
    const { mayWrite } = visitorOf(res);
    res.json({ id: 7, name: 'muster', description: null, revoked: false, created_at: '2024-01-01T00:00:00.000Z', scopes: [mayWrite ? 'api' : 'read_api'], user_id: 7, last_used_at: null, active: true, expires_at: null });
  });
  pipelineRoutes(router, gitlab);
  jobRoutes(router, gitlab);
  deploymentRoutes(router, gitlab);
  commitRoutes(router, gitlab, story);
  hookEventRoutes(router, gitlab, teller);
  router.use((_req, res) => { res.status(404).json({ error: '404 Not Found' }); });
  return router;
}

/** What a person's browser opens: a pipeline's or a job's page. */
function pages(app: express.Express, gitlab: GitLab): void {
  app.get('/:group/:project/-/pipelines/:pipeline', (req, res) => {
    const pipeline = gitlab.data.pipelines.find(({ id }) => String(id) === req.params.pipeline);
    if (pipeline === undefined) res.status(404).type('html').send('<!DOCTYPE html><title>Not found</title>');
    else res.type('html').send(`<!DOCTYPE html><title>Pipeline ${pipeline.id}</title><h1>${pipeline.project} #${pipeline.iid}: ${phaseOf(pipeline, Date.now()).status}</h1>`);
  });
  app.get('/:group/:project/-/jobs/:job', (req, res) => { res.type('text').send(`job ${req.params.job}: logs are not part of the story\n`); });
}

function folded(path: string): string {
  return path.replace(/^\/api\/v4\/projects\/[^/]+/, '/api/v4/projects/:id').replace(/(?<=\/repository\/commits)\/[^/]+/, '/:sha').replace(/\/\d+(?=\/|$)/g, '/:id');
}
