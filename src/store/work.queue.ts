import { fromPglite, PgBoss } from 'pg-boss';
import type { ConstructorOptions, SendOptions } from 'pg-boss';
import type { PGlite } from '@electric-sql/pglite';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { WorkQueue } from '../domain/ports/deployment-store.ts';
import { textOf } from './store.error.ts';
import { connectionOf } from './sql.ts';
import type { StoreLog } from './store.log.ts';

/** Enqueues inside an open transaction: the work exists if and only if the transaction commits. */
export type EnqueueIn = (em: SqlEntityManager, queue: string, key: string) => Promise<void>;

export interface OpenWorkQueue {
  readonly queue: WorkQueue;
  readonly enqueueIn: EnqueueIn;
  /** Makes the queue known, so that enqueueIn needs no second connection, which PGlite has not got. */
  prepare(queue: string): Promise<void>;
}

/** Milliseconds before work whose handler threw is tried again. */
const afterFailureMs = 5_000;
/** Runners per queue in this process. */
const runners = 4;

const queueOptions = {
  // One waiting and one active job per key: work is never done twice at once, and a wake-up during work is kept.
  policy: 'stately',
  notify: true,
  // A process that dies stops its heartbeat, and its work goes to another.
  heartbeatSeconds: 10,
  expireInSeconds: 3_600,
  retryLimit: 1_000,
  retryDelay: 1,
  deleteAfterSeconds: 3_600,
} as const;

const workOptions = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, localConcurrency: runners, heartbeatRefreshSeconds: 3 };

const bossOptions: ConstructorOptions = { schema: 'pgboss', useListenNotify: true, superviseIntervalSeconds: 3, monitorIntervalSeconds: 3, schedule: false, registerInstance: false };

/** Durable work on pg-boss, in the schema `pgboss` of the same database; `embedded` is the PGlite to share, if that is it. */
export async function openWorkQueue(at: { readonly databaseUrl: string; readonly isMigratedByHand?: boolean } | { readonly embedded: PGlite }, log: StoreLog): Promise<OpenWorkQueue> {
  const boss = new PgBoss({
    ...bossOptions,
    ...('embedded' in at ? { db: fromPglite(at.embedded), backend: 'pglite' as const } : { connectionString: at.databaseUrl, max: 4, migrate: at.isMigratedByHand !== true, createSchema: at.isMigratedByHand !== true }),
  });
  boss.on('error', (error) => { log.error({ error: error.message }, 'the work queue met an error'); });
  boss.on('warning', (warning) => { log.warn({ warning: warning.message }, 'the work queue warns'); });
  await boss.start().catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(() => undefined); // Its connections and timers would keep the process alive.
    throw error;
  });

  const known = new Map<string, Promise<void>>();
  const prepare = (queue: string): Promise<void> => {
    const preparing = known.get(queue) ?? makeKnown(boss, queue, 'embedded' in at);
    known.set(queue, preparing);
    preparing.catch(() => known.delete(queue));
    return preparing;
  };
  const enqueue = async (queue: string, key: string, delayMs: number): Promise<void> => {
    await prepare(queue);
    await enqueueOnce(boss, queue, key, delayMs);
  };
  const work = async (queue: string, handler: (key: string) => Promise<void>): Promise<void> => {
    await prepare(queue);
    await boss.work<{ key: string }>(queue, workOptions, async ([job]) => {
      if (job === undefined) return;
      try {
        await handler(job.data.key);
      } catch (error) {
        log.error({ queue, key: job.data.key, error: textOf(error, 'message') }, 'work failed and will be tried again');
        await enqueue(queue, job.data.key, afterFailureMs);
      }
    });
  };
  return {
    queue: { enqueue, work, stop: () => boss.stop({ graceful: true, timeout: 30_000 }) },
    prepare,
    enqueueIn: async (em, queue, key) => { await boss.send(queue, { key }, { singletonKey: key, db: connectionOf(em) }); },
  };
}

/** Makes the queue's own tables, or brings them up to date, and takes up no work. */
export async function migrateWorkQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ ...bossOptions, connectionString: databaseUrl, max: 1, supervise: false });
  // What goes wrong is thrown where it was begun.
  boss.on('error', () => undefined);
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function makeKnown(boss: PgBoss, queue: string, isAlone: boolean): Promise<void> {
  await boss.createQueue(queue, queueOptions);
  await boss.findJobs(queue, { limit: 1 }); // Fills pg-boss's cache of queues.
  if (isAlone) await takeUpOrphans(boss, queue);
}

/** A waiting job of the key stays the only one, and starts no later than asked. */
async function enqueueOnce(boss: PgBoss, queue: string, key: string, delayMs: number): Promise<void> {
  const startAt = new Date(Date.now() + delayMs);
  const options: SendOptions = { singletonKey: key, ...(delayMs > 0 ? { startAfter: startAt } : {}) };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await boss.send(queue, { key }, options) !== null) return;
    const { rows } = await boss.getDb().executeSql(
      `update pgboss.job set start_after = least(start_after, $3::timestamptz) where name = $1 and singleton_key = $2 and state = 'created' returning id`,
      [queue, key, delayMs > 0 ? startAt.toISOString() : new Date(0).toISOString()]);
    if (rows.length > 0) return; // Otherwise it was taken up in between, and a new one is wanted.
  }
  throw new Error(`could not enqueue ${key} in ${queue}: another process took each waiting job up at the very moment`);
}

/** On the embedded database this process is alone: what is active at its start belonged to a process that died. */
async function takeUpOrphans(boss: PgBoss, queue: string): Promise<void> {
  const { rows } = await boss.getDb().executeSql(`select id, singleton_key as key from pgboss.job where name = $1 and state = 'active'`, [queue]);
  for (const { id, key } of rows as readonly { readonly id: string; readonly key: string }[]) {
    await enqueueOnce(boss, queue, key, 0);
    await boss.deleteJob(queue, id);
  }
}
