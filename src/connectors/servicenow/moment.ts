import type { Instant } from '../../domain/instant.ts';

/** The system's own format, always UTC: "2026-03-14 02:00:00" (apis/README.md §2). Null for anything else. */
export function readMoment(text: string | null): Instant | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text ?? '') ?? [];
  if (day === undefined || time === undefined) return null;
  const moment = new Date(`${day}T${time}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

export function writeMoment(moment: Instant): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
}
