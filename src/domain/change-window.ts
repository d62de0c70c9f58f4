import type { TimeWindow } from './instant.ts';
import type { SourceRecord } from './source.ts';

/** A maintenance or blackout schedule that a tool keeps. */
export interface ChangeWindow extends SourceRecord {
  readonly kind: 'window';
  readonly isBlackout: boolean;
  /** IANA name; null when the tool's schedule floats or did not say. */
  readonly timeZone: string | null;
  /** Its occurrences as far as the tool spelled them out, in order of start; recurrences stand in `recurrence`. */
  readonly occurrences: readonly TimeWindow[];
  /** RFC 5545 rules of those entries that recur, each beside its first occurrence. */
  readonly recurring: readonly { readonly first: TimeWindow; readonly rule: string }[];
  /** true: an entry could not be understood, so that more time may be covered than stands here. */
  readonly isPartial: boolean;
}
