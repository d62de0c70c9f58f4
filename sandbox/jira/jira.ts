import express from 'express';
import type { Response } from 'express';
import type { Story } from '../bank/story.ts';
import { foldedEndpoint, hookRoutes, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { objectControl } from './assets/control.ts';
import { assetsRoutes } from './assets/routes.ts';
import { baseOf, datetime, errorBody, refuse, refusePayload } from './answers.ts';
import { commentRoutes } from './comments.ts';
import { callerOf, door } from './door.ts';
import type { Door } from './door.ts';
import { heart } from './heart.ts';
import type { Jira } from './heart.ts';
import { userView } from './issue.view.ts';
import { issueRoutes } from './issues.ts';
import { remoteLinkRoutes } from './remote-links.ts';
import { searchRoutes } from './search.ts';
import { permissionRoutes } from './permissions.ts';
import { itemsRoute, serviceDeskRoutes, tellServiceDesk } from './service-desk/index.ts';
import { tellJira } from './state.ts';
import { transitionRoutes } from './transitions.ts';
import { versionRoutes } from './versions.ts';
import { cloudWays } from './ways.ts';
import { statusOf } from './workflow.ts';

export interface JiraOptions extends StandInOptions {
  readonly story: Story;
}

/** Starts Jira Cloud's REST API v3, as apis/README.md §5 tells it. */
export async function startJira(options: JiraOptions): Promise<StandIn> {
  const state = openState(() => tellJira(options.story), options.stateFile);
  const jira = heart({ data: state.data, now: options.now, changed: state.changed, changes: tellServiceDesk(options.story), ways: cloudWays });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const entrance = door(state.data, options.now);
  controlRoutes(app, entrance);
  objectControl(app, state.data, state.changed);
  hookRoutes(app, jira.herald.box);
  app.get('/browse/:issue', (req, res) => { browse(jira, req.params.issue, res); });
  app.use(entrance.handler, api(jira, options.story));
  const standIn = await listen({
    name: 'jira', options, app, onClose: () => { jira.herald.box.close(); return state.flush(); },
    endpointOf: (req) => foldedEndpoint(req).replace(/\/project\/(?!search$)[^/]+/, '/project/:project'),
    emptyAnswer: (req) => ({ body: emptyBody(req.path) }),
    statusAnswer: (status) => ({ body: errorBody([`The sandbox was told to answer ${status}.`]) }),
  });
  jira.herald.base = standIn.url;
  return standIn;
}

function api(jira: Jira, story: Story): express.Router {
  const router = express.Router();
  router.use((req, res, next) => {
    const hasBody = req.method === 'POST' || req.method === 'PUT';
    if (hasBody && req.is('application/json') === false) refuse(res, 415, 'Unsupported Media Type');
    else next();
  });
  router.use(express.json({ limit: '1mb' }));
  router.use((_error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => { refusePayload(res); });
  accountRoutes(router, jira);
  searchRoutes(router, jira);
  transitionRoutes(router, jira);
  remoteLinkRoutes(router, jira);
  assetsRoutes(router, story, jira.data);
  serviceDeskRoutes(router, jira);
  itemsRoute(router, jira);
  issueRoutes(router, jira);
  versionRoutes(router, jira);
  commentRoutes(router, jira);
  permissionRoutes(router, jira);
  router.use((_req, res) => { res.status(404).json({ message: 'null for uri', 'status-code': 404 }); });
  return router;
}

function accountRoutes(router: express.Router, jira: Jira): void {
  router.get('/rest/api/3/myself', (req, res) => {
    const caller = callerOf(res);
    if (caller === null) res.status(401).json({ message: 'Client must be authenticated to access this resource.', 'status-code': 401 });
    else res.json({ ...userView(caller, jira.data, baseOf(req)), locale: 'en_GB' });
  });
  router.get('/rest/api/3/serverInfo', (req, res) => {
    res.json({
      baseUrl: baseOf(req), displayUrl: baseOf(req), version: '1001.0.0-SNAPSHOT', versionNumbers: [1001, 0, 0], deploymentType: 'Cloud', buildNumber: 100_287,
      buildDate: '2026-02-20T10:11:12.000+0000', serverTime: datetime(jira.now().toISOString()), scmInfo: 'sandbox', serverTitle: 'Jira', defaultLocale: { locale: 'en_GB' },
    });
  });
}

/** Plays a rate limit on the next calls: `PUT /__sandbox/rate-limit {"times":1,"retryAfter":2,"reason":"jira-burst-based"}`. */
function controlRoutes(app: express.Express, entrance: Door): void {
  app.put('/__sandbox/rate-limit', express.json(), (req, res) => {
    const { times = 1, retryAfter = 1, reason = 'jira-burst-based', status = 429 } = (req.body ?? {}) as { times?: number; retryAfter?: number | null; reason?: string; status?: 429 | 503 };
    entrance.play({ times, retryAfter, reason, status });
    res.json({ times, retryAfter, reason, status });
  });
}

/** What a person's browser opens for an issue. Restricted ones are not shown to it. */
function browse(jira: Jira, key: string, res: Response): void {
  const issue = jira.data.issues.find((one) => one.key === key && one.onlyFor === null);
  const text = issue === undefined ? 'No such issue' : `${issue.key}: ${issue.fields.summary} (${statusOf(issue.fields.statusId).name})`;
  res.status(issue === undefined ? 404 : 200).type('html').send(`<!DOCTYPE html><title>${issue?.key ?? 'not found'}</title><p>${text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)}</p>`);
}

function emptyBody(path: string): unknown {
  if (path.endsWith('/search/jql')) return { issues: [], isLast: true };
  if (path.endsWith('/bulkfetch')) return { issues: [], issueErrors: [] };
  if (path.endsWith('/object/aql')) return { startAt: 0, maxResults: 25, total: 0, isLast: true, values: [], objectTypeAttributes: [] };
  if (path.endsWith('/approval')) return { _expands: [], size: 0, start: 0, limit: 50, isLastPage: true, _links: {}, values: [] };
  if (path.endsWith('/transitions')) return { expand: 'transitions', transitions: [] };
  if (path.endsWith('/version') || path.endsWith('/project/search')) return { maxResults: 50, startAt: 0, total: 0, isLast: true, values: [] };
  return path.endsWith('/versions') || path.endsWith('/remotelink') || path.endsWith('/status') ? [] : {};
}
