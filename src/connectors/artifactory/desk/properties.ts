import { UserMistake } from '../../../domain/error.ts';

/** What a library is to keep about an artifact: values by key. */
export type Properties = Readonly<Record<string, readonly string[]>>;

/** An address beyond it may be refused on the way. */
const longestText = 4_000;

/**
 * Properties as the tool reads them from an address, `k=v1,v2;k2=…`, in as many texts as their length needs; not yet
 * percent-encoded. Signs that mean something there are escaped with a backslash (apis/README.md §9, unverified: what was
 * written is read back). Throws UserMistake INVALID for what cannot be a property.
 */
export function propertyText(properties: Properties): readonly string[] {
  const pairs = Object.entries(properties).map(([key, values]) => pairText(key, values));
  if (pairs.length === 0) throw new UserMistake('INVALID', 'There is no property to write.', ['properties']);
  const texts: string[] = [];
  for (const pair of pairs) {
    const longer = texts.length === 0 ? pair : `${texts.at(-1) ?? ''};${pair}`;
    if (texts.length > 0 && encodeURIComponent(longer).length <= longestText) texts[texts.length - 1] = longer;
    else texts.push(pair);
  }
  return texts;
}

function pairText(key: string, values: readonly string[]): string {
  const path = ['properties', key];
  if (!/^[A-Za-z][\w.:-]*$/.test(key)) throw new UserMistake('INVALID', `"${key}" is no key of a property: write letters, digits and . : _ -, a letter first.`, path);
  if (values.length === 0) throw new UserMistake('INVALID', `The property ${key} has no value.`, path);
  if (values.some((value) => /\p{Cc}/u.test(value))) throw new UserMistake('INVALID', `A value of ${key} holds a line break or another control character.`, path);
  const text = `${key}=${values.map(escaped).join(',')}`;
  if (encodeURIComponent(text).length > longestText) throw new UserMistake('INVALID', `The property ${key} is too long to be written.`, path);
  return text;
}

function escaped(value: string): string {
  return value.replaceAll(/[\\,;=|]/g, '\\$&');
}

/** Whether the artifact has these properties with these values and no others under the same keys, in whatever order. */
export function hasAll(has: Properties | null, wanted: Properties): boolean {
  const sorted = (values: readonly string[] | undefined): string => JSON.stringify([...new Set(values ?? [])].toSorted());
  return Object.entries(wanted).every(([key, values]) => sorted(has?.[key]) === sorted(values));
}
