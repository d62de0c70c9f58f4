import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { findingsBetween, promisedUntil } from './breaking.ts';
import { lastPromised, newestFirst, schemaFile } from './last-release.ts';

const today = '2026-11-30';
const compare = async (base: string, ours: string): Promise<readonly string[]> => (await findingsBetween(buildSchema(base), buildSchema(ours), today)).map(({ isBreaking, where, what, remedy }) => `${isBreaking ? 'BREAKING' : 'DANGEROUS'} ${where}: ${what} ${remedy}`);

it('schema.graphql breaks nothing that the last release promised (npm run schema:check tells more)', async () => {
  const findings = await findingsBetween(buildSchema(lastPromised().text), buildSchema(readFileSync(schemaFile, 'utf8')), new Date().toISOString().slice(0, 10));
  expect(findings.filter(({ isBreaking }) => isBreaking)).toEqual([]);
});

describe('a planted change', () => {
  const base = 'type Query { a(first: Int = 20, b: String): A! c(i: I): [E!] u: U } type A { id: ID! name: String! } type B { id: ID! } union U = A enum E { X Y } input I { k: String n: Int }';
  const without = (part: string, put = ''): string => {
    if (!base.includes(part)) throw new Error(`nothing is planted: ${part}`);
    return base.replace(part, put);
  };

  it.each([
    ['a field that is gone', without(' name: String!'), 'BREAKING A.name: Field \'name\' was removed from object type \'A\'. Put it back and mark it @deprecated'],
    ['an argument that is gone', without(', b: String'), 'BREAKING Query.a.b: Argument'],
    ['an enum value that is gone', without(' Y }', ' }'), 'BREAKING E.Y: Enum value'],
    ['an input field that is gone', without(' n: Int'), 'BREAKING I.n: Input field'],
    ['a type that is gone', without('type A { id: ID! name: String! } ').replace('A!', 'B!').replace('U = A', 'U = B'), 'BREAKING A: Type \'A\' was removed. Put it back'],
    ['another type of a field', without('name: String!', 'name: Int!'), 'BREAKING A.name: Field \'A.name\' changed type from \'String!\' to \'Int!\'. Undo it'],
    ['a field that may be null now', without('name: String!', 'name: String'), 'BREAKING A.name'],
    ['an argument that must be given now', without('b: String', 'b: String!'), 'BREAKING Query.a.b'],
    ['an input field that must be given now', without('n: Int', 'n: Int!'), 'BREAKING I.n'],
    ['a new input field that must be given', without('n: Int', 'n: Int m: Int!'), 'BREAKING I.m'],
    ['another default', without('first: Int = 20', 'first: Int = 50'), 'DANGEROUS Query.a.first'],
    ['a new enum value', without(' Y }', ' Y Z }'), 'DANGEROUS E.Z'],
    ['a new member of a union', without('union U = A', 'union U = A | B'), 'DANGEROUS U'],
  ])('%s is told, where and with what to do', async (_title, ours, words) => {
    expect((await compare(base, ours)).join('\n')).toContain(words);
  });

  it('that only adds is let through', async () => {
    expect(await compare(base, `${base.replace('name: String!', 'name: String! more: Int')} type C { id: ID! }`)).toEqual([]);
  });
});

describe('what was deprecated', () => {
  const deprecated = (reason: string | null): string => `type Query { a: Int old(with: In): Old${reason === null ? '' : ` @deprecated(reason: "${reason}")`} } type Old { next: Older } type Older { id: ID } input In { k: String } enum E { X }`;
  const gone = 'type Query { a: Int } enum E { X }';

  it('may go once its day is over, with everything that it alone leads to', async () => {
    expect(await compare(deprecated('Use a instead, until 2026-11-29.'), gone)).toEqual([]);
  });

  it.each([
    ['on its day', 'Use a instead, until 2026-11-30.', 'it was promised until 2026-11-30, and today is 2026-11-30'],
    ['before its day', 'Use a instead, until 2027-06-30.', 'it was promised until 2027-06-30'],
    ['without a day', 'Use a instead.', 'did not say until when'],
    ['until a day that there is not', 'Use a instead, until 2026-02-31.', 'did not say until when'],
    ['without being deprecated in the base', null, 'mark it @deprecated'],
  ])('does not go %s', async (_title, reason, words) => {
    const told = await compare(deprecated(reason), gone);
    expect(told.find((one) => one.startsWith('BREAKING Query.old'))).toContain(words);
    expect(told.filter((one) => one.startsWith('BREAKING')).map((one) => one.slice(9).split(':')[0]).toSorted()).toEqual(['In', 'Old', 'Older', 'Query.old']);
  });

  it('takes nothing with it that something else leads to', async () => {
    const base = 'type Query { a: Old old: Old @deprecated(reason: "until 2026-01-01") } type Old { id: ID }';
    expect((await compare(base, 'type Query { a: New } type New { id: ID }')).join()).toContain('BREAKING Old');
  });

  it('says until when in one way', () => {
    expect(['until 2027-01-31', 'gone, until 2027-01-31.', 'until 31.1.2027', '2027-01-31', 'until 2027-13-01'].map(promisedUntil)).toEqual(['2027-01-31', '2027-01-31', null, null, null]);
  });
});

it('knows the newest version by its numbers', () => {
  expect(['0.2.0', '0.10.0', '0.1.0', '0.10.1'].toSorted(newestFirst)).toEqual(['0.10.1', '0.10.0', '0.2.0', '0.1.0']);
});
