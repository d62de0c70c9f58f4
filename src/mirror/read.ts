import { instant } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Lookup, RecordReader } from '../domain/ports/connection.ts';
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
  for (const [name, fetchedAt] of parts.copies.absent(kind, asked.filter((one) => !readings.has(one)), ask)) readings.set(name, { state: 'absent', fetchedAt });
  const rest = asked.filter((name) => !readings.has(name));
  const answers = await Promise.all(perConnection(rest).map(([connection, its]) => parts.flights.share<Reading<RecordTypes[K]>>(kind, its, ask,
    (unasked) => fetchFrom(parts, connection, kind, unasked, ask),
    (shared, landing) => awaited(parts, connection, kind, shared, ask, landing))));
  for (const answer of answers) for (const [name, reading] of answer) readings.set(name, reading);
  return readings;
}

/** A record whose copy is fresh enough and at hand in this process. */
export function readAtHand<K extends ReadableKind>({ copies }: MirrorParts, kind: K, name: string, ask: Ask): Reading<RecordTypes[K]> | undefined {
  const copy = copies.atHand(kind, name, ask);
  return copy === undefined ? undefined : readingOfRecord<RecordTypes[K]>(copy, null);
}

async function fetchFrom<K extends ReadableKind>(parts: MirrorParts, name: string, kind: K, names: readonly string[], ask: Ask): Promise<Readings<K>> {
  const connection = parts.connections.byName(name);
  if (connection === undefined) return unreadable(names, notConfigured(name, parts.clock));
  const reader = connection.readers[kind];
  if (reader === undefined) return unreadable(names, cannotAnswer(name, kind, parts.clock));
  try {
    const askedAt = instant(parts.clock.now());
    const { records, hidden } = await parts.guarded(connection, ask, () => readWith<K>(reader, names, ask));
    const readings = await matched(parts, connection, kind, names, records, ask);
    // A name that people know may have moved to another record; what an identity names is there or is gone.
    const left = names.filter((one) => readings.get(one)?.state === 'absent');
    const isBelievable = records.every(({ source }) => source.connection === connection.name);
    if (reader.isSelective !== true && isBelievable) await parts.copies.lose(kind, left, askedAt, goneBecause(names.length, hidden), ask);
    return readings;
  } catch (error) {
    return lastKnown(parts, kind, names, ask, problemOf(error, parts.clock));
  }
}

/** What a reader answers, and of how many records it knows that they are hidden; null when its tool does not tell. */
async function readWith<K extends ReadableKind>(reader: RecordReader<K>, names: readonly string[], ask: Ask): Promise<{ readonly records: readonly RecordTypes[K][]; readonly hidden: number | null }> {
  const lookups = names.flatMap(lookupsOf);
  return reader.readTelling === undefined ? { records: await reader.read(lookups, ask), hidden: null } : reader.readTelling(lookups, ask);
}

/** Of several that were asked for together nobody can say which are hidden. */
function goneBecause(asked: number, hidden: number | null): string {
  const seen = 'Its tool was asked for it by its id and answered without it';
  if (hidden === null) return `${seen}: deleted, or hidden from us by access rules, which its tool does not tell apart.`;
  if (hidden === 0) return `${seen}, and counts none that access rules hide: deleted, as far as it tells.`;
  return asked === 1 ? `${seen}: it is there, and access rules hide it from us.` : `${seen}: deleted, or hidden from us by access rules, which hid ${hidden} of the ${asked} that were asked for together.`;
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

async function matched<K extends ReadableKind>(parts: MirrorParts, connection: Connection, kind: K, names: readonly string[], records: readonly RecordTypes[K][], ask: Ask): Promise<Readings<K>> {
  const own = records.filter(({ source }) => source.connection === connection.name);
  const readingOf = (name: string, among: readonly RecordTypes[K][]): Reading<RecordTypes[K]> => {
    const [record, another] = recordsNamed(name, among);
    if (record === undefined) return { state: 'absent', fetchedAt: instant(parts.clock.now()) };
    if (another !== undefined) return { state: 'unreadable', problem: ambiguous(name, parts.clock) };
    return { state: 'found', value: record, fetchedAt: record.source.fetchedAt, problem: null };
  };
  const readings: Readings<K> = new Map(names.map((name) => [name, readingOf(name, own)]));
  parts.copies.missed(kind, names.filter((name) => readings.get(name)?.state === 'absent'), instant(parts.clock.now()));
  await parts.copies.keep([...new Set([...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : [])))].map((record) => copyOfRecord(record)), ask);
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
