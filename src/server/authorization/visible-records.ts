import { instant, type Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { FoundIn, Reading, Records } from '../../domain/ports/records.ts';
import type { ChangeConflict } from '../../domain/change.ts';
import type { Reach } from '../../domain/configuration-item.ts';
import type { Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../../domain/record.ts';
import { formatReference, readReference, type RecordIdentity } from '../../domain/reference.ts';
import { extentHidden, extentOfName, isRecordHidden, type Hidden } from '../../domain/restriction.ts';
import type { SourceRecord } from '../../domain/source.ts';

/**
 * The records of somebody from whom some are hidden: a hidden one is answered as one that does not exist, wherever it
 * would stand. With nothing hidden it is the very `records` that are given.
 */
export function visibleRecords(records: Records, hidden: readonly Hidden[], clock: Clock): Records {
  if (hidden.length === 0) return records;
  const absent = (): { readonly state: 'absent'; readonly fetchedAt: string } => ({ state: 'absent', fetchedAt: instant(clock.now()) });
  const shown = <T extends SourceRecord>(reading: Reading<T>): Reading<T> => {
    if (reading.state !== 'found' || !isRecordHidden(hidden, reading.value)) return reading;
    // Of a record that does not exist a tool that fails would have left no copy.
    return reading.problem === null ? { state: 'absent', fetchedAt: reading.fetchedAt } : { state: 'unreadable', problem: reading.problem };
  };
  const read = async <K extends ReadableKind>(kind: K, names: readonly string[], ask: Ask): Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>> => {
    const open = names.filter((name) => !isKindHidden(kind, name, hidden));
    const found = open.length === 0 ? new Map<string, Reading<RecordTypes[K]>>() : await records.read(kind, open, ask);
    return new Map(names.map((name): [string, Reading<RecordTypes[K]>] => {
      const reading = found.get(name);
      return [name, reading === undefined ? absent() : shown<RecordTypes[K] & SourceRecord>(reading)];
    }));
  };

  /** Those of the identities whose record may be seen: a relation says much of what it belongs to. */
  const rootsShown = async (relation: RelationName, ids: readonly RecordIdentity[], ask: Ask): Promise<readonly RecordIdentity[]> => {
    const [kind = ''] = relation.split('.');
    const byExtent = Map.groupBy(ids, (id) => extentHidden(hidden, readReference(id)?.connection ?? '', kind));
    const some = byExtent.get('SOME') ?? [];
    const readings = some.length === 0 ? new Map<string, Reading<SourceRecord>>() : await read(kind as ReadableKind, some, ask);
    const seen = new Set([...(byExtent.get('NOTHING') ?? []), ...some.filter((id) => readings.get(id)?.state === 'found')]);
    return ids.filter((id) => seen.has(id));
  };

  /** What a conflict of a change names is known by its label only. */
  const conflictsShown = async (id: RecordIdentity, conflicts: readonly ChangeConflict[], ask: Ask): Promise<readonly ChangeConflict[]> => {
    const { connection = '' } = readReference(id) ?? {};
    const isShown = async (kind: 'change' | 'ci', key: string | null): Promise<boolean> => {
      if (key === null || extentHidden(hidden, connection, kind) === 'NOTHING') return true;
      const name = formatReference(connection, kind, key);
      return (await read(kind, [name], ask)).get(name)?.state === 'found';
    };
    const seen = await Promise.all(conflicts.map(async ({ withChange, configurationItem }) => await isShown('change', withChange) && isShown('ci', configurationItem)));
    return conflicts.filter((_conflict, index) => seen[index]);
  };

  return {
    read,
    async relate<N extends RelationName>(relation: N, ids: readonly RecordIdentity[], ask: Ask) {
      const open = await rootsShown(relation, ids, ask);
      const found = open.length === 0 ? new Map<string, Reading<RelationTypes[N]>>() : await records.relate(relation, open, ask);
      return new Map(await Promise.all(ids.map(async (id): Promise<[RecordIdentity, Reading<RelationTypes[N]>]> => {
        const reading = found.get(id) ?? absent();
        if (reading.state !== 'found') return [id, reading];
        const value: unknown = relation === 'change.conflicts' ? await conflictsShown(id, reading.value as readonly ChangeConflict[], ask) : partsShown(reading.value, hidden);
        return [id, value === reading.value ? reading : { ...reading, value: value as RelationTypes[N] }];
      })));
    },
    readAtHand(kind, name, ask) {
      if (isKindHidden(kind, name, hidden)) return absent();
      const reading = records.readAtHand(kind, name, ask);
      return reading === undefined ? undefined : shown(reading);
    },
    relateAtHand(relation, id, ask) {
      const [kind = ''] = relation.split('.');
      if (extentHidden(hidden, readReference(id)?.connection ?? '', kind) !== 'NOTHING' || relation === 'change.conflicts') return undefined;
      const reading = records.relateAtHand(relation, id, ask);
      return reading?.state === 'found' ? { ...reading, value: partsShown(reading.value, hidden) as typeof reading.value } : reading;
    },
    async knownAs(kind, references) {
      const open = references.filter((reference) => extentOfName(hidden, reference) === 'NOTHING');
      return open.length === 0 ? new Map() : records.knownAs(kind, open);
    },
    async find(question, about, ask, connections) {
      const found = await records.find(question, about, ask, connections);
      return found.map((one) => shownAmong<Questions[typeof question]['finds'] & SourceRecord>(one, hidden));
    },
    isProduction: (connection) => records.isProduction(connection),
  };
}

function shownAmong<T extends SourceRecord>(found: FoundIn<T>, hidden: readonly Hidden[]): FoundIn<T> {
  return { ...found, records: found.records.filter((record) => !isRecordHidden(hidden, record)) };
}

/** Of a kind that is hidden whole no tool is asked. */
function isKindHidden(kind: string, name: string, hidden: readonly Hidden[]): boolean {
  const { connection = '' } = readReference(name) ?? {};
  return extentHidden(hidden, connection, kind) === 'ALL' || extentOfName(hidden, name) === 'ALL';
}

/** What a relation answers with, without the records in it that are hidden: a list that may hold some, or a reach. */
function partsShown(value: unknown, hidden: readonly Hidden[]): unknown {
  if (Array.isArray(value)) return value.some((part) => isHiddenPart(part, hidden)) ? value.filter((part) => !isHiddenPart(part, hidden)) : value;
  if (typeof value !== 'object' || value === null || !('items' in value)) return value;
  const reach = value as Reach;
  return { ...reach, items: reach.items.filter(({ item }) => !isRecordHidden(hidden, item)) };
}

function isHiddenPart(part: unknown, hidden: readonly Hidden[]): boolean {
  return typeof part === 'object' && part !== null && 'kind' in part && 'source' in part && isRecordHidden(hidden, part as SourceRecord);
}
