import { instant, type Clock, type Instant } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, ReferenceReader } from '../domain/ports/connection.ts';
import type { Reading } from '../domain/ports/records.ts';
import type { AnyRecord, RelationName, RelationTypes } from '../domain/record.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { MirrorParts } from './parts.ts';
import { failedElsewhere, notShown } from './problem.ts';
import { readRecords } from './read.ts';

/**
 * A relation whose records live at another connection: one question says which they are, and they are read there as any record is, within
 * that connection's own deadline, budget and circuit. They are read anew whatever copies there are, as a tool that keeps its items itself
 * answers with both at once: else the relation's own copy would be younger than what stands in it. A relation is whole or it is not told.
 */
export async function readReferred<N extends RelationName>(parts: MirrorParts, connection: Connection, reader: ReferenceReader<N>, ids: readonly RecordIdentity[], ask: Ask): Promise<Map<RecordIdentity, Reading<RelationTypes[N]>>> {
  const fetchedAt = instant(parts.clock.now());
  const told = await parts.guarded(connection, ask, () => reader.refer(ids, ask));
  const names = [...told.values()].flatMap((referred) => ('code' in referred ? [] : referred));
  const records: ReadonlyMap<string, Reading<AnyRecord>> = await readRecords(parts, reader.kind, names, { ...ask, maxAgeMs: 0, maxAgeMsOf: {} });
  return new Map(ids.map((id) => {
    const referred = told.get(id);
    if (referred === undefined) return [id, { state: 'absent', fetchedAt }];
    if ('code' in referred) return [id, { state: 'unreadable', problem: referred }];
    return [id, together(referred.map((name) => shown(name, records.get(name), parts.clock)), fetchedAt) as Reading<RelationTypes[N]>];
  }));
}

/** The record of this identity and no other: a label may read as somebody else's id does. */
function shown(name: RecordIdentity, reading: Reading<AnyRecord> | undefined, clock: Clock): Exclude<Reading<AnyRecord>, { state: 'absent' }> {
  if (reading === undefined || reading.state === 'absent') return { state: 'unreadable', problem: notShown(name, clock) };
  if (reading.state === 'unreadable') return { state: 'unreadable', problem: failedElsewhere(name, reading.problem) };
  if (reading.value.id !== name) return { state: 'unreadable', problem: notShown(name, clock) };
  return { ...reading, problem: reading.problem === null ? null : failedElsewhere(name, reading.problem) };
}

/** All of them, as old as the oldest and with the first problem of any; one that cannot be read makes all of them so. */
function together(readings: readonly Exclude<Reading<AnyRecord>, { state: 'absent' }>[], fetchedAt: Instant): Reading<readonly AnyRecord[]> {
  const found = readings.flatMap((reading) => (reading.state === 'found' ? [reading] : []));
  const unread = readings.find((reading) => reading.state === 'unreadable');
  if (unread !== undefined) return unread;
  const problem = found.map((reading) => reading.problem).find((its) => its !== null) ?? null;
  return { state: 'found', value: found.map(({ value }) => value), fetchedAt: [fetchedAt, ...found.map((reading) => reading.fetchedAt)].toSorted()[0] ?? fetchedAt, problem };
}
