import { circuitStates, type Connections } from '../../domain/ports/connection.ts';
import { deploymentStates, finalStates } from '../../domain/deployment.ts';
import type { Clock } from '../../domain/instant.ts';
import type { FigureReader, Figures } from '../../domain/ports/figures.ts';
import type { SyncStatus, SyncStore } from '../../domain/ports/sync-store.ts';
import { ofDatabase, ofProcess } from './definitions.ts';
import { Moment, type Meters } from './meters.ts';

export interface ScrapePorts {
  readonly meters: Meters;
  /** What the process says of itself; left out, nothing. */
  readonly process?: { text(): Promise<string> };
  readonly connections: Connections;
  readonly figures: FigureReader;
  readonly syncs: Pick<SyncStore, 'statuses'>;
  readonly clock: Clock;
  readonly subscriptions: () => number;
  readonly watched: () => number;
}

/** How long the database may take, milliseconds: Prometheus gives up after ten seconds unless told otherwise. */
const withinMs = 2_000;

/** All metrics in Prometheus' text. Never fails because the database does: then its figures are absent, and muster_database_up is 0. */
export function scraping(ports: ScrapePorts): () => Promise<string> {
  let reading: Promise<[Figures, readonly SyncStatus[]]> | null = null;
  // A database that hangs is not asked again by every scrape.
  const read = (): Promise<[Figures, readonly SyncStatus[]]> => reading ??= Promise.all([ports.figures.read(), ports.syncs.statuses()]).finally(() => { reading = null; });
  return async () => {
    const moment = new Moment();
    sayProcess(moment, ports);
    const told = await within(read());
    moment.say(ofDatabase.up, {}, told === null ? 0 : 1);
    if (told !== null) sayDatabase(moment, ports, ...told);
    return [await ports.meters.text(), await moment.text(), await ports.process?.text() ?? ''].join('\n');
  };
}

/** Null: it failed, or took too long. */
async function within<T>(reading: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => { timer = setTimeout(() => { resolve(null); }, withinMs); });
  try {
    return await Promise.race([reading.catch(() => null), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function sayProcess(moment: Moment, { connections, figures, clock, subscriptions, watched }: ScrapePorts): void {
  const now = clock.now().getTime();
  for (const one of connections.all) {
    const { name: connection } = one;
    const fares = one.health?.();
    if (fares === undefined) continue;
    for (const circuit of circuitStates) moment.say(ofProcess.circuit, { connection, circuit }, circuit === fares.circuit ? 1 : 0);
    moment.say(ofProcess.inFlight, { connection }, fares.inFlight);
    moment.say(ofProcess.inFlightLimit, { connection }, fares.mostInFlight);
    moment.say(ofProcess.quietSeconds, { connection }, fares.retryAt === null ? 0 : Math.max(0, Date.parse(fares.retryAt) - now) / 1_000);
  }
  moment.say(ofProcess.subscriptions, {}, subscriptions());
  moment.say(ofProcess.watched, {}, watched());
  const pool = figures.pool();
  if (pool === null) return;
  moment.say(ofProcess.poolConnections, { use: 'busy' }, pool.busy);
  moment.say(ofProcess.poolConnections, { use: 'idle' }, pool.idle);
  moment.say(ofProcess.poolWaiting, {}, pool.waiting);
}

function sayDatabase(moment: Moment, { connections, clock }: ScrapePorts, figures: Figures, syncs: readonly SyncStatus[]): void {
  const now = clock.now().getTime();
  const secondsSince = (instant: string): number => Math.max(0, now - Date.parse(instant)) / 1_000;
  for (const { queue, waiting, active } of figures.queues) {
    moment.say(ofDatabase.jobs, { queue, job: 'waiting' }, waiting);
    moment.say(ofDatabase.jobs, { queue, job: 'active' }, active);
  }
  moment.say(ofDatabase.outboxEvents, {}, figures.outbox.events);
  moment.say(ofDatabase.outboxNotices, {}, figures.outbox.notices);
  const counts = new Map(figures.deployments.map(({ state, count }) => [state, count]));
  for (const state of deploymentStates) if (!finalStates.has(state)) moment.say(ofDatabase.deployments, { state }, counts.get(state) ?? 0);
  moment.say(ofDatabase.needingAttention, {}, figures.needingAttention);
  moment.say(ofDatabase.unclearSeconds, {}, figures.unclearSince === null ? 0 : secondsSince(figures.unclearSince));
  // The database remembers syncs of connections that the configuration has no more.
  for (const { connection, kind, finishedAt, state } of syncs.filter((sync) => connections.byName(sync.connection) !== undefined)) {
    moment.say(ofDatabase.syncLag, { connection, kind }, finishedAt === null ? Infinity : secondsSince(finishedAt));
    moment.say(ofDatabase.syncFailing, { connection, kind }, state === 'FAILING' ? 1 : 0);
  }
}
