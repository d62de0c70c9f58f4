import { finalStates, type Deployment, type JournalEntry } from '../domain/deployment.ts';
import type { Clock } from '../domain/instant.ts';
import type { DeploymentQuery, DeploymentStore } from '../domain/ports/deployment-store.ts';
import type { Database } from './database.ts';
import { accept, rowUnder } from './deployment.accept.ts';
import { decides, decisiveFirst } from './deployment.decisive.ts';
import { claim, due, giveBack, prolong } from './deployment.lease.ts';
import { tellingOf } from './deployment.telling.ts';
import { toDeployment } from './deployment.row.ts';
import { takeTurn } from './deployment.turn.ts';
import { advance } from './deployment.write.ts';
import { JournalEntryEntity } from './entities/deployment.entity.ts';
import type { Tell } from './event.write.ts';
import { Conditions, pageOf } from './paging.ts';
import type { Row } from './sql.ts';
import type { EnqueueIn } from './work.queue.ts';

export function deploymentStore(database: Database, clock: Clock, enqueueIn: EnqueueIn, tell: Tell): DeploymentStore {
  const mapping = database.em();
  const read = (row: Row): Deployment => toDeployment(mapping, row);
  const select = async (rest: string, ...values: readonly unknown[]): Promise<readonly Deployment[]> =>
    (await database.gather(`select * from muster.deployment where ${rest}`, values)).map(read);

  return {
    accept: (deployment, bodyDigest, entry) => accept(database, clock, enqueueIn, tell, deployment, bodyDigest, entry),
    byIdempotencyKey: async (key) => {
      const row = await rowUnder((text, values) => database.query(text, values), clock, key);
      return row === undefined ? null : { deployment: read(row), bodyDigest: String(row['body_digest']) };
    },
    byId: async (id) => (await select('id = $1', id))[0] ?? null,
    byIds: async (ids) => new Map((await select('id = any($1)', ids)).map((deployment) => [deployment.id, deployment])),
    list: async (query, page) => {
      const found = await pageOf(database, { table: 'muster.deployment', columns: ['sequence'], direction: 'desc' }, conditionsOf(query), page);
      return { ...found, items: found.items.map(read) };
    },
    latest: async (releaseKeys) => (await database.gather(
      `select distinct on (release_key, environment) * from muster.deployment where release_key = any($1)
       order by release_key, environment, requested_at desc, sequence desc`, [releaseKeys])).map(read),
    decisive: async (releaseKeys) => (await database.gather(
      `select distinct on (release_key, environment) * from muster.deployment
       where release_key = any($1) and ${decides} order by release_key, environment, ${decisiveFirst}`, [releaseKeys])).map(read),
    lastAt: async (serviceKey, environment) => (await select(
      `service_key = $1 and environment = $2 and ${decides} order by ${decisiveFirst} limit 1`, serviceKey, environment))[0] ?? null,
    ranBefore: async ({ id, serviceKey, environment, packageDigest, triggeredAt }) => (await select(
      `service_key = $1 and environment = $2 and state = 'SUCCEEDED' and id <> $3 and package_digest is distinct from $4
       and coalesce(live_at, finished_at, requested_at) <= coalesce($5::timestamptz, 'infinity')
       order by coalesce(live_at, finished_at, requested_at) desc, sequence desc limit 1`, serviceKey, environment, id, packageDigest, triggeredAt))[0] ?? null,
    backOutsOf: async (ids) => (await database.gather(
      'select distinct on (back_out_of_id) * from muster.deployment where back_out_of_id = any($1) order by back_out_of_id, sequence desc', [ids])).map(read),
    open: () => select(`state not in (${[...finalStates].map((state) => `'${state}'`).join(', ')}) order by sequence`),
    running: async (serviceKey, environment) => (await select(
      `service_key = $1 and environment = $2 and state = 'SUCCEEDED'
       order by coalesce(live_at, finished_at, requested_at) desc, sequence desc limit 1`, serviceKey, environment))[0] ?? null,
    claim: (id, runner, leaseMs) => claim(database, clock, id, runner, leaseMs),
    prolong: (id, fence, leaseMs) => prolong(database, clock, id, fence, leaseMs),
    release: (id, fence, delayMs) => giveBack(database, clock, id, fence, delayMs),
    write: (id, guard, patch, entry) => database.transaction((em) => tellingOf(em, tell, id, patch, () => advance(em, clock, id, guard, patch, entry))),
    takeTurn: (id, fence, entry) => takeTurn(database, clock, id, fence, entry),
    journal: (id) => journal(database, id),
    due: (limit) => due(database, clock, limit),
  };
}

function conditionsOf(query: DeploymentQuery): Conditions {
  const conditions = new Conditions();
  if (query.states !== undefined) conditions.add('state = any(?)', query.states);
  if (query.serviceKey !== undefined) conditions.add('service_key = ?', query.serviceKey);
  if (query.environment !== undefined) conditions.add('environment = ?', query.environment);
  if (query.releaseKey !== undefined) conditions.add('release_key = ?', query.releaseKey);
  if (query.origin !== undefined) conditions.add('origin = ?', query.origin);
  if (query.since !== undefined) conditions.add('requested_at >= ?', query.since);
  if (query.needsAttention !== undefined) conditions.add('needs_attention = ?', query.needsAttention);
  return conditions;
}

async function journal(database: Database, id: string): Promise<readonly JournalEntry[]> {
  const rows = await database.query('select * from muster.journal_entry where deployment_id = $1 order by number', [id]);
  return rows.map((row) => {
    const { deploymentId, number, at, kind, step, summary, data } = database.read(JournalEntryEntity, row);
    return { deploymentId, number, at, kind, step, summary, data };
  });
}
