import { setTimeout as pause } from 'node:timers/promises';
import { onPostgres } from './each-database.fixture.ts';

const lockedFor = (seconds: number): string => `do $$ begin lock table muster.restriction in access exclusive mode; perform pg_sleep(${seconds}); end $$`;
const isLocked = `select from pg_locks where relation = 'muster.restriction'::regclass and mode = 'AccessExclusiveLock' and granted`;
const endWhatWaits = `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
/** As many as a pool has places. */
const places = 10;

onPostgres('Connections that are lost in the middle of a transaction', (given) => {
  test('leave their places to others, all of them', async () => {
    const { restrictions } = given.store();
    const held = given.sql(lockedFor(5));
    while ((await given.sql(isLocked)).length === 0) await pause(50);
    const lost = Array.from({ length: places }, async () => restrictions.keep([]).then(() => 'kept', () => 'lost'));
    let ended = 0;
    while (ended < places) {
      await pause(50);
      ended += Number((await given.sql(endWhatWaits))[0]?.['ended']);
    }
    expect(new Set(await Promise.all(lost))).toEqual(new Set(['lost']));
    await held;
    expect(await Promise.race([restrictions.keep([]).then(() => 'kept'), pause(15_000, 'nothing has a place', { ref: false })])).toBe('kept');
  }, 60_000);
});
