/**
 * Reads a calendar strictly by RFC 5545, and knows nothing of who wrote it: lines end in CRLF and have 75 octets at most,
 * each is NAME[;PARAM=…]:VALUE, components nest, an event has what §3.6.1 asks of it, each property once.
 */
export function eventsOf(text: string): readonly Readonly<Record<string, string>>[] {
  if (!text.endsWith('\r\n') || /[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line does not end in CRLF');
  const raw = text.split('\r\n').slice(0, -1);
  for (const line of raw) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${Buffer.byteLength(line)} octets`);
    // Folded within a character, either part would have become a replacement character.
    if (line.includes('\uFFFD')) throw new Error('a line is cut within a character');
  }
  const lines = raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const open: string[] = [];
  const calendar = new Map<string, string>();
  const events: Map<string, string>[] = [];
  lines.forEach((line, index) => {
    const [, name = '', value = ''] = /^([A-Z][A-Z0-9-]*)(?:;[A-Z-]+=(?:"[^"]*"|[^":;,]*))*:(.*)$/s.exec(line) ?? [];
    if (name === '') throw new Error(`no content line: ${line}`);
    if (/[\u0000-\u0008\u000B-\u001F\u007F]/.test(value)) throw new Error(`a control character in ${name}`);
    if (name === 'BEGIN') {
      if ((value !== 'VCALENDAR' || index !== 0) && (value !== 'VEVENT' || open.at(-1) !== 'VCALENDAR')) throw new Error(`a ${value} stands where it may not`);
      open.push(value);
      if (value === 'VEVENT') events.push(new Map());
      return;
    }
    if (name === 'END') {
      if (open.pop() !== value) throw new Error(`END:${value} ends something else`);
      if (open.length === 0 && index !== lines.length - 1) throw new Error('something follows the calendar');
      return;
    }
    const target = open.at(-1) === 'VEVENT' ? events.at(-1) : calendar;
    if (target === undefined || open.length === 0) throw new Error(`${name} stands outside`);
    if (target.has(name)) throw new Error(`${name} stands twice`);
    target.set(name, ['SUMMARY', 'DESCRIPTION'].includes(name) ? unescaped(value) : value);
  });
  if (open.length > 0) throw new Error('the calendar does not end');
  if (calendar.get('VERSION') !== '2.0' || !calendar.has('PRODID')) throw new Error('a calendar has VERSION:2.0 and a PRODID');
  for (const event of events) check(event);
  if (new Set(events.map((event) => event.get('UID'))).size !== events.length) throw new Error('a UID stands twice');
  return events.map((event) => Object.fromEntries(event));
}

function check(event: ReadonlyMap<string, string>): void {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART']) if (!event.has(name)) throw new Error(`an event without ${name}`);
  for (const name of ['DTSTAMP', 'DTSTART', 'DTEND', 'LAST-MODIFIED']) if (!/^\d{8}T\d{6}Z$/.test(event.get(name) ?? '20260101T000000Z')) throw new Error(`${name} is no moment in UTC`);
  if (!/^\d+$/.test(event.get('SEQUENCE') ?? '0')) throw new Error('SEQUENCE is no number');
  if (!['TENTATIVE', 'CONFIRMED', 'CANCELLED'].includes(event.get('STATUS') ?? 'CONFIRMED')) throw new Error('STATUS is none of an event');
}

/** §3.3.11. A comma or semicolon that is not escaped would be another value. */
function unescaped(value: string): string {
  if (/(^|[^\\])(\\\\)*[,;]/.test(value)) throw new Error(`not escaped: ${value}`);
  return value.replaceAll(/\\([\\;,nN])/g, (_whole, one: string) => (one.toLowerCase() === 'n' ? '\n' : one));
}
