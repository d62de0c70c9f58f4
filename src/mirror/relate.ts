import { instant } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, ReferenceReader, RelationReader } from '../domain/ports/connection.ts';
import type { Reading } from '../domain/ports/records.ts';
import type { RelationName, RelationTypes } from '../domain/record.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { SourceProblem, SourceRecord } from '../domain/source.ts';
import { copyOfRecord, copyOfRelation, isRecord, readingOfRelation } from './copies.ts';
import type { MirrorParts } from './parts.ts';
import { perConnection } from './per-connection.ts';
import { cannotAnswer, notConfigured, problemOf } from './problem.ts';
import { readReferred } from './refer.ts';

type Readings<N extends RelationName> = Map<RecordIdentity, Reading<RelationTypes[N]>>;

/** One relation of many records: fresh copies first, then one call per connection for the rest. */
export async function relateRecords<N extends RelationName>(parts: MirrorParts, relation: N, ids: readonly RecordIdentity[], ask: Ask): Promise<Readings<N>> {
  const asked = [...new Set(ids)];
  const fresh = await parts.copies.fresh(relation, asked, ask);
  const readings: Readings<N> = new Map([...fresh].map(([id, copy]) => [id, readingOfRelation<RelationTypes[N]>(copy, null)]));
  const rest = asked.filter((id) => !readings.has(id));
  const answers = await Promise.all(perConnection(rest).map(([connection, its]) => parts.flights.share<Reading<RelationTypes[N]>>(relation, its, ask,
    (unasked) => relateIn(parts, connection, relation, unasked, ask),
    (shared, landing) => awaited(parts, connection, relation, shared, ask, landing))));
  for (const answer of answers) for (const [id, reading] of answer) readings.set(id, reading);
  return readings;
}

/** A relation whose copy is fresh enough and at hand in this process. */
export function relateAtHand<N extends RelationName>({ copies }: MirrorParts, relation: N, id: RecordIdentity, ask: Ask): Reading<RelationTypes[N]> | undefined {
  const copy = copies.atHand(relation, id, ask);
  return copy === undefined ? undefined : readingOfRelation<RelationTypes[N]>(copy, null);
}

async function relateIn<N extends RelationName>(parts: MirrorParts, name: string, relation: N, ids: readonly RecordIdentity[], ask: Ask): Promise<Readings<N>> {
  const connection = parts.connections.byName(name);
  if (connection === undefined) return unreadable(ids, notConfigured(name, parts.clock));
  const reader = connection.relations[relation];
  const references = connection.references?.[relation];
  try {
    if (reader !== undefined) return await told(parts, connection, relation, reader, ids, ask);
    if (references !== undefined) return await referred(parts, connection, relation, references, ids, ask);
  } catch (error) {
    return lastKnown(parts, relation, each(ids, problemOf(error, parts.clock)), ask);
  }
  return unreadable(ids, cannotAnswer(name, relation, parts.clock));
}

/** What the connection tells by itself. */
async function told<N extends RelationName>(parts: MirrorParts, connection: Connection, relation: N, reader: RelationReader<N>, ids: readonly RecordIdentity[], ask: Ask): Promise<Readings<N>> {
  const fetchedAt = instant(parts.clock.now());
  const answers = await parts.guarded(connection, ask, () => reader.relate(ids, ask));
  const kept = ids.filter((id) => answers.has(id)).map((id) => copyOfRelation(relation, id, answers.get(id), fetchedAt));
  await parts.copies.keep([...kept, ...recordsWithin(kept.map(({ content }) => content)).map((record) => copyOfRecord(record))], ask);
  return new Map(ids.map((id) => {
    const value = answers.get(id);
    return [id, value === undefined ? { state: 'absent', fetchedAt } : { state: 'found', value, fetchedAt, problem: null }];
  }));
}

/** What the connection names, read where it lives; of the whole answers copies are kept, and for what cannot be told the last ones stand in. */
async function referred<N extends RelationName>(parts: MirrorParts, connection: Connection, relation: N, reader: ReferenceReader<N>, ids: readonly RecordIdentity[], ask: Ask): Promise<Readings<N>> {
  const readings = await readReferred(parts, connection, reader, ids, ask);
  await parts.copies.keep([...readings].flatMap(([id, reading]) => (reading.state === 'found' && reading.problem === null ? [copyOfRelation(relation, id, reading.value, reading.fetchedAt)] : [])), ask);
  const problems = new Map([...readings].flatMap(([id, reading]) => (reading.state === 'unreadable' ? [[id, reading.problem] as const] : [])));
  return new Map([...readings, ...await lastKnown(parts, relation, problems, ask)]);
}

/** What somebody else asked for already, awaited no longer than an own question would be. */
async function awaited<N extends RelationName>(parts: MirrorParts, name: string, relation: N, ids: readonly RecordIdentity[], ask: Ask, landing: () => Promise<ReadonlyMap<string, Reading<RelationTypes[N]>>>): Promise<Readings<N>> {
  const connection = parts.connections.byName(name);
  if (connection === undefined) return unreadable(ids, notConfigured(name, parts.clock));
  try {
    return new Map(await parts.guarded(connection, ask, landing));
  } catch (error) {
    return lastKnown(parts, relation, each(ids, problemOf(error, parts.clock)), ask);
  }
}

async function lastKnown<N extends RelationName>(parts: MirrorParts, relation: N, problems: ReadonlyMap<RecordIdentity, SourceProblem>, ask: Ask): Promise<Readings<N>> {
  const copies = await parts.copies.last(relation, [...problems.keys()], ask);
  return new Map([...problems].map(([id, problem]) => {
    const copy = copies.get(id);
    return [id, copy === undefined ? { state: 'unreadable', problem } : readingOfRelation<RelationTypes[N]>(copy, problem)];
  }));
}

function each(ids: readonly RecordIdentity[], problem: SourceProblem): ReadonlyMap<RecordIdentity, SourceProblem> {
  return new Map(ids.map((id) => [id, problem]));
}

/** Records that a relation brought along (a change's items, an item's services) are copies of their own too. */
function recordsWithin(contents: readonly unknown[]): readonly SourceRecord[] {
  const records = contents.flat().filter(isRecord);
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

function unreadable<N extends RelationName>(ids: readonly RecordIdentity[], problem: SourceProblem): Readings<N> {
  return new Map(ids.map((id) => [id, { state: 'unreadable', problem }]));
}
