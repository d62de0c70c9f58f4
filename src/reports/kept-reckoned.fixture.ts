import { setTimeout as after } from 'node:timers/promises';
import { chance } from '../domain/chance.fixture.ts';
import type { Given } from '../store/each-database.fixture.ts';
import type { Store } from '../store/index.ts';
import { sqlState } from '../store/retry.ts';

/** Executes one statement. */
export interface Executes {
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<unknown>;
}

interface Race {
  readonly seed: number;
  /** What each of the two does in its transactions. */
  readonly acts: (executes: Executes, random: () => number) => readonly (() => Promise<unknown>)[];
  /** Errors by which one of two transactions is let go, having written nothing. */
  readonly isLetGo: readonly string[];
  /** What a hub does in its background; how much it reckoned. Left out: nothing, for the database keeps it by itself. */
  readonly reckon?: (node: Store) => Promise<number>;
}

const turns = 60;

/** Two write in transactions of some acts by chance, while two hubs reckon, if they have to. That each came to something is seen to. */
export async function raced(given: Given, { seed, acts, isLetGo, reckon }: Race): Promise<void> {
  const nodes = reckon === undefined ? [] : [given.store(), await given.anotherNode()];
  const done = { isOver: false, committed: 0, reckoned: 0 };
  const writes = async (of: number): Promise<void> => {
    const [client, random] = [await given.connection(), chance(seed * 10 + of)];
    const all = acts({ sql: (text, values) => client.query(text, [...(values ?? [])]) }, random);
    for (let turn = 0; turn < turns; turn += 1) {
      await client.query('begin');
      try {
        for (let count = 0; count <= random() * 3; count += 1) await all[Math.floor(random() * all.length)]?.();
        await after(random() * 20);
        await client.query('commit');
        done.committed += 1;
      } catch (error) {
        if (!isLetGo.includes(sqlState(error) ?? '')) throw error;
        await client.query('rollback');
      }
    }
  };
  const reckons = async (node: Store): Promise<void> => {
    while (!done.isOver) {
      done.reckoned += await reckon?.(node) ?? 0;
      await after(5);
    }
  };
  const reckoning = Promise.all(nodes.map(reckons));
  await Promise.all([writes(1), writes(2)]).finally(() => { done.isOver = true; });
  await reckoning;
  expect([done.committed > turns, done.reckoned > 0]).toEqual([true, reckon !== undefined]);
}
