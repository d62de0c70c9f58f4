import type { Recurring } from '../../domain/freeze.ts';
import type { TimeWindow } from '../../domain/instant.ts';
import { coveredFrom, gapsWithin } from './cover.ts';
import type { Timed } from './freezes.ts';
import { firstOpen } from './next-open.ts';
import { occurrencesWithin } from './recurrence.ts';

/** Ten zones whose clocks change: by an hour or half of one, north and south, at night and at noon of UTC, in Ramadan, on a Friday. */
const zones = [
  'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/St_Johns', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Auckland', 'Africa/Casablanca', 'Asia/Jerusalem',
] as const;
/** The years whose changes are looked at. */
const years = [2026, 2027] as const;

/** Local wall clock of a minute, by Intl alone, as if it were UTC. */
function wall(zone: string): (ms: number) => number {
  const known = new Map<number, number>();
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  const read = (ms: number): number => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year'] ?? 0, (part['month'] ?? 0) - 1, part['day'], part['hour'], part['minute']);
  };
  return (ms) => {
    const wallMs = known.get(ms) ?? read(ms);
    known.set(ms, wallMs);
    return wallMs;
  };
}

const minute = 60_000;
const day = 1440 * minute;

/** Every minute at which a zone's offset to UTC changes in these years, found by looking at each quarter of an hour. */
function changesOf(zone: string): readonly number[] {
  const local = wall(zone);
  const offsetAt = (ms: number): number => local(ms) - ms;
  const found: number[] = [];
  for (let ms = Date.UTC(years[0], 0, 1), before = offsetAt(ms); ms < Date.UTC(years[1] + 1, 0, 1); ms += 15 * minute) {
    const offset = offsetAt(ms);
    if (offset !== before) found.push(ms);
    before = offset;
  }
  return found;
}

/** Walks the minutes of the span and says which are covered; knows nothing of rules but "at this time of these weekdays". */
function byMinutes({ first }: Recurring, weekdays: readonly number[], [from, to]: readonly [number, number], local: (ms: number) => number): string {
  const firstMs = Date.parse(first.startAt);
  const timeOfDay = ((local(firstMs) % day) + day) % day;
  const length = Date.parse(first.endAt) - firstMs;
  const seen = new Set<number>();
  const starts = new Set<number>();
  const isStart = (wanted: number): boolean => ((wanted % day) + day) % day === timeOfDay && weekdays.includes(new Date(wanted).getUTCDay());
  let before = local(from - length - 2 * day - minute);
  for (let ms = from - length - 2 * day; ms < to; ms += minute) {
    const here = local(ms);
    // What the clocks skipped between the last minute and this one begins as long after it as it was skipped ahead.
    for (let wanted = before + minute; wanted < here; wanted += minute) {
      if (isStart(wanted)) starts.add(ms + (wanted - (before + minute)));
      seen.add(wanted);
    }
    if (!seen.has(here) && isStart(here)) starts.add(ms);
    seen.add(here);
    before = here;
  }
  const spans = [firstMs, ...[...starts].filter((start) => start > firstMs)];
  let text = '';
  for (let ms = from; ms < to; ms += minute) text += spans.some((start) => start <= ms && ms < start + length) ? '#' : '.';
  return text;
}

