import { UserMistake } from '../../../domain/error.ts';

/** A piece of AQL that only this file can make, so that every value in it was quoted. */
export interface Aql {
  readonly text: string;
}

const longestValue = 255;

/** Whether a text can be the name of an object at all. */
export function isName(text: string): boolean {
  return text !== '' && text.length <= longestValue && !/\p{Cc}/u.test(text);
}

export function isObjectId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** Objects by name or id; names must be names and ids ids. */
export function anyOf(names: readonly string[], ids: readonly string[]): Aql {
  return { text: [...(names.length === 0 ? [] : [`Name in (${names.map(quoted).join(', ')})`]), ...(ids.length === 0 ? [] : [idsIn(ids)])].join(' OR ') };
}

/** Objects by key; at least one. Throws as `listing`. */
export function withKeys(keys: readonly string[]): Aql {
  return { text: `Key in (${keys.map(quoted).join(', ')})` };
}

/** Objects that refer to one of these. */
export function referringTo(ids: readonly string[]): Aql {
  return { text: `object having outboundReferences(${idsIn(ids)})` };
}

/** All that is given must fit; nothing given is every object. Throws UserMistake INVALID for what nothing can be called. */
export function listing(asked: { readonly text: string | null; readonly typeName: string | null; readonly attribute: { readonly name: string; readonly value: string } | null }): Aql {
  const clauses = [
    ...(asked.text === null ? [] : [`Name like ${quoted(asked.text)}`]),
    ...(asked.typeName === null ? [] : [`objectType = ${quoted(asked.typeName)}`]),
    ...(asked.attribute === null ? [] : [`"${asked.attribute.name}" = ${quoted(asked.attribute.value)}`]),
  ];
  return { text: clauses.length === 0 ? 'Name is not empty' : clauses.join(' AND ') };
}

function idsIn(ids: readonly string[]): string {
  return `objectId in (${ids.filter(isObjectId).join(', ')})`;
}

/** AQL escapes a quote by a backslash (apis/README.md §8). */
function quoted(value: string): string {
  if (!isName(value)) throw new UserMistake('INVALID', `${JSON.stringify(value.slice(0, 40))} cannot be asked of Jira Assets: a name has 1 to ${longestValue} characters and no control characters.`);
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
