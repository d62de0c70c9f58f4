import { compareFeeds, type ListedPerson } from './listed-person.ts';

const person = (email: string, more: Partial<ListedPerson> = {}): ListedPerson => ({ email, name: null, employment: 'ACTIVE', unit: 'Payments', startsOn: null, endsOn: null, movedOn: null, ...more });
const known = (...people: readonly ListedPerson[]) => new Map(people.map((one) => [one.email, one]));

describe('a feed beside the last one', () => {
  it('says who is new, who changed and how, and who is no longer named', () => {
    const difference = compareFeeds(known(person('a'), person('b'), person('c')), [person('a'), person('b', { employment: 'LEFT', endsOn: '2026-11-30' }), person('d')], '2026-12-01');
    expect(difference).toMatchObject({ added: ['d'], unlisted: ['c'], changed: [{ email: 'b', what: ['employment: ACTIVE → LEFT', 'endsOn: not said → 2026-11-30'] }] });
    expect(compareFeeds(known(...difference.people), difference.people, '2026-12-09')).toEqual({ people: difference.people, added: [], changed: [], unlisted: [] });
  });

  it('sees a move by another unit, keeps its day, and believes a day that the feed tells', () => {
    expect(compareFeeds(known(person('a')), [person('a', { unit: null })], '2026-12-01').changed).toEqual([{ email: 'a', what: ['unit: Payments → not said'] }]);
    const moved = compareFeeds(known(person('a')), [person('a', { unit: 'Cards' })], '2026-12-01');
    expect(moved.people).toEqual([person('a', { unit: 'Cards', movedOn: '2026-12-01' })]);
    expect(compareFeeds(known(...moved.people), [person('a', { unit: 'Cards' })], '2026-12-09')).toMatchObject({ people: [{ movedOn: '2026-12-01' }], changed: [] });
    expect(compareFeeds(known(person('a')), [person('a', { unit: 'Cards', movedOn: '2026-11-15' })], '2026-12-01').people[0]?.movedOn).toBe('2026-11-15');
  });

  it('takes a unit that was or is not said for no move', () => {
    for (const [before, now] of [[null, 'Cards'], ['Cards', null]] as const) expect(compareFeeds(known(person('a', { unit: before })), [person('a', { unit: now })], '2026-12-01').people[0]?.movedOn).toBeNull();
    expect(compareFeeds(known(), [person('a')], '2026-12-01').people[0]?.movedOn).toBeNull();
  });
});
