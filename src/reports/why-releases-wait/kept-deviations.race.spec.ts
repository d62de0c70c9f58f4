import { setTimeout as after } from 'node:timers/promises';
import { onPostgres } from '../../store/each-database.fixture.ts';
import { raced } from '../kept-reckoned.fixture.ts';
import { acts, wrong } from './kept-deviations.fixture.ts';

onPostgres('Deviations of judgements that are stored at once', (given) => {
  const judged = (number: number, outcome: string): string => `insert into muster.assessment (number, id, release_key, environment, assessed_by, readiness) overriding system value values (${number}, 'judged:${number}', 'r-1', 'production', '{}',
    '{"outcome":"NOT_READY","judgedAt":"2026-11-02T10:0${number}:00.000Z","verdicts":[{"gate":"a-one","outcome":"${outcome}","isBlocking":true,"evidence":[],"responsible":[]}]}')`;

  beforeEach(() => given.sql('delete from muster.assessment'));

  it('wait for one another, and one that was given its number first and is written down last has its place among them', async () => {
    const [first, last] = [await given.connection(), await given.connection()];
    await given.sql(judged(1, 'FAIL'));
    await first.query('begin');
    await first.query(judged(3, 'PASS'));
    const waiting = last.query(judged(2, 'UNKNOWN'));
    await after(200);
    expect(await given.sql('select number from muster.assessment order by 1')).toEqual([{ number: 1 }]);
    await first.query('commit');
    await waiting;
    expect(await given.sql(`select number, prior_at is not null as has_turned, extract(minute from next_at)::int as next, off_number from muster.deviation order by number`)).toEqual([
      { number: 1, has_turned: false, next: 2, off_number: null }, { number: 2, has_turned: true, next: 3, off_number: 3 },
    ]);
    expect(await given.sql(wrong)).toEqual([]);
  });

  it.each([1, 2, 3])('equal those reckoned anew, whatever two write at once (seed %i)', async (seed) => {
    // Each waited for a place of the other’s.
    await raced(given, { seed, acts, isLetGo: ['40P01'] });
    expect(await given.sql(wrong)).toEqual([]);
  }, 120_000);
});
