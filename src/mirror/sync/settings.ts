/** How the hub syncs; times are milliseconds. */
export interface SyncSettings {
  /** From the end of one pass to the next, which reads what changed. */
  readonly everyMs: number;
  /** From the end of a whole pass to the next: only a whole pass notices what is gone. */
  readonly wholeEveryMs: number;
  /** Kinds that are synced; null: all that a connection can. */
  readonly kinds: readonly string[] | null;
  /** How long versions that no longer stand are kept. */
  readonly keepHistoryMs: number;
  /** How often this process looks for syncs that are due, whoever asked for them. */
  readonly lookMs: number;
  /** How long a turn lasts without a page being kept: then another process takes over. Longer than any page takes. */
  readonly leaseMs: number;
  /** Records that are kept together at most, plus one page. */
  readonly batch: number;
  /** Configuration items, or commits, that are asked about at once: what items all reach together counts within the connectors' limits of a walk. */
  readonly atOnce: number;
  /** How far back incidents count whose items are read, and builds whose commits are. */
  readonly lookBackMs: number;
}

const day = 86_400_000;
export const syncDefaults: SyncSettings = { everyMs: 60_000, wholeEveryMs: day, kinds: null, keepHistoryMs: 400 * day, lookMs: 2_000, leaseMs: 90_000, batch: 2_000, atOnce: 10, lookBackMs: 90 * day };

/** The wait after a failure doubles up to this. */
const longestBackoffMs = 900_000;

/** Milliseconds before a sync is taken up again after so many failures: never before the tool said it may be. */
export function backoffMs(failures: number, everyMs: number, retryAt: string | null, now: Date): number {
  const doubled = Math.min(everyMs * 2 ** Math.min(failures - 1, 10), Math.max(everyMs, longestBackoffMs));
  return Math.max(doubled, retryAt === null ? 0 : Date.parse(retryAt) - now.getTime());
}
