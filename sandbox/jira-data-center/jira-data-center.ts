import express from 'express';
import type { Story } from '../bank/story.ts';
import { baseOf, datetime, errorBody, params, refuse } from '../jira/answers.ts';
import { commentRoutes } from '../jira/comments.ts';
import { objectControl } from '../jira/assets/control.ts';
import { callerOf as accountOf } from '../jira/door.ts';
import { heart } from '../jira/heart.ts';
import type { Jira } from '../jira/heart.ts';
import { editRoute } from '../jira/issues.ts';
import { permissionRoutes } from '../jira/permissions.ts';
import { remoteLinkRoutes } from '../jira/remote-links.ts';
import { changeView, itemsRoute, tellServiceDesk } from '../jira/service-desk/index.ts';
import { tellJira } from '../jira/state.ts';
import { transitionRoutes } from '../jira/transitions.ts';
import { versionRoutes } from '../jira/versions.ts';
import { foldedEndpoint, hookRoutes, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { assetsRoutes } from './assets.ts';
import { callerOf, door } from './door.ts';
import type { Door } from './door.ts';
import { searchRoutes } from './search.ts';
import { experimentalDesk } from './service-desk.ts';
import { callerView, dataCenterWays, issueView } from './views.ts';

export interface JiraDataCenterOptions extends StandInOptions {
  readonly story: Story;
}

/** Starts Jira Data Center's REST API v2 and Assets, as apis/README.md §6 and §8 tell them. */
export async function startJiraDataCenter(options: JiraDataCenterOptions): Promise<StandIn> {
  const state = openState(() => tellJira(options.story), options.stateFile);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const entrance = door(state.data.people);
  controlRoutes(app, entrance);
  objectControl(app, state.data, state.changed);
  const jira = heart({ data: state.data, now: options.now, changed: state.changed, changes: tellServiceDesk(options.story), ways: dataCenterWays(options.story) });
  hookRoutes(app, jira.herald.box);
  app.use(refuseLongAddresses, entrance.handler, api(jira, options.story));
  const standIn = await listen({
    name: 'jira-data-center', options, app, onClose: () => { jira.herald.box.close(); return state.flush(); },
    endpointOf: (req) => foldedEndpoint(req).replace(/\/project\/[^/]+/, '/project/:project'),
    emptyAnswer: (req) => ({ body: emptyBody(req.path) }),
    statusAnswer: (status) => ({ headers: { 'retry-after': '0', 'X-RateLimit-Remaining': '12' }, body: errorBody([`The sandbox was told to answer ${status}.`]) }),
  });
  jira.herald.base = standIn.url;
  return standIn;
}

/** Tomcat takes 8 KiB of request line and headers, and refuses more before Jira sees it. */
function refuseLongAddresses(req: express.Request, res: express.Response, next: express.NextFunction): void {
  const size = req.originalUrl.length + Object.entries(req.headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 0);
  if (size > 8_192) res.status(400).type('html').send('<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head><body><h1>HTTP Status 400 – Bad Request</h1></body></html>');
  else next();
}

function api(jira: Jira, story: Story): express.Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.use((_error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => { refuse(res, 400, 'Invalid request payload.'); });
  accountRoutes(router, jira);
  searchRoutes(router, jira);
  router.get('/rest/api/2/issue/:issue', (req, res) => {
    const change = jira.change(req.params.issue, accountOf(res));
    if (change !== undefined) res.json(changeView(change, params(req, 'fields') ?? ['*all'], jira, baseOf(req)));
    else jira.withIssue(req.params.issue, res, (issue) => { res.json(issueView(issue, issue.fields, params(req, 'fields') ?? ['*all'], jira.data, baseOf(req))); });
  });
  for (const routes of [itemsRoute, editRoute, versionRoutes, transitionRoutes, commentRoutes, remoteLinkRoutes, permissionRoutes]) routes(router, jira);
  assetsRoutes(router, story, jira.data);
  experimentalDesk(router, jira);
  router.use((_req, res) => { res.status(404).json({ message: 'null for uri', 'status-code': 404 }); });
  return router;
}

function accountRoutes(router: express.Router, { data, now }: Jira): void {
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
  if (path.endsWith('/aql/objects')) return { objectEntries: [], totalFilterCount: 0, startIndex: 1, toIndex: 0, pageObjectSize: 25, pageNumber: 1, pageSize: 0 };
  if (path.endsWith('/approval')) return { _expands: [], size: 0, start: 0, limit: 50, isLastPage: true, _links: {}, values: [] };
  if (path.endsWith('/search')) return { startAt: 0, maxResults: 30, total: 0, issues: [] };
  return path.endsWith('/versions') ? [] : {};
}
