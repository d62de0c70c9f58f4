import { askedNames, changeAsked } from './asked-facts.ts';
import { unknown, type Fact } from './fact.ts';
import { askedFacts, timeout } from './green.fixture.ts';

const stamp = '2030-01-01T00:00:00.000Z';
const stamped = <T>(fact: Fact<T>): Fact<T> => (fact.state === 'known' ? { ...fact, fetchedAt: stamp } : fact);

describe('what only some gates look at', () => {
  it('has a name each', () => {
    expect([...askedNames].sort()).toEqual(Object.keys(askedFacts()).sort());
    expect(askedNames).toHaveLength(18);
  });

  // A fact ends with when it was fetched; a record's source goes on behind that.
  const moments = (of: unknown): readonly string[] => [...JSON.stringify(of).matchAll(/(?<="fetchedAt":")[^"]+(?="\})/g)].map(([moment]) => moment);

  it.each(askedNames)('%s is passed through, with each fact that stands in it', (name) => {
    const asked = askedFacts();
    const changed = changeAsked(asked, stamped)[name];
    expect(moments(changed)).toEqual(moments(asked[name]).map(() => stamp));
    expect(JSON.stringify(changed).replaceAll(stamp, '')).toBe(JSON.stringify(asked[name]).replaceAll(/(?<="fetchedAt":")[^"]+(?="\})/g, ''));
  });

  it('is passed through from within: what holds others comes last', () => {
    const early: string[] = [];
    changeAsked(askedFacts(), (fact) => {
      if (fact.state === 'known') early.push(...moments(fact.value).filter((moment) => moment !== stamp));
      return stamped(fact);
    });
    expect(early).toEqual([]);
  });

  it.each(askedNames)('%s is unknown where that is what becomes of it', (name) => {
    expect(changeAsked(askedFacts(), () => unknown(timeout))[name]).toEqual(unknown(timeout));
    expect(changeAsked(askedFacts({ [name]: unknown(timeout) }), stamped)[name]).toEqual(unknown(timeout));
  });
});
