import type { StoryWindow } from '../../bank/story.ts';
import { dateOf, systemInstant } from '../instants.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** UTC, in the system's format. */
type Planned = Record<'start_date' | 'end_date', string>;

/** A change's planned start and end as its window stands at this start of the sandbox (rules: bank/story.ts). */
export function plannedDates(window: StoryWindow, now: Date): Planned {
  switch (window.kind) {
    case 'fixed': return dates(new Date(window.startAt), new Date(window.endAt));
    case 'always-open': return alwaysOpen(now);
    case 'coming-saturday': return saturday(comingSaturday(now));
  }
}

/** Moves the rolling windows to where they belong now; what somebody planned by hand is left alone. */
export function rollWindows(store: Store, now: Date): void {
  for (const [id, kind] of Object.entries(store.memory.rollingWindows)) {
    const change = store.get('change_request', id);
    if (change) store.update(change, kind === 'always-open' ? alwaysOpen(now) : saturday(rolledSaturday(change, now)), 'system');
  }
}

function alwaysOpen(now: Date): Planned {
  return dates(new Date(now.getTime() - hourMs), new Date(now.getTime() + weekMs));
}

/** The next Saturday 02:00 UTC that is still to come. */
function comingSaturday(now: Date): Date {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + (6 - now.getUTCDay()), 2));
  return start.getTime() > now.getTime() ? start : new Date(start.getTime() + weekMs);
}

/** Keeps its place until it has ended, then moves on by whole weeks. */
function rolledSaturday(change: Row, now: Date): Date {
  const end = dateOf(valueOf(change, 'end_date')).getTime();
  const weeks = Math.max(0, Math.floor((now.getTime() - end) / weekMs) + 1);
  return new Date(dateOf(valueOf(change, 'start_date')).getTime() + weeks * weekMs);
}

function saturday(start: Date): Planned {
  return dates(start, new Date(start.getTime() + 4 * hourMs));
}

function dates(start: Date, end: Date): Planned {
  return { start_date: systemInstant(start), end_date: systemInstant(end) };
}
