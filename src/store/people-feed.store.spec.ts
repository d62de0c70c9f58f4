import type { ListedPerson } from '../domain/listed-person.ts';
import { eachDatabase } from './each-database.fixture.ts';

const person = (email: string, more: Partial<ListedPerson> = {}): ListedPerson => ({ email, name: 'Ines', employment: 'ACTIVE', unit: 'Payments', startsOn: '2020-02-29', endsOn: null, movedOn: null, ...more });
const nothing = { added: [], changed: [], unlisted: [] };

eachDatabase('A feed of people', (given) => {
  const take = (day: string, ...feed: readonly ListedPerson[]) => given.store().peopleFeed.take(feed, new Date(`${day}T12:00:00Z`));

  test('takes the place of the last one, is the same when it comes again, and remembers moves', async () => {
    expect(await take('2026-11-01', person('a'), person('b'))).toEqual({ ...nothing, added: ['a', 'b'] });
    expect(await take('2026-11-02', person('a'), person('b'))).toEqual(nothing);
    expect(await take('2026-11-03', person('a', { unit: 'Cards' }))).toEqual({ added: [], unlisted: ['b'], changed: [{ email: 'a', what: ['unit: Payments → Cards', 'movedOn: not said → 2026-11-03'] }] });
    expect(await take('2026-11-04', person('a', { unit: 'Cards' }), person('b'))).toEqual({ ...nothing, added: ['b'] });
    const both = await Promise.all([take('2026-11-05', person('a', { unit: 'Cards' }), person('c')), take('2026-11-05', person('a', { unit: 'Cards' }), person('c'))]);
    expect(both.map(({ added, unlisted }) => [added, unlisted]).toSorted((one, other) => (String(one) < String(other) ? 1 : -1))).toEqual([[['c'], ['b']], [[], []]]);
  });

  test('is taken whole or not at all', async () => {
    await take('2026-11-06', person('a'));
    await expect(take('2026-11-07', person('z'), person('a', { startsOn: 'no day' }))).rejects.toThrow();
    expect(await take('2026-11-08', person('a'))).toEqual(nothing);
  });
});
