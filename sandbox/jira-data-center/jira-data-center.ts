import express from 'express';
import type { Story } from '../bank/story.ts';
import { baseOf, datetime, errorBody, issueNotFound, params, refuse } from '../jira/answers.ts';
import { tellJira } from '../jira/state.ts';
import type { Issue, JiraData } from '../jira/state.ts';
import { foldedEndpoint, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { callerOf, door } from './door.ts';
import type { Door } from './door.ts';
import { searchRoutes } from './search.ts';
import { callerView, issueView, versionView } from './views.ts';

export interface JiraDataCenterOptions extends StandInOptions {
  readonly story: Story;
}

/** Starts Jira Data Center's REST API v2, as apis/README.md §6 tells it. */
export async function startJiraDataCenter(options: JiraDataCenterOptions): Promise<StandIn> {
  const state = openState(() => tellJira(options.story), options.stateFile);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const entrance = door(state.data.people);
  controlRoutes(app, entrance);
  app.use(entrance.handler, api(state.data, options.now));
  return listen({
    name: 'jira-data-center', options, app, onClose: state.flush,
    endpointOf: (req) => foldedEndpoint(req).replace(/\/project\/[^/]+/, '/project/:project'),
    emptyAnswer: (req) => ({ body: emptyBody(req.path) }),
    statusAnswer: (status) => ({ headers: { 'retry-after': '0', 'X-RateLimit-Remaining': '12' }, body: errorBody([`The sandbox was told to answer ${status}.`]) }),
  });
}

function api(data: JiraData, now: () => Date): express.Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.use((_error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => { refuse(res, 400, 'Invalid request payload.'); });
  accountRoutes(router, data, now);
  searchRoutes(router, { data, now });
  recordRoutes(router, data);
  router.use((_req, res) => { res.status(404).json({ message: 'null for uri', 'status-code': 404 }); });
  return router;
}

function accountRoutes(router: express.Router, data: JiraData, now: () => Date): void {
  router.get('/rest/api/2/myself', (req, res) => {
    const caller = callerOf(res);
    if (caller === null) res.status(401).json({ message: 'Client must be authenticated to access this resource.', 'status-code': 401 });
    else res.json({ ...callerView(caller, data, baseOf(req)), locale: 'en_UK' });
  });
  router.get('/rest/api/2/serverInfo', (req, res) => {
    res.json({
      baseUrl: baseOf(req), version: '9.12.5', versionNumbers: [9, 12, 5], deploymentType: 'Server', buildNumber: 9_120_005,
      buildDate: '2024-02-27T00:00:00.000+0000', serverTime: datetime(now().toISOString()), scmInfo: 'sandbox', serverTitle: 'Jira',
    });
  });
}

function recordRoutes(router: express.Router, data: JiraData): void {
  router.get('/rest/api/2/issue/:issue', (req, res) => {
    const found = issueOf(data, req.params.issue, callerOf(res));
    if (found === undefined) issueNotFound(res);
    else res.json(issueView(found, params(req, 'fields') ?? ['*all'], data, baseOf(req)));
  });
  router.get('/rest/api/2/project/:project/versions', (req, res) => {
    const asked = req.params.project.toUpperCase();
    const project = callerOf(res) === null ? undefined : data.projects.find(({ key, id }) => key === asked || String(id) === asked);
    if (project === undefined) refuse(res, 404, `No project could be found with key '${req.params.project}'.`);
    else res.json(data.versions.filter(({ projectKey }) => projectKey === project.key).map((version) => versionView(version, baseOf(req))));
  });
}

/** By id or key, also by a key it had before it was moved; only what the caller may see. */
function issueOf(data: JiraData, idOrKey: string, userName: string | null): Issue | undefined {
  const upper = idOrKey.toUpperCase();
  const accountId = data.people.find((one) => one.userName === userName)?.accountId;
  return data.issues.find((one) => (one.key === upper || String(one.id) === upper || one.formerKeys.includes(upper))
    && userName !== null && (one.onlyFor === null || one.onlyFor === accountId));
}

function controlRoutes(app: express.Express, entrance: Door): void {
  app.put('/__sandbox/rate-limit', express.json(), (req, res) => {
    const { times = 1, retryAfter = 1 } = (req.body ?? {}) as { times?: number; retryAfter?: number };
    entrance.slowDown(times, retryAfter);
    res.json({ times, retryAfter });
  });
  app.delete('/__sandbox/captcha', (_req, res) => {
    entrance.solveCaptchas();
    res.status(204).end();
  });
}

function emptyBody(path: string): unknown {
  if (path.endsWith('/search')) return { startAt: 0, maxResults: 30, total: 0, issues: [] };
  return path.endsWith('/versions') ? [] : {};
}
