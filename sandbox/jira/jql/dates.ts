import { JqlError } from './lex.ts';

const unitMs: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 };

/**
 * A moment in JQL, in milliseconds: to the minute at best, and never ISO 8601 with a T. Periods ("-5d", "-1w 2d") count
 * from now. A time of day is read in the time zone of the account that asks, whatever zone its program lives in.
 */
export function readDate(text: string, field: string, { now, timeZone }: { readonly now: Date; readonly timeZone: string }): number {
  const [, year, month, day, hour = '0', minute = '0'] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text) ?? [];
  if (year !== undefined) return inZone(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)), timeZone);
  if (/^[-+]?\d+[wdhm](?: \d+[wdhm])*$/.test(text)) {
    const sum = [...text.matchAll(/(\d+)([wdhm])/g)].reduce((total, [, count, unit = '']) => total + Number(count) * (unitMs[unit] ?? 0), 0);
    return now.getTime() + (text.startsWith('-') ? -sum : sum);
  }
  throw new JqlError(`Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`);
}

/** The moment at which the clocks of a zone show what UTC's show at `local`. */
function inZone(local: number, timeZone: string): number {
  const shown = (at: number): number => Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T')}Z`);
  const near = local - (shown(local) - local);
  return local - (shown(near) - near);
}
