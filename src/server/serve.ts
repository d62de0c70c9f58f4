import { createLoaders, type LoaderPorts, type Loaders } from '../loaders/index.ts';
import { roles, type Viewer } from '../domain/person.ts';
import { hiddenFrom } from '../domain/restriction.ts';
import { SourceFailures } from '../resolvers/failures.ts';
import { writeRefusal } from './authorization/index.ts';
import { visibleRecords } from './authorization/visible-records.ts';
import type { FileShape } from './config/shape.ts';
import type { RunningHub } from './hub.ts';
import { commandLineManifest, trustedDocuments, type Documents } from './documents/index.ts';
import { heedDeadline, QueryDeadline } from './deadline.ts';
import { explorer } from './explorer.ts';
import { heedFreshness, type FreshContext } from './freshness.ts';
import { openDoor, type Door } from './http-server.ts';
import type { Log } from './log.ts';
import { operationLog, requestLog } from './access-log.ts';
import type { Account, Accounted } from './account.ts';
import { metricsPage, scraping, type Meters } from './metrics/index.ts';
import { reportFiles } from './reports.ts';
import { buildHubSchema } from './schema.ts';
import { workInHand } from './work-in-hand.ts';
import { createFeedSignIn, createSignIn } from './sign-in/index.ts';
import { webhooks } from './webhooks.ts';

export interface ServeOptions {
  readonly configuration: FileShape;
  readonly port: number;
  readonly host?: string;
  readonly log: Log;
  readonly isProduction?: boolean;
  /** What the process says of itself; left out where it is more than one hub. */
  readonly processMeters?: { text(): Promise<string> };
  /** Where GraphiQL lies as built; left out: it is not served, whatever the configuration says. */
  readonly explorerFolder?: string;
}

/** Opens the door of a running hub. */
export async function serve(running: RunningHub, { configuration, port, host, log, isProduction = false, processMeters, explorerFolder }: ServeOptions): Promise<Door> {
  const { hub, store, meters } = running;
  const contextOf = (viewer: Viewer, requestId: string): FreshContext => {
    const deadline = new QueryDeadline();
    const hidden = hiddenFrom(hub.restrictions, viewer);
    const seen = hidden.length === 0 ? hub : { ...hub, records: visibleRecords(hub.records, hidden, hub.clock) };
    const ports: LoaderPorts = { ...seen, hidden, judge: ({ release, environment, basis, purpose }) => hub.judge(release, environment, basis, purpose, deadline.signal) };
    const loadersOf = loadersByAge(ports, configuration.freshness);
    return { hub: seen, deadline, viewer, hidden, requestId, failures: new SourceFailures(), loaders: loadersOf(null), loadersOf, freshFields: null };
  };
  let subscriptions = (): number => 0;
  const scrape = scraping({
    meters, connections: hub.connections, figures: store.figures, syncs: store.syncs, clock: hub.clock,
    subscriptions: () => subscriptions(), watched: () => running.watching(), ...(processMeters && { process: processMeters }),
  });
  return openDoor({
    schema: heedDeadline(heedFreshness(await buildHubSchema())),
    documents: documentsOf(configuration, isProduction),
    port,
    ...(host !== undefined && { host }),
    costPerMinute: configuration.limits.costPerMinute,
    spending: store.spending,
    signIn: createSignIn(configuration.access, { people: hub.people, tokens: store.tokens, clock: hub.clock, log }),
    signInToFeed: createFeedSignIn({ tokens: store.tokens, clock: hub.clock }),
    reports: reportFiles({ desk: hub.reports, restrictions: hub.restrictions, refused: (viewer, file, why) => writeRefusal(hub, viewer, `reports/${file}`, why), log }),
    webhooks: webhooks({ connections: hub.connections, deliveries: store.deliveries, log }),
    metrics: metricsPage({ token: configuration.metrics.token, scrape, refused: (viewer, why) => writeRefusal(hub, viewer, 'metrics', why) }),
    accounted: (...account) => { for (const tell of [counted(meters), operationLog(log), endOfSpan]) tell(...account); },
    requested: (about) => {
      meters.count('httpRequests', { route: about.route, status: String(about.status) });
      requestLog(log)(about);
    },
    tracing: running.tracing,
    queryWithinMs: configuration.limits.queryWithin,
    finishWithinMs: configuration.draining.finishWithin,
    listening: (size) => { subscriptions = size; },
    explorer: explorerFolder === undefined || !isExplorerShown(configuration, isProduction) ? null : explorerIn(explorerFolder, log),
    log,
    contextOf,
    isReady: () => answersWithin(readyWithinMs, store.ping()),
  });
}

/** A balancer asks every few seconds, and takes no answer for a no. */
const readyWithinMs = 2_000;

async function answersWithin(milliseconds: number, answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => { reject(new Error('no answer in time')); }, milliseconds); });
  await Promise.race([answer, tooLong]).finally(() => { clearTimeout(timer); });
}

/** Left out, the schema is told to nobody in production mode, else to everybody. */
function documentsOf({ documents: { manifests, commandLine, only, exempt }, access }: FileShape, isProduction: boolean): Documents {
  const introspection = access.introspection ?? (isProduction ? [] : roles);
  return trustedDocuments({ manifests: [...(commandLine ? [commandLineManifest()] : []), ...manifests], only, exempt, introspection });
}
/** The span of a request ends with its account. */
const endOfSpan: Accounted = ({ type, name, hash, cost }, { outcome, status }) => {
  const attributes = { 'muster.outcome': outcome, 'http.response.status_code': status, ...(type !== null && { 'graphql.operation.type': type }), ...(name !== null && { 'graphql.operation.name': name }), ...(hash !== null && { 'muster.operation.hash': hash }), ...(cost !== null && { 'muster.operation.cost': cost }) };
  workInHand().span?.end(attributes, outcome === 'FAILED' || outcome === 'GONE', type === null ? undefined : type);
};

function counted(meters: Meters): Accounted {
  return ({ type, cost, codes }: Account, { outcome, seconds }) => {
    meters.time('operationSeconds', { type: type ?? 'none', outcome }, seconds);
    if (cost !== null) meters.time('operationCost', { type: type ?? 'none' }, cost);
    for (const code of codes) meters.count('operationErrors', { code });
  };
}

/** Unless the configuration says so, production mode shows no page that asks for a token. */
function isExplorerShown({ graphiql }: FileShape, isProduction: boolean): boolean {
  return (graphiql ?? (isProduction ? 'off' : 'on')) === 'on';
}

function explorerIn(folder: string, log: Log): ReturnType<typeof explorer> {
  const built = explorer(folder);
  if (built === null) log.warn('GraphiQL is not built and not served at /graphql: npm run build');
  return built;
}

/** The loaders of one request for each age of copies that it names. Judgements are counted once for all of them. */
function loadersByAge(ports: LoaderPorts, { default: usual, kinds }: FileShape['freshness']): FreshContext['loadersOf'] {
  const beganAtMs = performance.now();
  const made = new Map<number | null, Loaders>();
  return (maxAgeMs) => {
    const known = made.get(maxAgeMs);
    if (known !== undefined) return known;
    const loaders = createLoaders(ports, { purpose: 'page', beganAtMs, ...(maxAgeMs === null ? { maxAgeMs: usual, maxAgeMsOf: kinds } : { maxAgeMs }) });
    const [first] = made.values();
    made.set(maxAgeMs, first === undefined ? loaders : { ...loaders, readiness: first.readiness });
    return made.get(maxAgeMs) ?? loaders;
  };
}
