import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Around a change of clocks an hour comes twice; six hours before it, none does. */
const aroundClockChange = 3 * hour;
/** How far west of Greenwich a zone may be. */
const farthestWest = 12 * hour;

/** "2021-03-28T08:06:08.711+0800": Jira's offset has no colon (apis/README.md §5). Null for anything else. */
export function readDatetime(value: unknown): Instant | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return null;
  return toInstant(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

/**
 * The latest minute, as JQL writes it, that is surely not after a moment: "2026-11-23 05:19". JQL knows minutes only, and
 * reads them in the time zone of the account that asks; where that is not known, or the clocks were changed nearby, the
 * minute is hours earlier rather than one second late.
 */
export function minuteNotAfter(moment: Instant, zone: string | null): string {
  const at = Date.parse(moment);
  const offset = zone === null ? null : offsetOf(zone);
  if (offset === null) return written(at - farthestWest);
  const isSteady = offset(at - aroundClockChange) === offset(at + aroundClockChange);
  const safe = isSteady ? at : at - 2 * aroundClockChange;
  return written(safe + offset(safe));
}

function written(local: number): string {
  return new Date(Math.max(0, local)).toISOString().slice(0, 16).replace('T', ' ');
}

/** Milliseconds that a zone is ahead of UTC at a moment; null for what is no zone. */
function offsetOf(zone: string): ((at: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
    return (at) => {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const local = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1, parts['hour'] ?? 0, parts['minute'] ?? 0);
      return local - Math.floor(at / minute) * minute;
    };
  } catch {
    return null;
  }
}
