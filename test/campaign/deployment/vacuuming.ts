import { setTimeout as pause } from 'node:timers/promises';
import { inspectDatabase } from '../../../src/store/index.ts';
import { administer } from '../../system/database.ts';

/** Where rows are written again with each look at a deployment, each claim and each piece of work. */
const rewritten = ['muster.deployment', 'muster.copy', 'muster.timeline_length', 'muster.lead_time_note', 'pgboss.job_common', 'pgboss.queue'];
const everyMs = 5_000;

/**
 * Sweeps a database as autovacuum does where it is on, which test servers have turned off: else each look reads the dead rows of all
 * rounds before, and what is measured is how long ago the campaign began. Answers how to stop; does nothing where autovacuum is on.
 * Throws when the first sweep goes wrong: a table has another name, or there is no such database.
 */
export async function keepVacuumed(databaseUrl: string): Promise<() => Promise<void>> {
  if ((await inspectDatabase(databaseUrl, { now: () => new Date() })).isVacuumed) return () => Promise.resolve();
  await sweep(databaseUrl);
  const stopping = new AbortController();
  const sweeping = (async () => {
    for (;;) {
      await pause(everyMs, null, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      // A server with no connection to spare has one later: a sweep that is left out costs time and nothing else.
      await sweep(databaseUrl).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await sweeping;
  };
}

function sweep(databaseUrl: string): Promise<void> {
  return administer(databaseUrl, `vacuum (analyze, truncate false) ${rewritten.join(', ')}`);
}
