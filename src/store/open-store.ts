import type { Clock } from '../domain/instant.ts';
import type { ApprovalWaits } from '../domain/ports/approval-waits.ts';
import type { Changes } from '../domain/ports/changes.ts';
import type { ConcernedItems } from '../domain/ports/concerned-items.ts';
import type { CopyHistory, CopyStore } from '../domain/ports/copy-store.ts';
import type { DeploymentStore, WorkQueue } from '../domain/ports/deployment-store.ts';
import type { FigureReader } from '../domain/ports/figures.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import type { LeadTimes } from '../domain/ports/lead-times.ts';
import type { ObservationStore } from '../domain/ports/observation-store.ts';
import type { OpeningStore } from '../domain/ports/opening-store.ts';
import { tellingQueue, type Outbox, type Outcomes } from '../domain/ports/outbox.ts';
import type { ReportReader } from '../domain/ports/report-reader.ts';
import type { SuspectStore } from '../domain/ports/suspect-store.ts';
import type { TimelineStore } from '../domain/ports/timeline-store.ts';
import type { SyncStore } from '../domain/ports/sync-store.ts';
import type { PeopleFeedStore } from '../domain/ports/people-feed.ts';
import type { PeoplePast } from '../domain/ports/people-past.ts';
import type { TokenStore } from '../domain/ports/token-store.ts';
import type { UndatedBuilds } from '../domain/ports/undated-builds.ts';
import type { WaiverStore } from '../domain/ports/waiver-store.ts';
import { noticedQueue, type DeliveryStore } from '../domain/ports/delivery-store.ts';
import { protectionQueue } from '../domain/ports/protection.ts';
import type { AssessmentStore, AuditLog, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import { approvalWaitStore } from './approval-wait.store.ts';
import { assessmentStore } from './assessment.store.ts';
import { auditLog } from './audit.log.ts';
import { openChangeFeed } from './change.feed.ts';
import type { ChangeFeed } from './change.feed.ts';
import { concernedItemStore } from './concerned-item.store.ts';
import { copyHistory, copyStore } from './copy.store.ts';
import { databaseOver } from './database.ts';
import { deliveryStore } from './delivery.store.ts';
import { advanceQueue } from './deployment.accept.ts';
import { deploymentStore } from './deployment.store.ts';
import { teller } from './event.write.ts';
import { figureReader } from './figure.reader.ts';
import { freezeStore } from './freeze.store.ts';
import { leadTimeStore } from './lead-time.store.ts';
import { observationStore } from './observation.store.ts';
import { openDatabase } from './open-database.ts';
import type { OpenDatabase, StoreLocation } from './open-database.ts';
import { openingStore } from './opening.store.ts';
import { outboxStore } from './outbox.store.ts';
import { outcomeStore } from './outcome.store.ts';
import { planStore } from './plan.store.ts';
import { releaseStore } from './release.store.ts';
import { reportReader } from './report.reader.ts';
import { restrictionStore, type RestrictionStore } from './restriction.store.ts';
import { syncStore } from './sync.store.ts';
import { peopleFeedStore } from './people-feed.store.ts';
import { peoplePastStore } from './people-past.store.ts';
import { tokenStore } from './token.store.ts';
import { suspectStore } from './suspect.store.ts';
import { undatedBuildStore } from './undated-build.store.ts';
import { timelineStore } from './timeline.store.ts';
import { waiverStore } from './waiver.store.ts';
import type { Row } from './sql.ts';
import { StoreError, textOf } from './store.error.ts';
import { silent } from './store.log.ts';
import type { StoreLog } from './store.log.ts';
import { openWorkQueue } from './work.queue.ts';
import type { OpenWorkQueue } from './work.queue.ts';

/** The face that rate-limiter-flexible wants of a database, and where its table is. */
export interface Spending {
  readonly schema: string;
  readonly table: string;
  readonly client: { query(asked: { readonly text: string; readonly values?: readonly unknown[] }): Promise<{ readonly rows: readonly Row[] }> };
}

/** Made known when a store opens, so that what enqueues inside a transaction finds them. */
export const storeQueues: readonly string[] = [advanceQueue, noticedQueue, protectionQueue, tellingQueue];

/** Everything the hub promised to remember. */
export interface Store {
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly freezes: FreezeStore;
  readonly waivers: WaiverStore;
  readonly assessments: AssessmentStore;
  readonly timeline: TimelineStore;
  readonly suspects: SuspectStore;
  readonly audit: AuditLog;
  readonly tokens: TokenStore;
  readonly peopleFeed: PeopleFeedStore;
  readonly peoplePast: PeoplePast;
  readonly deployments: DeploymentStore;
  readonly openings: OpeningStore;
  readonly copies: CopyStore;
  readonly history: CopyHistory;
  readonly syncs: SyncStore;
  readonly concernedItems: ConcernedItems;
  readonly undatedBuilds: UndatedBuilds;
  readonly observations: ObservationStore;
  readonly deliveries: DeliveryStore;
  readonly outbox: Outbox;
  readonly outcomes: Outcomes;
  readonly queue: WorkQueue;
  /** What moves in this database, by whichever hub. */
  readonly changes: Changes;
  readonly reader: ReportReader;
  readonly approvalWaits: ApprovalWaits;
  readonly leadTimes: LeadTimes;
  readonly restrictions: RestrictionStore;
  readonly figures: FigureReader;
  /** What identities have spent, kept for all hubs of the database; null where there is but one, which keeps it in memory. */
  readonly spending: Spending | null;
  /** PGlite: one process only, and no fsync; not for production. */
  readonly isEmbedded: boolean;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Lets work in hand finish, then closes everything and frees the directory. */
  close(): Promise<void>;
}

/**
 * Opens the database, migrates it and starts the work queue. Throws a StoreError naming the database (without its
 * password) when it cannot be reached, or the process that holds the directory.
 */
export async function openStore(location: StoreLocation, { clock, log = silent }: { readonly clock: Clock; readonly log?: StoreLog }): Promise<Store> {
  const open = await openDatabase(location, clock, log).catch((error: unknown) => { throw whyNot(location, error); });
  try {
    const at = queueAt(location, open);
    const work = await openWorkQueue(at, log);
    await Promise.all(storeQueues.map((queue) => work.prepare(queue))).catch(async (error: unknown) => {
      await work.queue.stop();
      throw error;
    });
    return storeOver(open, work, await openChangeFeed(at, log), clock);
  } catch (error) {
    await open.close();
    throw error;
  }
}

function storeOver(open: OpenDatabase, work: OpenWorkQueue, changes: ChangeFeed, clock: Clock): Store {
  const database = databaseOver(open.root);
  const tell = teller(clock, work.enqueueIn);
  let closing: Promise<void> | undefined;
  return {
    releases: releaseStore(database, clock),
    plans: planStore(database, tell),
    freezes: freezeStore(database),
    waivers: waiverStore(database, tell),
    assessments: assessmentStore(database, tell),
    timeline: timelineStore(database),
    suspects: suspectStore(database),
    audit: auditLog(database),
    tokens: tokenStore(database),
    peopleFeed: peopleFeedStore(database),
    peoplePast: peoplePastStore(database),
    deployments: deploymentStore(database, clock, work.enqueueIn, tell),
    openings: openingStore(database, clock),
    copies: copyStore(database),
    history: copyHistory(database),
    syncs: syncStore(database, clock, { outlivesUs: open.embedded === null }),
    concernedItems: concernedItemStore(database),
    undatedBuilds: undatedBuildStore(database),
    observations: observationStore(database, clock),
    deliveries: deliveryStore(database, clock, work),
    outbox: outboxStore(database, clock, work.enqueueIn),
    outcomes: outcomeStore(database, tell),
    queue: work.queue,
    changes,
    restrictions: restrictionStore(database),
    reader: reportReader(open.root, { isEmbedded: open.embedded !== null }),
    approvalWaits: approvalWaitStore(open.root),
    leadTimes: leadTimeStore(open.root),
    figures: figureReader(database, () => open.pool()),
    spending: open.embedded === null ? { schema: 'muster', table: 'spent', client: { query: async ({ text, values }) => ({ rows: await database.query(text, values) }) } } : null,
    isEmbedded: open.embedded !== null,
    ping: async () => { await database.query('select 1'); },
    close: () => closing ??= Promise.all([work.queue.stop(), changes.close()]).then(() => open.close()),
  };
}

/** Where the work queue of a database that is open lies. */
export function queueAt(location: StoreLocation, open: OpenDatabase): Parameters<typeof openWorkQueue>[0] {
  return open.embedded === null && 'databaseUrl' in location ? location : { embedded: embeddedOf(open) };
}

function embeddedOf(open: OpenDatabase): NonNullable<OpenDatabase['embedded']> {
  if (open.embedded === null) throw new StoreError('an embedded database was asked for, but none is open');
  return open.embedded;
}

/** The reason for people, without the password of the address. */
export function whyNot(location: StoreLocation, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const told = textOf(error, 'message') ?? textOf(error, 'code') ?? 'no reason was given';
  const reason = 'databaseUrl' in location ? unsaid(told, location.databaseUrl) : told;
  const message = 'databaseUrl' in location
    ? `could not open the database at ${withoutPassword(location.databaseUrl)}: ${reason}. Check DATABASE_URL and that PostgreSQL is up.`
    : `could not open the database in ${location.directory ?? 'memory'}: ${reason}. Restore the folder from a backup, or move it away to begin anew.`;
  return new StoreError(message, { cause: error });
}

function withoutPassword(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url === null ? '(not a URL)' : `${url.host}${url.pathname}`;
}

/** What a server, or one that stands before it, says of a sign-in may hold what it was signed in with. */
function unsaid(reason: string, databaseUrl: string): string {
  const written = URL.parse(databaseUrl)?.password ?? '';
  return [written, decoded(written)].reduce((said, password) => (password === '' ? said : said.replaceAll(password, '(secret)')), reason);
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
