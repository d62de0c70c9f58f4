import express from 'express';
import type { Request, Response } from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes, listen, openState, outbox } from '../kernel/index.ts';
import type { Outbox, StandIn, StandInOptions } from '../kernel/index.ts';
import { controlRoutes } from './control.ts';
import { argocdCredentials, door, errorBody, isReadOnly, refuse } from './door.ts';
import { settle } from './phase.ts';
import { tellArgoCd } from './state.ts';
import type { Application, ArgoCdData } from './state.ts';
import { isUnderWay, readSync, startSync } from './sync.ts';
import { applicationView, notificationView, windowsView } from './view.ts';

export interface ArgoCdOptions extends StandInOptions {
  readonly story: Story;
  /** How long an operation takes, milliseconds; default 3000. Half of that on top, what it synced progresses. */
  readonly runMs?: number;
}

/** Starts Argo CD: applications, sync and terminate, as apis/README.md §13 tells them. */
export async function startArgoCd(options: ArgoCdOptions): Promise<StandIn> {
  const state = openState(() => tellArgoCd(options.story), options.stateFile);
  const app = express();
  app.disable('x-powered-by');
  // A fixed header is all that a webhook service of Argo CD's notifications can carry.
  const box = outbox(options.now, ({ secret }) => ({ authorization: `Bearer ${secret}` }));
  hookRoutes(app, box);
  controlRoutes(app, state.data, state.changed);
  app.use((_req, _res, next) => {
    if (state.data.applications.map((application) => settle(application, Date.now())).includes(true)) state.changed();
    next();
  });
  app.get('/api/version', (_req, res) => { res.json({ Version: 'v3.2.0+sandbox' }); });
  app.post('/api/v1/session', express.json({ type: () => true }), (req, res) => {
    const { username, password } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
    if (username === argocdCredentials.userName && password === argocdCredentials.password) res.json({ token: argocdCredentials.token });
    else refuse(res, 16, 'Invalid username or password');
  });
  app.use(door, express.json({ type: () => true }));
  app.get('/api/v1/session/userinfo', (_req, res) => { res.json({ loggedIn: true, username: 'muster', iss: 'argocd' }); });
  // With the project of every application of the sandbox, and with rights on all of them.
  app.get('/api/v1/account/can-i/applications/:action/*place', (req, res) => { res.json({ value: isReadOnly(res) && req.params.action !== 'get' ? 'no' : 'yes' }); });
  applicationRoutes(app, state.data, options, { changed: state.changed, box });
  app.use((_req, res) => { refuse(res, 5, 'Not Found'); });
  return listen({
    name: 'argocd', options, app, onClose: () => { box.close(); return state.flush(); },
    endpointOf: (req) => `${req.method} ${req.path.replace(/^(\/api\/v1\/applications\/)[^/]+/, '$1:name')}`,
    emptyAnswer: () => ({ body: {} }),
    statusAnswer: (status) => ({ body: errorBody(({ 400: 9, 401: 16, 403: 7, 404: 5, 429: 8, 503: 14 } as Readonly<Record<number, number>>)[status] ?? 13, `The sandbox was told to answer ${status}.`) }),
  });
}

function applicationRoutes(app: express.Express, data: ArgoCdData, options: ArgoCdOptions, { changed, box }: { readonly changed: () => void; readonly box: Outbox }): void {
  const path = '/api/v1/applications';
  // Whoever may not see an application and whoever names one that is not there are told the same.
  const withApplication = (req: Request<{ name: string }>, res: Response, verb: string, then: (application: Application) => void): void => {
    const found = data.applications.find(({ name }) => name === req.params.name);
    const namespace = req.query['appNamespace'] ?? (req.body as { appNamespace?: unknown } | undefined)?.appNamespace ?? found?.namespace;
    if (found === undefined || namespace !== found.namespace || (verb !== 'get' && isReadOnly(res))) refuse(res, 7, 'permission denied');
    else then(found);
  };
  // Argo CD writes what was deployed down before it says that the operation has ended, never after.
  const viewOf = (application: Application): object => {
    const wallMs = Date.now();
    if (settle(application, wallMs)) changed();
    return applicationView(application, wallMs);
  };
  app.get(path, (_req, res) => { res.json({ metadata: { resourceVersion: '1' }, items: data.applications.map((application) => viewOf(application)) }); });
  app.get(`${path}/:name`, (req, res) => { withApplication(req, res, 'get', (application) => { res.json(viewOf(application)); }); });
  app.get(`${path}/:name/syncwindows`, (req, res) => { withApplication(req, res, 'get', (application) => { res.json(windowsView(application)); }); });
  app.post(`${path}/:name/sync`, (req, res) => {
    withApplication(req, res, 'sync', (application) => {
      const asked = readSync(req.body);
      const begun = 'code' in asked ? asked : startSync(data, application, asked, { now: options.now(), wallMs: Date.now(), runMs: options.runMs ?? 3_000, user: 'muster' });
      if ('code' in begun) refuse(res, begun.code, begun.message);
      else {
        changed();
        for (const share of [1, 1.5]) box.tell(begun.runMs * share + 5, () => notificationView(application, Date.now(), options.now()));
        res.json(viewOf(application));
      }
    });
  });
  app.delete(`${path}/:name/operation`, (req, res) => {
    withApplication(req, res, 'sync', (application) => {
      if (application.last === null || !isUnderWay(application, Date.now())) refuse(res, 3, 'Unable to terminate operation. No operation is in progress');
      else {
        application.last.terminatedMs ??= Date.now();
        changed();
        res.json({});
      }
    });
  });
}
