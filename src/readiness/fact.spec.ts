import { absent, known, notOlderThan, unknown } from './fact.ts';
import { now, timeout } from './green.fixture.ts';

const before = '2026-11-23T11:59:59.999Z';

describe('a fact', () => {
  it('is known, absent or unknown', () => {
    expect([known(7, now), absent(now), unknown(timeout)]).toEqual([{ state: 'known', value: 7, fetchedAt: now }, { state: 'absent', fetchedAt: now }, { state: 'unknown', problem: timeout }]);
  });

  it('that was fetched before the moment that counts is unknown, and says so', () => {
    const old = { state: 'unknown', problem: { code: 'UNEXPECTED_ANSWER', message: `the answer is of ${before}, and nothing older than ${now} counts here`, sinceAt: before, retryAt: null } };
    expect([notOlderThan(known(7, before), now), notOlderThan(absent(before), now)]).toEqual([old, old]);
    for (const fact of [known(7, now), known(7, '2026-11-23T12:00:00.001Z'), absent(now), unknown({ ...timeout, sinceAt: before })]) expect(notOlderThan(fact, now)).toBe(fact);
  });
});
