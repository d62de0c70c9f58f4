/** A moment, RFC 3339 in UTC with milliseconds ("2026-11-23T05:19:39.000Z"); such strings sort in order of time. */
export type Instant = string;

/** A half-open stretch of time: startAt belongs to it, endAt does not. */
export interface TimeWindow {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** Who knows what time it is; handed in, so that no judgement reads a clock of its own. */
export interface Clock {
  now(): Date;
}

export function instant(moment: Date): Instant {
  return moment.toISOString();
}

/** Normalises any RFC 3339 text to an Instant; null when it is not one. */
export function toInstant(text: string): Instant | null {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

export function isWithin(window: TimeWindow, moment: Instant): boolean {
  return window.startAt <= moment && moment < window.endAt;
}
