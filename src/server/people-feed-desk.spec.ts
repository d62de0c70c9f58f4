import type { ListedPerson } from '../domain/listed-person.ts';
import type { Viewer } from '../domain/person.ts';
import { createPeopleFeedDesk } from './people-feed-desk.ts';

const person = (email: string, more: Partial<ListedPerson> = {}): ListedPerson => ({ email, name: 'Ines Weber', employment: 'ACTIVE', unit: null, startsOn: null, endsOn: null, movedOn: null, ...more });

function given() {
  const [taken, written]: [ListedPerson[][], unknown[]] = [[], []];
  const desk = createPeopleFeedDesk({
    feed: { take: (feed) => { taken.push([...feed]); return Promise.resolve({ added: [], changed: [], unlisted: [] }); } },
    audit: { append: ({ act, subject, outcome }) => { written.push([act, subject, outcome]); return Promise.resolve(); } }, clock: { now: () => new Date('2026-12-01T00:00:00Z') },
  });
  return { taken, written, import: (...feed: readonly ListedPerson[]) => desk.import({ actor: { kind: 'automation', name: 'x', issuer: 'x', onBehalfOf: null }, roles: [], grants: [] } satisfies Viewer, feed) };
}

describe('a feed of people', () => {
  it('is taken whole, in small letters, and written down', async () => {
    const { taken, written, ...desk } = given();
    await desk.import(person('Ines@North.example'), person('omar@north.example', { employment: 'LEFT', endsOn: '2026-02-28' }));
    expect(taken).toMatchObject([[{ email: 'ines@north.example' }, { email: 'omar@north.example' }]]);
    expect(written).toEqual([['importPeople', '2 people', 'DONE']]);
  });

  it.each([
    ['nobody', [], ['people']],
    ['what is no address', [person('ok@north.example'), person('ines@north')], ['people', '1', 'email']],
    ['two in one field', [person('a@b.example,c@d.example')], ['people', '0', 'email']],
    ['the same person twice', [person('a@b.example'), person('A@B.example')], ['people', '1', 'email']],
    ['a day that is none', [person('a@b.example', { startsOn: '2026-02-30' })], ['people', '0', 'startsOn']],
    ['a day written otherwise', [person('a@b.example', { movedOn: '01.02.2026' })], ['people', '0', 'movedOn']],
    ['who left and nobody knows when', [person('a@b.example', { employment: 'LEFT' })], ['people', '0', 'endsOn']],
    ['who left before they came', [person('a@b.example', { startsOn: '2026-02-02', endsOn: '2026-02-01' })], ['people', '0', 'endsOn']],
    ['control characters', [person('a@b.example', { unit: 'a\u0000b' })], ['people', '0', 'unit']],
    ['more than anybody employs', Array.from({ length: 50_001 }, (_nothing, index) => person(`a${index}@b.example`)), ['people']],
  ] as const)('that names %s is not taken at all', async (_words, feed, path) => {
    const { taken, written, ...desk } = given();
    await expect(desk.import(...feed)).rejects.toMatchObject({ code: 'INVALID', path });
    expect([taken, written]).toEqual([[], [['importPeople', `${feed.length} people`, 'REFUSED']]]);
  });
});
