import type { ListedPerson } from '../domain/listed-person.ts';
import type { Release } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const day = 86_400_000;
const person = (email: string, more: Partial<ListedPerson> = {}): ListedPerson => ({ email, name: 'Ines', employment: 'ACTIVE', unit: 'Payments', startsOn: null, endsOn: null, movedOn: null, ...more });
const release = (key: string): Release => ({ id: `release:${key}`, key, name: key, version: '1', description: null, serviceKey: 'payments', ownerEmail: 'a@b.example', train: null, dependsOn: [], stakeholders: [], createdAt: '2026-11-22T00:00:00.000Z', canceledAt: null, closedAt: null, sealed: null });

eachDatabase('What was said of people before', (given) => {
  const rows = async (text: string): Promise<readonly unknown[]> => (await given.store().reader.read((snapshot) => snapshot.rows({ text, values: [] }))).map((row) => Object.values(row));
  const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'DD') as ${column}`;
  const take = (...feed: readonly ListedPerson[]) => given.store().peopleFeed.take(feed, given.clock.now());

  test('by feeds is kept of whom they say otherwise, or name no more, and forgotten after a while', async () => {
    await take(person('a'), person('b'), person('c'));
    given.clock.advance(day);
    await take(person('a', { employment: 'ON_LEAVE' }), person('c'));
    given.clock.advance(day);
    await take(person('a', { employment: 'ON_LEAVE' }), person('b'), person('c'));
    given.clock.advance(day);
    await take(person('a'), person('b'), person('c'));
    const versions = `select email, ${at('valid_from')}, ${at('valid_to')}, employment, is_listed from muster.listed_person_version order by email, valid_from`;
    expect(await rows(versions)).toEqual([['a', '23', '24', 'ACTIVE', true], ['a', '24', '26', 'ON_LEAVE', true], ['b', '23', '24', 'ACTIVE', true], ['b', '24', '25', 'ACTIVE', false]]);
    expect(await rows(`select email, ${at('said_since')} from muster.listed_person order by email`)).toEqual([['a', '26'], ['b', '25'], ['c', '23']]);

    const forget = (before: string) => given.store().peoplePast.forget(before);
    const since = `select ${at('since')} from muster.listed_people_kept`;
    expect([await forget('2026-11-24T00:00:00.000Z'), await rows('select isfinite(since) from muster.listed_people_kept')]).toEqual([0, [[false]]]);
    expect([await forget('2026-11-25T12:00:00.000Z'), await rows(versions), await rows(since)]).toEqual([3, [['a', '24', '26', 'ON_LEAVE', true]], [['25']]]);
    expect([await forget('2026-11-25T12:00:00.000Z'), await rows(since)]).toEqual([0, [['25']]]);
  });

  test('by releases is kept when they change hands, and only then, and forgotten after a while', async () => {
    const { releases, peoplePast } = given.store();
    const versions = `select release_id, ${at('valid_from')}, ${at('valid_to')}, owner_email, jsonb_array_length(stakeholders) from muster.release_people_version order by 1, 2`;
    const [first, again] = ['release:handed-1', 'release:kept-1'];
    for (const key of ['handed-1', 'kept-1']) await releases.create(release(key), []);
    await releases.update('kept-1', { name: 'Another', ownerEmail: 'a@b.example', stakeholders: [], closedAt: given.clock.now().toISOString() });
    expect(await rows(versions)).toEqual([]);
    await releases.update('handed-1', { ownerEmail: 'b@b.example' });
    given.clock.advance(day);
    await releases.update('handed-1', { stakeholders: [{ email: 't@b.example', role: 'TESTER' }] });
    given.clock.advance(day);
    await releases.update('handed-1', { name: 'Another' });
    await releases.update('handed-1', { stakeholders: [] });
    expect(await rows(versions)).toEqual([[first, '22', '26', 'a@b.example', 0], [first, '26', '27', 'b@b.example', 0], [first, '27', '28', 'b@b.example', 1]]);
    expect(await rows(`select id, ${at('people_since')} from muster.release order by id`)).toEqual([[first, '28'], [again, null]]);
    expect([await peoplePast.forget('2026-11-27T12:00:00.000Z'), await rows(versions)]).toEqual([2 + 1, [[first, '27', '28', 'b@b.example', 1]]]);
  });

  test('of two feeds of one moment is what the second said, and of a clock that went back nothing is kept', async () => {
    await take(person('z'));
    await take(person('z', { unit: 'Cards' }));
    await given.store().peopleFeed.take([person('z', { unit: 'Loans' })], new Date('2026-11-01T00:00:00.000Z'));
    expect(await rows(`select count(*)::int from muster.listed_person_version where email = 'z'`)).toEqual([[0]]);
    expect(await rows(`select ${at('said_since')}, unit from muster.listed_person where email = 'z'`)).toEqual([['28', 'Loans']]);
  });
});
