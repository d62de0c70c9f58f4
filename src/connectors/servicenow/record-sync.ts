import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordSync } from '../../domain/ports/sync.ts';
import type { ReadableKind, RecordTypes } from '../../domain/record.ts';
import { refuse, type Instance } from './instance.ts';
import { writeMoment } from './moment.ts';
import { compared, either, type Condition } from './query.ts';
import { readCursor, writeCursor, type SyncPlace } from './sync-cursor.ts';
import { readPage } from './table.ts';
import type { Origin } from './translate/record.ts';
import { sysIdOf, valueOf, type Row } from './wire.ts';

/** One table as it is read whole. */
export interface SyncedTable<K extends ReadableKind> {
  readonly table: string;
  readonly fields: readonly string[];
  /** Stored values suffice; false: labels are needed too. */
  readonly isBare: boolean;
  /** Rows of one page in our words; `span` are conditions that hold exactly the rows of this page, for what other tables say of them. */
  translate(rows: readonly Row[], origin: Origin, span: readonly Condition[], ask: Ask): Promise<readonly RecordTypes[K][]> | readonly RecordTypes[K][];
}

const largestPage = 1_000;
const smallestPage = 50;
/** Rows may still arrive in a second that is not long over: it is read again from its beginning. */
const settlingMs = 10_000;
const mostRows = 100_000_000;

/**
 * Reads a table in the order of (sys_updated_on, sys_id), each page after the last row seen: offsets would slide, and
 * many rows share a second. A row that changes meanwhile comes once more at the end. Limits are applied before access
 * rules, so only the total tells the end; across a page that they left empty offsets lead, overlapping. A page that the
 * tool could not finish (60 s, apis/README.md §1) is a smaller one when it is asked for again.
 */
export function createRecordSync<K extends ReadableKind>(instance: Instance, synced: SyncedTable<K>): RecordSync<K> {
  let limit = largestPage;
  return {
    async page(cursor, ask) {
      const place = readCursor(cursor);
      const fetchedAt = instance.clock.now().toISOString();
      const asked = limit;
      const { rows, total, toldAt } = await readPage(instance, questionOf(synced, place, ask), {
        conditions: after(place), orders: [{ field: 'sys_updated_on' }, { field: 'sys_id' }], limit: asked, offset: place.offset, isBare: synced.isBare, mostRows,
      }).catch((error: unknown) => {
        if (error instanceof SourceError) limit = Math.max(smallestPage, Math.floor(asked / 4));
        throw error;
      });
      limit = Math.min(largestPage, asked * 2);
      checkOrder(instance, synced, rows);
      const end = rows.at(-1);
      const reached = end === undefined ? place : { moment: valueOf(end, 'sys_updated_on') ?? '', id: sysIdOf(end) };
      const records = end === undefined ? [] : await synced.translate(rows, { instance, fetchedAt }, [...after(place), ...upTo(reached)], ask);
      const isLast = place.offset + asked >= total;
      const missed = Math.max(0, (place.left ?? total) - total);
      const all = place.all ?? total;
      return {
        records, isLast, total: all,
        hidden: missed + (isLast ? total - rows.length : 0),
        cursor: writeCursor(isLast ? settled(reached, Math.min(toldAt, instance.clock.now().getTime())) : { ...reached, offset: end === undefined ? place.offset + Math.ceil(asked * 0.9) : 0, left: total - rows.length, all }),
      };
    },
  };
}

function questionOf<K extends ReadableKind>({ table, fields }: SyncedTable<K>, { moment, id }: SyncPlace, ask: Ask) {
  const expects = (row: Row): boolean => {
    const updated = valueOf(row, 'sys_updated_on');
    return updated !== null && (moment === null || updated > moment || (updated === moment && (id === null || sysIdOf(row) > id)));
  };
  return { table, conditions: [], fields: ['sys_updated_on', ...fields.filter((field) => field !== 'sys_updated_on')], expects, ask, doing: `reading all of ${table}` };
}

/** ^OR binds to the one condition before it: at or after the second, and later than it or behind the row. */
function after({ moment, id }: Pick<SyncPlace, 'moment' | 'id'>): readonly Condition[] {
  if (moment === null) return [];
  const notBefore = compared('sys_updated_on', '>=', moment);
  return id === null ? [notBefore] : [notBefore, either(compared('sys_updated_on', '>', moment), compared('sys_id', '>', id))];
}

function upTo({ moment, id }: Pick<SyncPlace, 'moment' | 'id'>): readonly Condition[] {
  if (moment === null || id === null) return [];
  return [compared('sys_updated_on', '<=', moment), either(compared('sys_updated_on', '<', moment), compared('sys_id', '<=', id))];
}

/** An order on a hidden column is dropped without a word; going on from the last row would then leave rows out. */
function checkOrder<K extends ReadableKind>(instance: Instance, { table }: SyncedTable<K>, rows: readonly Row[]): void {
  let before = '';
  for (const row of rows) {
    const own = `${valueOf(row, 'sys_updated_on') ?? ''} ${sysIdOf(row)}`;
    if (own <= before) throw refuse(instance, 'UNEXPECTED_ANSWER', `does not answer ${table} in the order of its updates; grant our account the right to read sys_updated_on`);
    before = own;
  }
}

/** Where to look for what has changed since: behind the last row, or earlier while its second may not be over. */
function settled({ moment, id }: Pick<SyncPlace, 'moment' | 'id'>, nowMs: number): SyncPlace {
  const settledUntil = writeMoment(new Date(nowMs - settlingMs).toISOString());
  const isOver = moment === null || moment < settledUntil;
  return { moment: isOver ? moment : settledUntil, id: isOver ? id : null, offset: 0, left: null, all: null };
}
