import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { finalStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant, type Clock, type Instant } from '../domain/instant.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import type { Database } from './database.ts';
import { columns, columnValue, toDeployment } from './deployment.row.ts';
import type { Tell } from './event.write.ts';
import { toJsonb } from './json.ts';
import { constraintOf, isUniqueViolation } from './retry.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';
import type { EnqueueIn } from './work.queue.ts';

/** Where an accepted deployment waits to be advanced; its key there is its id. */
export const advanceQueue = 'advance-deployment';

type NewDeployment = Omit<Deployment, 'sequence' | 'fence'>;
export interface Accepted {
  readonly deployment: Deployment;
  readonly isNew: boolean;
}

/** Row, first journal line and first job, all or nothing; see the port for the meaning of a repeated idempotency key. */
export async function accept(database: Database, clock: Clock, enqueueIn: EnqueueIn, tell: Tell, deployment: NewDeployment, bodyDigest: string, entry: NewJournalEntry): Promise<Accepted> {
  try {
    return await insert(database, clock, enqueueIn, tell, deployment, bodyDigest, entry);
  } catch (error) {
    if (!isUniqueViolation(error) || constraintOf(error) !== 'deployment_one_back_out') throw error;
    throw new UserMistake('CONFLICT', `${String(deployment.backOutOfId)} is being backed out already, or was; its backedOutBy says by what.`, ['deploymentId']);
  }
}

function insert(database: Database, clock: Clock, enqueueIn: EnqueueIn, tell: Tell, deployment: NewDeployment, bodyDigest: string, entry: NewJournalEntry): Promise<Accepted> {
  return database.transaction(async (em) => {
    await lockAcceptance(em);
    await freeOldKey(em, clock, deployment.idempotencyKey);
    const inserted = await insertDeployment(em, deployment, { bodyDigest, now: clock.now().toISOString(), observedAs: null, leaseUntil: null }, entry);
    if (inserted === undefined) return standingUnder(em, clock, deployment.idempotencyKey ?? '', bodyDigest);
    if (!finalStates.has(deployment.state)) await enqueueIn(em, advanceQueue, deployment.id);
    const accepted = toDeployment(em, inserted);
    await tell(em, { kind: 'DEPLOYMENT_ACCEPTED', releaseKey: accepted.releaseKey, environment: accepted.environment, facts: accepted });
    return { deployment: accepted, isNew: true };
  });
}

/** One acceptance at a time, until commit: so the order of sequence numbers is the order of commits, for every lane. */
export async function lockAcceptance(em: SqlEntityManager): Promise<void> {
  await query(em, `select pg_advisory_xact_lock(hashtextextended('muster accept', 0))`);
}

interface Beside {
  readonly bodyDigest: string;
  readonly now: Instant;
  readonly observedAs: string | null;
  readonly leaseUntil: Instant | null;
}

/** Row and first journal line; undefined when one stands already under its idempotency key. */
export async function insertDeployment(em: SqlEntityManager, deployment: NewDeployment, { bodyDigest, now, observedAs, leaseUntil }: Beside, entry: NewJournalEntry): Promise<Row | undefined> {
  const [inserted] = await query(em, insertion, [...valuesOf(deployment), bodyDigest, now, observedAs, leaseUntil]);
  if (inserted !== undefined) await query(em, firstLine, [deployment.id, entry.at, entry.kind, entry.step, entry.summary, toJsonb(entry.data)]);
  return inserted;
}

const fields = (Object.keys(columns) as (keyof typeof columns)[]).filter((field) => field !== 'sequence' && field !== 'fence') as readonly (keyof NewDeployment)[];
const parameters = fields.map((_field, index) => `$${index + 1}`);

const insertion = `insert into muster.deployment
  (${fields.map((field) => columns[field]).join(', ')}, body_digest, next_look_at, observed_as, lease_until, sequence, fence, lease_ms, journal_length)
  values (${parameters.join(', ')}, $${fields.length + 1}, $${fields.length + 2}, $${fields.length + 3}, $${fields.length + 4}, nextval('muster.deployment_sequence'), 0, 0, 1)
  on conflict (idempotency_key) do nothing returning *`;

const firstLine = 'insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data) values ($1, 1, $2, $3, $4, $5, $6)';

function valuesOf(deployment: NewDeployment): readonly unknown[] {
  return fields.map((field) => columnValue(field, deployment[field]));
}

async function standingUnder(em: SqlEntityManager, clock: Clock, key: string, bodyDigest: string): Promise<Accepted> {
  const row = await rowUnder((text, values) => query(em, text, values), clock, key);
  if (row === undefined) throw new Error(`the deployment under idempotency key "${key}" vanished while it was being accepted`);
  if (row['body_digest'] !== bodyDigest) {
    throw new UserMistake('IDEMPOTENCY_MISMATCH', `The idempotency key "${key}" was used for another deployment (${String(row['id'])}); use a new key for a new request.`, ['idempotencyKey']);
  }
  return { deployment: toDeployment(em, row), isNew: false };
}

/** The row that a key stands for; undefined when it stands for none, or for none any more. */
export async function rowUnder(ask: Database['query'], clock: Clock, key: string): Promise<Row | undefined> {
  const [row] = await ask(`select * from muster.deployment where idempotency_key = $1 and not ${isKeyFree}`, [key, keptSince(clock)]);
  return row;
}

/**
 * A key stands for its deployment until that has ended, and 30 days from its acceptance at the least: long after any
 * retry of the request. Then the same words ask for a new deployment, judged anew.
 */
const keyDays = 30;
const isKeyFree = `(requested_at < $2 and state in (${[...finalStates].map((state) => `'${state}'`).join(', ')}))`;

function keptSince(clock: Clock): Instant {
  return instant(new Date(clock.now().getTime() - keyDays * 86_400_000));
}

/** Under the lock of acceptances, so that of two that ask with a freed key one is new and the other finds it. */
async function freeOldKey(em: SqlEntityManager, clock: Clock, key: string | null): Promise<void> {
  if (key !== null) await query(em, `update muster.deployment set idempotency_key = null where idempotency_key = $1 and ${isKeyFree}`, [key, keptSince(clock)]);
}
