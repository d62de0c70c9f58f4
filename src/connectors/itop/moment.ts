import type { Instant } from '../../domain/instant.ts';

/**
 * iTop's own format, "2026-03-14 02:00:00", in the time zone its configuration file names, which no answer tells. Without
 * that zone a date means nothing: null. Null for anything else, too.
 */
export function readMoment(text: string | null, timeZone: string | undefined): Instant | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text ?? '') ?? [];
  if (day === undefined || time === undefined || timeZone === undefined) return null;
  const local = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(local)) return null;
  // The zone's distance depends on the moment looked for: a first guess, then the distance at that guess.
  const guess = local - distance(local, timeZone);
  return new Date(local - distance(guess, timeZone)).toISOString();
}

export function writeMoment(moment: Instant, timeZone: string): string {
  const at = Date.parse(moment);
  return new Date(at + distance(at, timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * A text that everything which happened since a moment sorts behind. Clocks that were put back in between show later moments
 * as earlier ones: so far back it goes.
 */
export function writeSince(since: Instant, now: Date, timeZone: string): string {
  const putBack = Math.max(0, distance(Date.parse(since), timeZone) - distance(now.getTime(), timeZone));
  return writeMoment(new Date(Date.parse(since) - putBack).toISOString(), timeZone);
}

/** How far the zone's clocks are ahead of UTC at a moment, milliseconds. */
function distance(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
  return shown - Math.floor(at / 1000) * 1000;
}