const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A fixed sequence, so that every hunt of one seed looks at the same cases. */
function drawing(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Times of day near the change are drawn as often as all others. */
function drawn(timeZone: string, from: number, draw: (below: number) => number): { readonly recurring: Recurring; readonly weekdays: readonly number[] } {
  const firstMs = from - (2 + draw(20)) * day + (draw(2) === 0 ? draw(1440) : draw(18) * 15) * minute;
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter(() => draw(3) > 0);
  if (weekdays.length === 0) weekdays.push(0);
  const length = (1 + draw(draw(3) === 0 ? 2_000 : 200)) * minute;
  return { weekdays, recurring: { timeZone, rule: `FREQ=WEEKLY;BYDAY=${weekdays.map((one) => names[one]).join(',')}`, first: { startAt: new Date(firstMs).toISOString(), endAt: new Date(firstMs + length).toISOString() } } };
}

export interface ScheduleHunt {
  readonly schedules: number;
  /** How many changes of clocks they lie around. */
  readonly changes: number;
  /** Each with both answers, minute by minute. */
  readonly disagreements: readonly string[];
}

/**
 * So many schedules of one to three recurrences each, dealt out to every change of clocks of ten zones, against a walk over
 * every minute of the three days around it: when they are on, all together, and the first gap that is long enough; and
 * beside each, one or two maintenance schedules, with the first time that they allow and nothing denies.
 */
export function huntSchedules({ count, seed }: { readonly count: number; readonly seed: number }): ScheduleHunt {
  const changes = zones.flatMap((zone) => changesOf(zone).map((at) => ({ zone, at })));
  const disagreements: string[] = [];
  const draw = drawing(seed);
  const perChange = Math.ceil(count / changes.length);
  for (const { zone, at } of changes) {
    const from = Math.floor(at / day) * day - day;
    const span = [from, from + 3 * day] as const;
    const local = wall(zone);
    for (let nth = 0; nth < perChange; nth += 1) {
      const schedule = Array.from({ length: 1 + draw(3) }, () => drawn(zone, from, draw));
      const maintenance = Array.from({ length: 1 + draw(2) }, () => drawn(zone, from, draw));
      const wrong = disagreement({ denied: schedule, allowed: maintenance }, span, local, (1 + draw(600)) * minute);
      if (wrong !== null) disagreements.push(wrong);
    }
  }
  return { schedules: perChange * changes.length, changes: changes.length, disagreements };
}

type Schedule = readonly ReturnType<typeof drawn>[];
type Span = readonly [number, number];

/** Reckoned and walked, of schedules that deny and of maintenance that allows: a sentence where they differ. */
function disagreement({ denied, allowed }: { readonly denied: Schedule; readonly allowed: Schedule }, span: Span, local: (ms: number) => number, leastMs: number): string | null {
  const within = { startAt: new Date(span[0]).toISOString(), endAt: new Date(span[1]).toISOString() };
  const off = denied.flatMap(({ recurring }) => occurrencesWithin(recurring, within));
  const gaps = gapsWithin(allowed.map(timedOf), within);
  const [walkedOff, walkedOn] = [walk(denied, span, local), walk(allowed, span, local)];
  const isGap = isIn(gaps);
  const free = minutes(span, (ms) => walkedOn[at(ms, span)] === '#' && walkedOff[at(ms, span)] === '.');
  const both = { denied: denied.map(({ recurring }) => recurring), allowed: allowed.map(({ recurring }) => recurring) };
  return differing(both, [
    ['minutes', minutes(span, isIn(off)), walkedOff],
    ['first gap', startOf(firstOpen(within, off, leastMs), span), firstRun(walkedOff, '.', leastMs)],
    ['maintenance minutes', minutes(span, (ms) => !isGap(ms)), walkedOn],
    ['first allowed', startOf(firstOpen(within, [...off, ...gaps], leastMs), span), firstRun(free, '#', leastMs)],
    ['first maintenance', firstCovered(allowed, within, span, leastMs), firstRun(walkedOn, '#', leastMs)],
  ]);
}

function differing(what: object, answers: readonly (readonly [name: string, ours: string | number, walked: string | number])[]): string | null {
  const wrong = answers.find(([, ours, walked]) => ours !== walked);
  return wrong === undefined ? null : `${JSON.stringify(what)}: ${wrong[0]} ${wrong[1]} and not ${wrong[2]}`;
}

function timedOf({ recurring: { first, rule, timeZone } }: Schedule[number]): Timed {
  return { first, recurrence: rule, timeZone };
}

/** As the minute of the span; what begins or goes on after it is not walked, so it counts as none. */
function firstCovered(allowed: Schedule, within: TimeWindow, span: Span, leastMs: number): number {
  const from = coveredFrom(allowed.map(timedOf), within.startAt, leastMs);
  const start = from === null ? -1 : at(Date.parse(from), span);
  return from === null || Date.parse(from) + leastMs > span[1] ? -1 : start;
}

function walk(schedule: Schedule, span: Span, local: (ms: number) => number): string {
  const walks = schedule.map(({ recurring, weekdays }) => byMinutes(recurring, weekdays, span, local));
  return minutes(span, (ms) => walks.some((text) => text[at(ms, span)] === '#'));
}

function startOf(window: TimeWindow | null, span: Span): number {
  return window === null ? -1 : at(Date.parse(window.startAt), span);
}

function firstRun(text: string, letter: '#' | '.', leastMs: number): number {
  return new RegExp(`\\${letter}{${leastMs / minute},}`).exec(text)?.index ?? -1;
}

function at(ms: number, [from]: Span): number {
  return (ms - from) / minute;
}

function isIn(windows: readonly TimeWindow[]): (ms: number) => boolean {
  const spans = windows.map(({ startAt, endAt }) => [Date.parse(startAt), Date.parse(endAt)] as const);
  return (ms) => spans.some(([startMs, endMs]) => startMs <= ms && ms < endMs);
}

function minutes([from, to]: readonly [number, number], isOn: (ms: number) => boolean): string {
  let text = '';
  for (let ms = from; ms < to; ms += minute) text += isOn(ms) ? '#' : '.';
  return text;
}
