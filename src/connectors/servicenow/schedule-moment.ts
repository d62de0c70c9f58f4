import type { Instant } from '../../domain/instant.ts';

/** A moment of a schedule: a day and a time as its zone's clocks show them, or UTC. */
export interface Scheduled {
  /** yyyy-MM-dd */
  readonly day: string;
  readonly time: string;
  readonly isUtc: boolean;
}

/** "20260103T020000" by the schedule's own clocks, "20260103T020000Z" in UTC; null for anything else. Not the format of the other tables. */
export function readScheduled(text: string | null): Scheduled | null {
  const [, year, month, date, hour, minute, second, utc] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  const [day, time] = [`${year}-${month ?? ''}-${date ?? ''}`, `${hour ?? ''}:${minute ?? ''}:${second ?? ''}`];
  const moment = new Date(`${day}T${time}.000Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString() !== `${day}T${time}.000Z` ? null : { day, time, isUtc: utc === 'Z' };
}

/** The IANA name of a schedule's zone; null where it floats or is none. */
export function zoneOf(text: string | null): string | null {
  if (text === null || !/^[A-Za-z]+([/_+-][A-Za-z0-9_+-]+)*$/.test(text)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? null : text;
  } catch {
    return null;
  }
}

/** Null where a zone is needed and there is none. A time that a clock change skips is taken for the one after it. */
export function instantIn({ day, time, isUtc }: Scheduled, timeZone: string | null): Instant | null {
  const asUtc = Date.parse(`${day}T${time}.000Z`);
  if (isUtc) return new Date(asUtc).toISOString();
  if (timeZone === null) return null;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(guess, timeZone)).toISOString();
}

function offsetMs(at: number, timeZone: string): number {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    .formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: string): number => parts[name] ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(at / 1_000) * 1_000;
}
