import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './endpoint.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What only Muster can know, by the field that holds it: what people did in it, what it sealed, and when it read. */
const ours: Readonly<Record<string, readonly string[]>> = {
  release: ['state', 'plan', 'environments', 'deployments'],
  nodes: [],
  package: ['isSealed', 'digest'],
  artifacts: ['pinnedSha256', 'matchesPin'],
  source: ['fetchedAt'],
};

/**
 * Where an answer differs from another in what both can know; empty when they are equal. Lists are compared without
 * order, and records that a tool hides (null in Muster's lists, where they were declared) are left out.
 */
export function differences(one: Answer, other: Answer): readonly string[] {
  const found: string[] = [];
  compare(comparable(one.data as Json, ''), comparable(other.data as Json, ''), 'data', found);
  return found;
}

function comparable(value: Json, field: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).filter((part) => part !== null).map((part) => comparable(part, field)).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  if (value === null || typeof value !== 'object') return value;
  const left = new Set([...ours[field] ?? [], ...(isRelease(value as { readonly [key: string]: Json }) ? ours['release'] ?? [] : [])]);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !left.has(key)).map(([key, part]) => [key, comparable(part, key)] as const).toSorted(([a], [b]) => a.localeCompare(b)));
}

function isRelease(value: { readonly [key: string]: Json }): boolean {
  return 'version' in value && 'package' in value;
}

function compare(one: Json, other: Json, path: string, found: string[]): void {
  if (isDeepStrictEqual(one, other)) return;
  if (isObject(one) && isObject(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) compare(one[key] ?? null, other[key] ?? null, `${path}.${key}`, found);
  } else if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    (one as readonly Json[]).forEach((part, index) => { compare(part, (other as readonly Json[])[index] ?? null, `${path}[${index}]`, found); });
  } else {
    found.push(`${path}: ${JSON.stringify(one).slice(0, 300)} and ${JSON.stringify(other).slice(0, 300)}`);
  }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
