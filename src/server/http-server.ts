import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../domain/person.ts';
import type { RateLimit } from '../resolvers/context.ts';
import type { Spending } from '../store/index.ts';
import { accountOf, accountOfOperation, accounts, type Account, type Accounted } from './account.ts';
import { accounted } from './account-subscriptions.ts';
import { deadlineOfQueries } from './deadline.ts';
import { noHints, trusted, type Documents } from './documents/index.ts';
import { eventStreams } from './event-streams.ts';
import { formatErrors, oneErrorPerSource, unauthenticated } from './errors.ts';
import { failedRequests } from './failed-requests.ts';
import { freshnessOfRequest, type FreshContext } from './freshness.ts';
import { legacyStatus } from './legacy-status.ts';
import { charged, limited } from './limits/at-the-door.ts';
import { administratorsBodyLimit, bodyLimit, budgetPerViewer, operationGuard, parseOptions } from './limits/index.ts';
import type { Log } from './log.ts';
import type { MetricsPage } from './metrics/index.ts';
import { rehearse } from './rehearsal.ts';
import type { SignIn } from './sign-in/index.ts';
import { openSockets } from './sockets.ts';
import { subscriptions } from './subscriptions.ts';
import { traced, type Tracing } from './traces/index.ts';
import { within } from './work-in-hand.ts';

export interface Door {
  readonly url: string;
  /** From now on /readyz says no; everything else goes on as before. */
  announceEnd(): void;
  /** Ends subscriptions, takes no new request and lets those under way end, for as long as they may. */
  close(): Promise<void>;
}

export interface DoorOptions {
  readonly schema: GraphQLSchema;
  /** Which documents are read, and who is told the schema. */
  readonly documents: Documents;
  readonly port: number;
  /** Left out: 127.0.0.1. */
  readonly host?: string;
  /** What one viewer's operations of a minute may cost; null: as much as they like. */
  readonly costPerMinute: number | null;
  /** Where all hubs of one database count it together. */
  readonly spending: Spending | null;
  readonly signIn: SignIn;
  /** A second way in, to what calendars subscribe to and to nothing else. */
  readonly signInToFeed: SignIn;
  /** What answers below /webhooks, where signatures stand for signing in. */
  readonly webhooks: express.Router;
  /** What answers below /reports, behind the sign-in. */
  readonly reports: express.Router;
  readonly metrics: MetricsPage;
  readonly tracing: Tracing;
  /** The page for people; null: none is shown. */
  readonly explorer: express.Router | null;
  readonly log: Log;
  /** Told of each operation over HTTP, and of each subscription as it begins. */
  readonly accounted: Accounted;
  /** Told of each request that was answered, by the part of the door. */
  readonly requested: (about: { readonly route: string; readonly method: string; readonly status: number; readonly seconds: number }) => void;
  /** How long a query may take, milliseconds. */
  readonly queryWithinMs: number;
  /** How long requests under way may take once the door closes, milliseconds. */
  readonly finishWithinMs: number;
  contextOf(viewer: Viewer, requestId: string): FreshContext;
  /** Handed how many subscriptions are being listened to, once there can be any. */
  readonly listening: (size: () => number) => void;
  /** Throws while the hub cannot serve. */
  isReady(): Promise<void>;
}

