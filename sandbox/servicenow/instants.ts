/** ServiceNow's two ways to write a moment. */
const timeZone = 'Europe/Berlin';
const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shown = new Map<string, string>();

/** Stored and sent as `value`: UTC, e.g. "2026-03-14 02:00:00". */
export function systemInstant(at: Date | string): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** The moment that a stored value means; NaN where it is none. */
export function dateOf(value: string): Date {
  return new Date(`${value.replace(' ', 'T')}Z`);
}

/** Sent as `display_value`: the user's time zone and the bank's own format, e.g. "14.03.2026 03:00:00". */
export function displayInstant(value: string): string {
  return zoned(value).replace(/^(\d{4})-(\d\d)-(\d\d)/, '$3.$2.$1');
}

/** Sent by sn_chg_rest as `display_value_internal`: the user's time zone in the system's format. */
export function internalInstant(value: string): string {
  return zoned(value);
}

function zoned(value: string): string {
  const known = shown.get(value);
  if (known !== undefined) return known;
  const date = dateOf(value);
  if (Number.isNaN(date.getTime())) return value;
  const part = Object.fromEntries(clock.formatToParts(date).map(({ type, value: text }) => [type, text]));
  const text = `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''} ${part['hour'] ?? ''}:${part['minute'] ?? ''}:${part['second'] ?? ''}`;
  shown.set(value, text);
  return text;
}
