import { instant } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Lookup } from '../domain/ports/connection.ts';
import type { Reading } from '../domain/ports/records.ts';
import type { ReadableKind, RecordTypes } from '../domain/record.ts';
import { readReference } from '../domain/reference.ts';
import type { SourceProblem } from '../domain/source.ts';
import { copyOfRecord, readingOfRecord } from './copies.ts';
import type { MirrorParts } from './parts.ts';
import { recordsNamed } from './named.ts';
import { perConnection } from './per-connection.ts';
import { ambiguous, cannotAnswer, notConfigured, problemOf } from './problem.ts';

type Readings<K extends ReadableKind> = Map<string, Reading<RecordTypes[K]>>;

/** Records by reference or identity: fresh copies first, then one call per connection for the rest. */
export async function readRecords<K extends ReadableKind>(parts: MirrorParts, kind: K, names: readonly string[], ask: Ask): Promise<Readings<K>> {
  const asked = [...new Set(names)];
  const fresh = await parts.copies.fresh(kind, asked, ask);
  const readings: Readings<K> = new Map([...fresh].map(([name, copy]) => [name, readingOfRecord<RecordTypes[K]>(copy, null)]));
  const rest = asked.filter((name) => !readings.has(name));
  const answers = await Promise.all(perConnection(rest).map(([connection, its]) => parts.flights.share<Reading<RecordTypes[K]>>(kind, its, ask,
    (unasked) => fetchFrom(parts, connection, kind, unasked, ask),
    (shared, landing) => awaited(parts, connection, kind, shared, ask, landing))));
  for (const answer of answers) for (const [name, reading] of answer) readings.set(name, reading);
  return readings;
}

async function fetchFrom<K extends ReadableKind>(parts: MirrorParts, name: string, kind: K, names: readonly string[], ask: Ask): Promise<Readings<K>> {
  const connection = parts.connections.byName(name);
  if (connection === undefined) return unreadable(names, notConfigured(name, parts.clock));
  const reader = connection.readers[kind];
  if (reader === undefined) return unreadable(names, cannotAnswer(name, kind, parts.clock));
  try {
    const records = await parts.guarded(connection, ask, () => reader.read(names.flatMap(lookupsOf), ask));
    return await matched(parts, connection, names, records);
  } catch (error) {
    return lastKnown(parts, kind, names, ask, problemOf(error, parts.clock));
  }
}

/** What somebody else asked for already, awaited no longer than an own question would be. */
async function awaited<K extends ReadableKind>(parts: MirrorParts, name: string, kind: K, names: readonly string[], ask: Ask, landing: () => Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>>): Promise<Readings<K>> {
  const connection = parts.connections.byName(name);
  if (connection === undefined) return unreadable(names, notConfigured(name, parts.clock));
  try {
    return new Map(await parts.guarded(connection, ask, landing));
  } catch (error) {
    return lastKnown(parts, kind, names, ask, problemOf(error, parts.clock));
  }
}

/** A reference and an identity look alike, and only the tool knows which of the two a name is: it is asked for both. */
function lookupsOf(name: string): readonly Lookup[] {
  const key = readReference(name)?.key ?? name;
  return [{ id: key }, { key }];
}

async function matched<K extends ReadableKind>(parts: MirrorParts, connection: Connection, names: readonly string[], records: readonly RecordTypes[K][]): Promise<Readings<K>> {
  const own = records.filter(({ source }) => source.connection === connection.name);
  const readingOf = (name: string, among: readonly RecordTypes[K][]): Reading<RecordTypes[K]> => {
    const [record, another] = recordsNamed(name, among);
    if (record === undefined) return { state: 'absent', fetchedAt: instant(parts.clock.now()) };
    if (another !== undefined) return { state: 'unreadable', problem: ambiguous(name, parts.clock) };
    return { state: 'found', value: record, fetchedAt: record.source.fetchedAt, problem: null };
  };
  const readings: Readings<K> = new Map(names.map((name) => [name, readingOf(name, own)]));
  await parts.copies.keep([...new Set([...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : [])))].map((record) => copyOfRecord(record)));
  return readings;
}

async function lastKnown<K extends ReadableKind>(parts: MirrorParts, kind: K, names: readonly string[], ask: Ask, problem: SourceProblem): Promise<Readings<K>> {
  const copies = await parts.copies.last(kind, names, ask);
  return new Map(names.map((name) => {
    const copy = copies.get(name);
    return [name, copy === undefined ? { state: 'unreadable', problem } : readingOfRecord<RecordTypes[K]>(copy, problem)];
  }));
}

function unreadable<K extends ReadableKind>(names: readonly string[], problem: SourceProblem): Readings<K> {
  return new Map(names.map((name) => [name, { state: 'unreadable', problem }]));
}