/** The hub's HTTP door, on 127.0.0.1 unless told otherwise: /graphql (a WebSocket too, and the page for people), /graphql/stream, /reports, /webhooks, /metrics, /livez, /readyz. Rejects with one clear sentence when the port is taken. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app);
  const contextOf = (viewer: Viewer, requestId: string): FreshContext => options.contextOf(viewer, requestId);
  const formatError = formatErrors(options.log);
  const spend = budgetPerViewer(options.costPerMinute, options.spending);
  const watched = accounted(subscriptions({ schema: options.schema, formatError, documents: options.documents, spend }), options.accounted);
  options.listening(() => watched.size);
  const apollo = new ApolloServer<FreshContext>({
    parseOptions,
    schema: options.schema,
    csrfPrevention: true,
    introspection: true, // Refused before, to whoever may not.
    persistedQueries: false, // Of the trusted ones alone: what others sent is not kept, and would be run unmeasured.
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    formatError,
    stopOnTerminationSignals: false,
    plugins: [...indifferentPlugins(server, options.finishWithinMs), oneErrorPerSource, accountOfOperation, noHints(options.documents), deadlineOfQueries(options.queryWithinMs), freshnessOfRequest, legacyStatus],
  });
  await apollo.start();
  const measure = operationGuard(options.schema);
  await rehearse({ apollo, measure, contextOf, log: options.log });

  let isEnding = false;
  app.use(requestIds, requested(options.requested));
  app.get('/livez', (_request, response) => void response.json({ live: true }));
  app.get('/readyz', async (_request, response) => {
    const problem = isEnding ? 'the hub is about to end' : await options.isReady().then(() => null, () => 'the database does not answer');
    response.status(problem === null ? 200 : 503).json({ ready: problem === null, problem });
  });
  app.get('/metrics', options.metrics.byToken, onlySignedIn(options.signIn), options.metrics.byRole);
  if (options.explorer !== null) app.use(options.explorer);
  app.use('/webhooks', options.webhooks);
  const toFeed = onlySignedIn(async (header) => await options.signIn(header) ?? options.signInToFeed(header), 'Basic realm="Muster calendar", charset="UTF-8"');
  const toReports = onlySignedIn(options.signIn);
  app.use('/reports', (request, response, next) => (request.path === '/calendar.ics' ? toFeed : toReports)(request, response, next), charged(spend), options.reports);
  app.post('/graphql/stream', onlySignedIn(options.signIn), express.json({ limit: bodyLimit }), trusted(options.documents), eventStreams({ subscriptions: watched, signIn: options.signIn, contextOf }));
  app.use('/graphql', accounts(options.accounted), onlySignedIn(options.signIn), inTrace(options.tracing), bodies(), trusted(options.documents), limited({ measure, spend, documents: options.documents }), expressMiddleware(apollo, {
    context: ({ res }) => Promise.resolve({ ...options.contextOf(res.locals['viewer'] as Viewer, requestIdOf(res)), rateLimit: res.locals['rateLimit'] as RateLimit | null, account: res.locals['account'] as Account }),
  }));
  app.use(failedRequests(options.log));

  const host = options.host ?? '127.0.0.1';
  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  const closeSockets = openSockets(server, { subscriptions: watched, signIn: options.signIn, contextOf });
  return {
    url: `http://${addressFrom(host)}:${port}/graphql`,
    announceEnd() { isEnding = true; },
    async close() {
      await closeSockets();
      await watched.close();
      await apollo.stop();
    },
  };
}

/** Plugins that never look at the context, so that they fit a server of any. */
function indifferentPlugins(httpServer: Server, stopGracePeriodMillis: number): ApolloServerPlugin<FreshContext>[] {
  return [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(), // it would wrap every resolver, and tell traces to whoever asks by a header
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis }),
  ] as ApolloServerPlugin<FreshContext>[];
}

const routes: Readonly<Record<string, string>> = { '/graphql': 'graphql', '/graphql/stream': 'stream', '/metrics': 'metrics', '/livez': 'livez', '/readyz': 'readyz' };

/** What a client names is told by one of few words. */
function routeOf({ path }: Request): string {
  const [, room = ''] = path.split('/');
  return routes[path] ?? (room === 'reports' || room === 'webhooks' ? room : 'other');
}

/** A span for each request of the signed-in, in the trace of whoever asked. Its end is told by its account. */
function inTrace(tracing: Tracing): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const given = request.headers['traceparent'];
    const hand = traced(tracing, { name: `${request.method} /graphql`, kind: 'SERVER', attributes: { 'http.request.method': request.method, 'http.route': '/graphql', 'muster.request_id': requestIdOf(response) }, traceparent: typeof given === 'string' ? given : undefined });
    response.locals['hand'] = hand;
    within(hand, next);
  };
}

function requested(told: DoorOptions['requested']): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const route = routeOf(request);
    const beganAtMs = performance.now();
    response.once('finish', AsyncLocalStorage.bind(() => { told({ route, method: request.method, status: response.statusCode, seconds: (performance.now() - beganAtMs) / 1_000 }); }));
    next();
  };
}

/** What a balancer or a client may call a request; anything else is called anew. */
const saneRequestId = /^[A-Za-z0-9][\w.-]{7,63}$/;

/** The request has one name in its answer, its errors and every line of the log. */
function requestIds(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && saneRequestId.test(given) ? given : randomUUID();
  response.locals['requestId'] = requestId;
  response.setHeader('x-request-id', requestId);
  within({ requestId }, next);
}

/** Nothing is answered to the anonymous, not even the schema. */
function onlySignedIn(signIn: SignIn, challenge = 'Bearer'): (request: Request, response: Response, next: NextFunction) => Promise<void> {
  return async (request, response, next) => {
    const viewer = await signIn(request.headers.authorization);
    if (viewer === null) {
      const account = accountOf(response);
      if (account !== undefined) account.codes = ['UNAUTHENTICATED'];
      response.status(401).setHeader('www-authenticate', challenge).json({ errors: [unauthenticated.toJSON()] });
      return;
    }
    response.locals['viewer'] = viewer;
    next();
  };
}

/** Reads JSON up to what the viewer may send. Stands behind the sign-in. */
function bodies(): (request: Request, response: Response, next: NextFunction) => void {
  const upTo = (limit: string): express.RequestHandler => express.json({ limit }) as express.RequestHandler;
  const [usual, administrators] = [upTo(bodyLimit), upTo(administratorsBodyLimit)];
  return (request, response, next) => {
    const { roles } = response.locals['viewer'] as Viewer;
    (roles.includes('ADMINISTRATOR') ? administrators : usual)(request, response, next);
  };
}

function requestIdOf(response: Response): string {
  return response.locals['requestId'] as string;
}

/** Where a process of this machine finds the door: that listens on all addresses also on this one. */
function addressFrom(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use: end what listens there, or set PORT to another number.`) : error);
    });
    server.listen(port, host, resolve);
  });
}
