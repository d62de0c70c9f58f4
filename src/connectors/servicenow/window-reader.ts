import type { ChangeWindow } from '../../domain/change-window.ts';
import type { TimeWindow } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordFinder, RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy, wantedIn } from './lookups.ts';
import { wanted } from './query.ts';
import { readAll, readWanted } from './table.ts';
import { isWindow, scheduleFields, scheduleTable, spanFields, spanTable, windowOf, windowTypes } from './translate/schedule.ts';
import { sysIdOf, valueOf, type Row } from './wire.ts';

/** Blackout and maintenance schedules by name or sys_id: two calls. Schedules of other types are no windows: absent. */
export function createWindowReader(instance: Instance): RecordReader<'window'> {
  return {
    isSelective: true,
    async read(lookups, ask) {
      const asked = wantedBy(lookups, 'name');
      const { rows, fetchedAt } = await readWanted(instance, { table: scheduleTable, conditions: [], fields: scheduleFields, ask, doing: `reading ${counted(asked.length, 'schedule')}` }, asked);
      return withEntries(instance, rows.filter(isWindow), fetchedAt, ask);
    },
  };
}

/** Those of which an entry touches the stretch or may do so: a rule that has begun, or entries we could not read. */
export function createWindowLister(instance: Instance): RecordFinder<'windows.list'> {
  return {
    async find(stretch, ask) {
      const conditions = [wanted(windowTypes.map((value) => ({ field: 'type', value })))];
      const { rows, hidden, fetchedAt } = await readAll(instance, { table: scheduleTable, conditions, fields: scheduleFields, expects: isWindow, ask, doing: 'listing schedules' });
      const windows = await withEntries(instance, rows, fetchedAt, ask);
      return { records: windows.filter((window) => mayTouch(window, stretch)), isComplete: hidden === 0 };
    },
  };
}

async function withEntries(instance: Instance, schedules: readonly Row[], fetchedAt: string, ask: Ask): Promise<readonly ChangeWindow[]> {
  const { rows, hidden } = await readWanted(instance, { table: spanTable, conditions: [], fields: spanFields, ask, doing: `reading the entries of ${counted(schedules.length, 'schedule')}` }, wantedIn('schedule', schedules.map(sysIdOf)));
  return schedules.map((schedule) => windowOf(schedule, rows.filter((row) => valueOf(row, 'schedule') === sysIdOf(schedule)), hidden > 0, { instance, fetchedAt }));
}

function mayTouch({ occurrences, recurring, isPartial }: ChangeWindow, { startAt, endAt }: TimeWindow): boolean {
  return isPartial || occurrences.some((one) => one.startAt < endAt && startAt < one.endAt) || recurring.some(({ first, rule }) => first.startAt < endAt && !isOverBy(rule, startAt));
}

/** Whether a rule ends before the stretch: UNTIL in basic format sorts like the moment without its signs. */
function isOverBy(rule: string, startAt: string): boolean {
  const until = /UNTIL=(\d{8}T\d{6})Z/.exec(rule)?.[1];
  return until !== undefined && until < startAt.replace(/[-:]|\.\d+Z/g, '');
}
