import { unknown, type Fact } from './fact.ts';
import { changeFacts, noOlderThan, type Facts } from './facts.ts';
import { greenFacts, timeout } from './green.fixture.ts';

const stamp = '2030-01-01T00:00:00.000Z';
const stamped = <T>(fact: Fact<T>): Fact<T> => (fact.state === 'known' ? { ...fact, fetchedAt: stamp } : fact);

/** When every fact within was fetched, by where it stands. */
function momentsIn(value: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'state' in value && value.state === 'known' && 'fetchedAt' in value ? [[at, String(value.fetchedAt)] as const] : [];
  return [...own, ...Object.entries(value).flatMap(([key, one]) => momentsIn(one, `${at}/${key}`))];
}

describe('all facts of a judgement', () => {
  it('are passed through, those within others too; waivers, which no gate sees, are not', () => {
    const facts = greenFacts();
    const moments = momentsIn(changeFacts(facts, stamped));
    expect(moments.map(([at]) => at).sort()).toEqual(momentsIn(facts).map(([at]) => at).sort());
    expect(moments.filter(([, moment]) => moment !== stamp).map(([at]) => at)).toEqual(['/waivers']);
    expect(moments.length).toBeGreaterThan(40);
    const unstamped = JSON.parse(JSON.stringify(changeFacts(facts, stamped)).replaceAll(stamp, facts.judgedAt)) as Facts;
    expect(unstamped).toEqual(JSON.parse(JSON.stringify(facts)));
  });

  it('are passed through where nothing is known, and where there is no target', () => {
    const lost = changeFacts(greenFacts({ target: null }), () => unknown(timeout));
    expect([lost.target, momentsIn(lost).map(([at]) => at)]).toEqual([null, ['/waivers']]);
    expect(momentsIn(changeFacts(lost, stamped)).map(([at]) => at)).toEqual(['/waivers']);
  });

  it('are passed through from within: what holds others is changed last', () => {
    const early: string[] = [];
    changeFacts(greenFacts(), (fact) => {
      if (fact.state === 'known') early.push(...momentsIn(fact.value).filter(([, moment]) => moment !== stamp).map(([at]) => at));
      return stamped(fact);
    });
    expect(early).toEqual([]);
  });

  it('are unknown where they are older than a gate’s policy bears, reckoned from the judgement', () => {
    const facts = greenFacts();
    expect(noOlderThan(facts, null)).toBe(facts);
    const later: Facts = { ...facts, judgedAt: '2026-11-23T12:01:00.000Z' };
    expect([60_000, 59_999].map((age) => noOlderThan(later, age).changes[0]?.record.state)).toEqual(['known', 'unknown']);
  });
});
