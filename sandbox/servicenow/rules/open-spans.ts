import { dateOf, systemInstant } from '../instants.ts';
import { valueOf, type Row } from '../row.ts';
import type { Span, Store } from '../store.ts';
import { Refusal } from '../wire/refusal.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weeks = 4;

/**
 * Where a change of this length would fit within the bank's maintenance time, the coming Saturdays 02:00–06:00 UTC.
 * @throws Refusal 400 for a change without planned dates or without its primary item
 */
export function openSpans(store: Store, change: Row): readonly Span[] {
  const [start, end] = [valueOf(change, 'start_date'), valueOf(change, 'end_date')];
  if (start === '' || end === '') throw new Refusal(400, 'Planned start and end dates are required', 'The change request is missing the planned start and end times');
  if (valueOf(change, 'cmdb_ci') === '') throw new Refusal(400, 'Configuration item is required', 'The change request does not have an associated configuration item');
  if (dateOf(end).getTime() - dateOf(start).getTime() > 4 * hourMs) return [];
  const now = dateOf(store.now());
  const saturday = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ((6 - now.getUTCDay() + 7) % 7 || 7), 2);
  return Array.from({ length: weeks }, (_, nth) => ({ start: systemInstant(new Date(saturday + nth * 7 * dayMs)), end: systemInstant(new Date(saturday + nth * 7 * dayMs + 4 * hourMs)) }));
}
