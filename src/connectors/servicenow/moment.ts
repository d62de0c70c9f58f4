import type { Instant } from '../../domain/instant.ts';

const shape = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** The system's own format, always UTC: "2026-03-14 02:00:00" (apis/README.md §2). Null for anything else, a day that no month has included. */
export function readMoment(text: string | null): Instant | null {
  if (text === null || !shape.test(text)) return null;
  const moment = `${text.slice(0, 10)}T${text.slice(11)}.000Z`;
  return text.slice(8, 10) <= '28' || new Date(moment).toISOString() === moment ? moment : null;
}

export function writeMoment(moment: Instant): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
}
