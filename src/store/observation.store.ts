import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { instant, type Clock, type Instant } from '../domain/instant.ts';
import type { ObservationStore, ObservationTurn, ObservedPlace } from '../domain/ports/observation-store.ts';
import type { Database } from './database.ts';
import { active, endOverdue, observe } from './deployment.observe.ts';
import { toDeployment } from './deployment.row.ts';
import { toJsonb } from './json.ts';
import { momentOf } from './moment.ts';
import { noted, type ReadingTable } from './reading.note.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

export function observationStore(database: Database, clock: Clock): ObservationStore {
  const now = (): Instant => instant(clock.now());
  const later = (milliseconds: number): Instant => instant(new Date(clock.now().getTime() + milliseconds));
  return {
    async due(places) {
      if (places.length === 0) return [];
      const rows = await database.query(due, [...columnsOf(places), now()]);
      return rows.map((row) => ({ connection: String(row['connection']), serviceKey: String(row['service_key']), environment: String(row['environment']) }));
    },
    async takeTurn(place, runner, leaseMs) {
      await database.query('insert into muster.observation (connection, service_key, environment, next_at) values ($1, $2, $3, $4) on conflict do nothing', [...keyOf(place), now()]);
      const [row] = await database.query(takeTurn, [...keyOf(place), now(), runner, later(leaseMs)]);
      return row === undefined ? null : { fence: Number(row['fence']), cursor: momentOf(row['cursor']) };
    },
    async known({ serviceKey, environment }, { correlations, runs, since }) {
      const rows = await database.query(known, [[...correlations], [...runs], serviceKey, environment, active, since]);
      return rows.map((row) => ({ deployment: toDeployment(database.em(), row), observedAs: typeof row['observed_as'] === 'string' ? row['observed_as'] : null }));
    },
    keep: (place, turn, { sightings, cursor }, nextInMs) => database.transaction(async (em) => {
      // The row is locked until commit: whoever takes the turn over sees these sightings with their cursor, or neither.
      if (await held(em, place, turn) === undefined) return null;
      let news = 0;
      for (const sighting of sightings) if (await observe(em, place, sighting, now())) news += 1;
      await query(em, finish, [...keyOf(place), cursor, now(), later(nextInMs)]);
      return news;
    }),
    giveUp: (place, turn, problem, nextInMs) => database.transaction(async (em) => {
      const row = await held(em, place, turn);
      if (row === undefined) return;
      const failures = Number(row['failures']) + 1;
      await query(em, giveUp, [...keyOf(place), toJsonb(problem), failures, later(nextInMs(failures)), now()]);
    }),
    async giveBack(place, { fence }) {
      await database.query(giveBack, [...keyOf(place), fence, now()]);
    },
    async endOverdue(because) {
      return (await database.query(endOverdue, [because, now(), active])).map((row) => String(row['id']));
    },
  };
}

const asked = 'unnest($1::text[], $2::text[], $3::text[]) as asked (connection, service_key, environment)';
const itself = 'connection = $1 and service_key = $2 and environment = $3';

const observation: ReadingTable = { kind: `'deployment'`, place: `concat(service_key, ' ', environment)`, readAt: 'looked_at', done: '0', total: 'null::int', hidden: '0' };

const due = `select connection, service_key, environment from ${asked} left join muster.observation using (connection, service_key, environment)
  where next_at is null or (next_at <= $4 and (lease_until is null or lease_until <= $4)) order by connection, next_at nulls first, service_key, environment`;

const takeTurn = noted(observation, `update muster.observation set fence = fence + 1, lease_runner = $5, lease_until = $6
  where ${itself} and next_at <= $4 and (lease_until is null or lease_until <= $4) returning *`, '$4');

const known = `select * from muster.deployment
  where (origin = 'TRIGGERED' and (correlation = any($1) or run -> 'source' ->> 'reference' = any($2)))
    or (service_key = $3 and environment = $4 and (state = any($5) or triggered_at >= $6))
  order by sequence`;

const finish = noted(observation, `update muster.observation set lease_runner = null, lease_until = null, cursor = $4, looked_at = $5, next_at = $6, problem = null, failures = 0 where ${itself} returning *`, '$5');

const giveUp = noted(observation, `update muster.observation set lease_runner = null, lease_until = null, problem = $4, failures = $5, next_at = $6 where ${itself} returning *`, '$7');

const giveBack = noted(observation, `update muster.observation set lease_runner = null, lease_until = null, next_at = $5 where ${itself} and fence = $4 returning *`, '$5');

async function held(em: SqlEntityManager, place: ObservedPlace, { fence }: ObservationTurn): Promise<Row | undefined> {
  const [row] = await query(em, `select * from muster.observation where ${itself} and fence = $4 and lease_runner is not null for update`, [...keyOf(place), fence]);
  return row;
}

function keyOf({ connection, serviceKey, environment }: ObservedPlace): readonly string[] {
  return [connection, serviceKey, environment];
}

function columnsOf(places: readonly ObservedPlace[]): readonly (readonly string[])[] {
  return [places.map(({ connection }) => connection), places.map(({ serviceKey }) => serviceKey), places.map(({ environment }) => environment)];
}
