import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { freshPostgres } from '../../../test/system/database.ts';
import { openStore } from '../../../src/store/index.ts';
import { say } from '../cold.ts';
import { median } from '../median.ts';
import { byHand } from './by-hand.ts';
import { apartMs, ourSync } from './our-sync.ts';
import type { Pass, WritingParty } from './party.ts';
import { wires, type Edition, type Wire } from './wire/index.ts';

const steps = ['first', 'changed', 'unchanged'] as const;
export type Step = (typeof steps)[number];
export type Ratios = Readonly<Record<Step, number>>;

export interface WriteOptions {
  readonly rounds: number;
  /** Of all records; 1 for the figures. */
  readonly share: number;
}

interface Side {
  readonly party: WritingParty;
  readonly client: pg.Client;
}

/**
 * Rows per second of our sync beside those written by hand, kind after kind in turns on two databases of one server:
 * first load, then every record changed, then none. What is timed begins with records in memory and ends with the last
 * commit. At the end of each step both tables hold the same. A ratio is of one round, the figure the median of the rounds'.
 */
export async function measureWrites(server: string, { rounds, share }: WriteOptions): Promise<Ratios> {
  const databases = await Promise.all([freshPostgres(server), freshPostgres(server)]);
  const now = { ms: Date.parse('2026-11-29T00:00:00.000Z') };
  const clock = { now: () => new Date(now.ms) };
  const stores = await Promise.all(databases.map(({ location }) => openStore(location, { clock })));
  const clients = databases.map(({ location }) => new pg.Client({ connectionString: location.databaseUrl }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const [ourStore] = stores;
    const [ours, theirs] = clients;
    if (ourStore === undefined || ours === undefined || theirs === undefined) throw new Error('a database is missing');
    const sides: readonly Side[] = [{ party: ourSync(ourStore, clock), client: ours }, { party: byHand(theirs), client: theirs }];
    const chosen = wires.map((wire) => ({ ...wire, count: wire.count * share }));
    const total = chosen.reduce((sum, { count }) => sum + count, 0);
    const ratios: Readonly<Record<Step, number[]>> = { first: [], changed: [], unchanged: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const { client } of sides) await client.query('truncate muster.copy, muster.copy_version, muster.sync');
      for (const step of steps) {
        now.ms += step === 'first' ? 0 : apartMs[step];
        const spent = await timed(chosen, round % 2 === 0 ? sides : sides.toReversed(), step, clock.now().toISOString());
        ratios[step].push((spent.get('by hand') ?? Number.NaN) / (spent.get('sync') ?? Number.NaN));
        say(`${step}, round ${round + 1}: ${[...spent].map(([name, time]) => `${name} ${(total / time).toFixed(0)} rows/s`).join(', ')}`);
        await checkEqual(sides, step, total);
        for (const { client } of sides) await client.query('vacuum analyze muster.copy');
      }
      now.ms += apartMs.unchanged;
    }
    return { first: median(ratios.first), changed: median(ratios.changed), unchanged: median(ratios.unchanged) };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(databases.map((database) => database.drop()));
  }
}

setFlagsFromString('--expose-gc');
/** Garbage of one side is not collected in the other's time. */
const collect = runInNewContext('gc') as () => void;

/** Seconds of each side for all kinds. */
async function timed(chosen: readonly Wire[], sides: readonly Side[], step: Step, fetchedAt: string): Promise<ReadonlyMap<string, number>> {
  const spent = new Map<string, number>();
  for (const wire of chosen) {
    const pass = passOf(wire, step === 'first' ? 0 : 1, fetchedAt);
    for (const { party, client } of sides) {
      await client.query('checkpoint');
      collect();
      const began = performance.now();
      await party[step](pass);
      const time = (performance.now() - began) / 1_000;
      spent.set(party.name, (spent.get(party.name) ?? 0) + time);
    }
  }
  return spent;
}

function passOf({ connection, kind, count, pageSize, bodies, decode }: Wire, edition: Edition, fetchedAt: string): Pass {
  const starts = Array.from({ length: Math.ceil(count / pageSize) }, (_, page) => page * pageSize);
  const records = starts.flatMap((from) => decode(bodies(from, Math.min(count, from + pageSize), edition), fetchedAt));
  // Strings put together are laid out when they are first read: that is done once, in nobody's time.
  for (const record of records) JSON.stringify(record);
  return { connection, kind, fetchedAt, records };
}

/** Both tables hold the same rows, to the last column that a reader sees. */
async function checkEqual(sides: readonly Side[], step: Step, total: number): Promise<void> {
  const [ours, theirs] = await Promise.all(sides.map(async ({ client }) => (await client.query<{ readonly rows: string; readonly sum: string }>(
    `select count(*) as rows, sum(hashtextextended(concat_ws(' ', kind, identity, connection, reference, content, fetched_at, gone_because), 0)::numeric) as sum from muster.copy`)).rows[0]));
  if (ours?.rows !== theirs?.rows || ours?.sum !== theirs?.sum || Number(ours?.rows) !== total) throw new Error(`after ${step} the tables differ: ${JSON.stringify({ ours, theirs })}`);
}
