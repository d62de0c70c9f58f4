import type { AssetsObject } from './tables.ts';

/** What Assets refuses; the message is what it says. */
export class AqlError extends Error {
  override readonly name = 'AqlError';
}

type Test = (object: AssetsObject) => boolean;

const value = String.raw`"(?:[^"\\]|\\.)*"`;
const clause = new RegExp(String.raw`^\s*(?:(objectId) in \(([\d, ]+)\)|(Name|Key) in \((${value}(?:, ?${value})*)\)|(Name) like (${value})|(objectType|"?[A-Za-z ]+"?) = (${value})|(object having outboundReferences)\(objectId in \(([\d, ]+)\)\)|(Name is not empty))`, 'i');

/** Reads the part of AQL that the sandbox understands: clauses joined by one of AND and OR, and ORDER BY Name. @throws AqlError */
export function aqlTest(query: string): Test {
  const tests: Test[] = [];
  let joint: string | null = null;
  let rest = query.replace(/\s+order by Name( asc)?\s*$/i, '');
  for (;;) {
    const match = clause.exec(rest);
    if (match === null) throw new AqlError(`The IQL/AQL is invalid near '${rest.slice(0, 30)}'`);
    tests.push(testOf(match));
    rest = rest.slice(match[0].length);
    if (rest.trim() === '') break;
    const [whole, word = ''] = /^\s+(and|or)\b/i.exec(rest) ?? [];
    if (whole === undefined || (joint !== null && joint !== word.toLowerCase())) throw new AqlError(`The IQL/AQL is invalid near '${rest.slice(0, 30)}'`);
    joint = word.toLowerCase();
    rest = rest.slice(whole.length);
  }
  return (object) => (joint === 'or' ? tests.some((test) => test(object)) : tests.every((test) => test(object)));
}

function testOf(match: RegExpExecArray): Test {
  const [, isId, ids = '', isName, names = '', isLike, part = '', attribute, wanted = '', isReferring, referred = ''] = match;
  if (isId !== undefined) return ({ id }) => numbers(ids).includes(id);
  if (isName !== undefined) return ({ name, key }) => [...names.matchAll(new RegExp(value, 'g'))].some(([one]) => same(isName.toLowerCase() === 'key' ? key : name, unquoted(one)));
  if (isLike !== undefined) return ({ name }) => name.toLowerCase().includes(unquoted(part).toLowerCase());
  if (attribute !== undefined) return attributeTest(attribute.replaceAll('"', ''), unquoted(wanted));
  if (isReferring !== undefined) return ({ references }) => Object.values(references).flat().some((id) => numbers(referred).includes(id));
  return () => true;
}

function attributeTest(attribute: string, wanted: string): Test {
  switch (attribute.toLowerCase()) {
    case 'objecttype': return ({ typeName }) => same(typeName, wanted);
    case 'environment': return ({ environment }) => environment !== null && same(environment, wanted);
    case 'name': return ({ name }) => same(name, wanted);
    default: throw new AqlError(`No object type attribute named '${attribute}'`);
  }
}

function numbers(text: string): readonly number[] {
  return text.split(',').map(Number);
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
