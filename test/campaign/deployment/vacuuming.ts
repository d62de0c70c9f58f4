import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { administer } from '../../system/database.ts';

/** Where rows are written again with each look at a deployment, each claim and each piece of work. */
const rewritten = ['muster.deployment', 'muster.copy', 'muster.timeline_length', 'muster.lead_time_note', 'pgboss.job_common', 'pgboss.queue'];
const everyMs = 5_000;

/**
 * Sweeps a database as autovacuum does where it is on, which test servers have turned off: else each look reads the dead rows of all
 * rounds before, and what is measured is how long ago the campaign began. Answers how to stop; does nothing where autovacuum is on.
 */
export async function keepVacuumed(databaseUrl: string): Promise<() => Promise<void>> {
  if (await isVacuumed(databaseUrl)) return () => Promise.resolve();
  const stopping = new AbortController();
  const sweeping = (async () => {
    while (!stopping.signal.aborted) {
      // A server with no connection to spare has one later: a sweep that is left out costs time and nothing else.
      for (const table of rewritten) await administer(databaseUrl, `vacuum (analyze, truncate false) ${table}`).catch(() => undefined);
      await pause(everyMs, null, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await sweeping;
  };
}

async function isVacuumed(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<{ readonly autovacuum: string }>('show autovacuum')).rows[0]?.autovacuum === 'on';
  } finally {
    await client.end();
  }
}
