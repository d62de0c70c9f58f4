import { comparison } from './comparison.ts';
import type { Test } from './comparison.ts';
import { isKnownField } from './fields.ts';
import type { Domain } from './fields.ts';

/** A row of a domain as the criteria see it. */
export interface AqlRow {
  readonly fields: Readonly<Record<string, string | number>>;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  /** the builds that made this content, joined by sha1 */
  readonly builds: readonly { readonly name: string; readonly number: string }[];
}

/** True when a row is asked for. `now` is the server's clock in milliseconds, for $last and $before. */
export type Criterion = (row: AqlRow, now: number) => boolean;

/** @throws TypeError when the criteria are not AQL, e.g. an unknown field, an unknown operator, or a number without quotes. */
export function readCriteria(value: unknown, domain: Domain): Criterion {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('criteria are an object');
  const entries = Object.entries(value);
  const parts = entries.filter(([key]) => !key.startsWith('property.')).map(([key, inner]) => readEntry(key, inner, domain));
  const ofOneProperty = entries.filter(([key]) => key.startsWith('property.'));
  if (ofOneProperty.length > 0) parts.push(onOneProperty(ofOneProperty));
  return (row, now) => parts.every((part) => part(row, now));
}

function readEntry(key: string, inner: unknown, domain: Domain): Criterion {
  if (key === '$and' || key === '$or') return readList(key, inner, domain);
  const test = comparison(key, inner);
  if (key.startsWith('@')) return (row, now) => onProperty(test, row.properties[key.slice(1)] ?? [], now);
  if (!isKnownField(domain, key) || key === '*') throw new TypeError(`no field ${key}`);
  if (key === 'artifact.module.build.name') return (row, now) => row.builds.some(({ name }) => test.holds(name, now));
  if (key === 'artifact.module.build.number') return (row, now) => row.builds.some(({ number }) => test.holds(number, now));
  // Every row here is a file, so "any" asks for nothing.
  if (key === 'type' && inner === 'any') return () => true;
  return (row, now) => test.holds(row.fields[key] ?? '', now);
}

function readList(key: '$and' | '$or', inner: unknown, domain: Domain): Criterion {
  if (!Array.isArray(inner) || inner.length === 0) throw new TypeError(`${key} takes a list`);
  const parts = inner.map((one: unknown) => readCriteria(one, domain));
  return key === '$and' ? (row, now) => parts.every((part) => part(row, now)) : (row, now) => parts.some((part) => part(row, now));
}

/** A negative test asks that no value is the named one, so a file without the property passes it. */
function onProperty(test: Test, values: readonly string[], now: number): boolean {
  return test.isNegative ? values.every((value) => test.holds(value, now)) : values.some((value) => test.holds(value, now));
}

/** `property.key` and `property.value` side by side speak of the same property. */
function onOneProperty(entries: readonly (readonly [string, unknown])[]): Criterion {
  const tests = entries.map(([key, inner]) => {
    if (key !== 'property.key' && key !== 'property.value') throw new TypeError(`no field ${key}`);
    return { isKey: key === 'property.key', test: comparison(key, inner) };
  });
  return (row, now) => Object.entries(row.properties).some(([key, values]) =>
    values.some((value) => tests.every(({ isKey, test }) => test.holds(isKey ? key : value, now))));
}
