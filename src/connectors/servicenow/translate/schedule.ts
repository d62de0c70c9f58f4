import type { Instant, TimeWindow } from '../../../domain/instant.ts';
import type { ChangeWindow } from '../../../domain/change-window.ts';
import { sysIdOf, valueOf, type Row } from '../wire.ts';
import { instantIn, readScheduled, zoneOf, type Scheduled } from '../schedule-moment.ts';
import { recordParts, type Origin } from './record.ts';

export const scheduleTable = 'cmn_schedule';
export const spanTable = 'cmn_schedule_span';
/** The other types (office hours, on call) say nothing of when changes may be made. */
export const windowTypes = ['blackout', 'maintenance'] as const;
export const scheduleFields: readonly string[] = ['name', 'type', 'time_zone', 'parent'];
export const spanFields: readonly string[] = ['schedule', 'name', 'type', 'start_date_time', 'end_date_time', 'all_day', 'repeat_type', 'repeat_count', 'repeat_until', 'days_of_week', 'monthly_type', 'yearly_type'];

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekly: Readonly<Record<string, string>> = { weekdays: 'MO,TU,WE,TH,FR', weekends: 'SA,SU', weekMWF: 'MO,WE,FR', weekTT: 'TU,TH' };

/**
 * A schedule with its entries. Entries are told in the schedule's own zone unless they end in Z. What is excluded from it,
 * a parent's entries, a floating zone, and repetitions we cannot put as a rule make it partial instead of guessed.
 */
export function windowOf(row: Row, spans: readonly Row[], isCut: boolean, origin: Origin): ChangeWindow {
  const name = valueOf(row, 'name');
  const timeZone = zoneOf(valueOf(row, 'time_zone'));
  const entries = spans.map((span) => entryOf(span, timeZone));
  const read = entries.filter((entry) => entry !== null);
  return {
    ...recordParts('window', scheduleTable, sysIdOf(row), name, origin),
    isBlackout: valueOf(row, 'type') !== 'maintenance',
    timeZone,
    occurrences: read.filter(({ rule }) => rule === null).map(({ first }) => first).sort((a, b) => a.startAt.localeCompare(b.startAt)),
    recurring: read.flatMap(({ first, rule }) => (rule === null ? [] : [{ first, rule }])),
    isPartial: isCut || read.length < entries.length || valueOf(row, 'parent') !== null,
  };
}

interface Entry {
  readonly first: TimeWindow;
  readonly rule: string | null;
}

function entryOf(span: Row, timeZone: string | null): Entry | null {
  const [start, end] = [readScheduled(valueOf(span, 'start_date_time')), readScheduled(valueOf(span, 'end_date_time'))];
  if (start === null || end === null || valueOf(span, 'type') === 'exclude') return null;
  const [startAt, endAt] = [instantIn(start, timeZone), instantIn(end, timeZone)];
  if (startAt === null || endAt === null || endAt <= startAt) return null;
  const rule = ruleOf(span, start, timeZone);
  return rule === undefined ? null : { first: { startAt, endAt }, rule };
}

/** null where nothing repeats; undefined for what we cannot put as a rule. */
function ruleOf(span: Row, start: Scheduled, timeZone: string | null): string | null | undefined {
  const type = valueOf(span, 'repeat_type');
  if (type === null) return null;
  // A zone is needed to say on which local day something repeats.
  if (timeZone === null) return undefined;
  const frequency = frequencyOf(type, span, start);
  const until = untilOf(valueOf(span, 'repeat_until'), timeZone);
  const interval = valueOf(span, 'repeat_count') ?? '1';
  if (frequency === null || until === undefined || !/^\d{1,3}$/.test(interval)) return undefined;
  return [frequency, ...(Number(interval) > 1 ? [`INTERVAL=${Number(interval)}`] : []), ...(until === null ? [] : [`UNTIL=${until.replace(/[-:]|\.\d+/g, '')}`])].join(';');
}

function frequencyOf(type: string, span: Row, { day }: Scheduled): string | null {
  const fixed = weekly[type];
  if (fixed !== undefined) return `FREQ=WEEKLY;BYDAY=${fixed}`;
  switch (type) {
    case 'daily': return 'FREQ=DAILY';
    case 'weekly': {
      const digits = valueOf(span, 'days_of_week') ?? '';
      return /^[1-7]{1,7}$/.test(digits) ? `FREQ=WEEKLY;BYDAY=${[...new Set(digits)].sort().map((digit) => days[Number(digit) - 1]).join(',')}` : null;
    }
    // A day that some months lack is left out there by the rule; whether the tool does so nobody told.
    case 'monthly': return valueOf(span, 'monthly_type') === 'dom' && Number(day.slice(8)) <= 28 ? `FREQ=MONTHLY;BYMONTHDAY=${Number(day.slice(8))}` : null;
    case 'yearly': return valueOf(span, 'yearly_type') === 'doy' && !day.endsWith('-02-29') ? `FREQ=YEARLY;BYMONTH=${Number(day.slice(5, 7))};BYMONTHDAY=${Number(day.slice(8))}` : null;
    default: return null;
  }
}

/** To the end of that day in the schedule's zone; null for no end. */
function untilOf(text: string | null, timeZone: string): Instant | null | undefined {
  if (text === null || /^0+$/.test(text)) return null;
  const told = readScheduled(/^\d{8}$/.test(text) ? `${text}T235959` : text);
  return told === null ? undefined : instantIn(told, timeZone) ?? undefined;
}

/** Of one of the types that speak of changes. */
export function isWindow(row: Row): boolean {
  const type = valueOf(row, 'type');
  return windowTypes.some((known) => known === type);
}
