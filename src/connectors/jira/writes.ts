import type { Clock } from '../../domain/instant.ts';

/** Search is seconds behind what was written (apis/README.md §5); after this long it has surely caught up. */
const keptMs = 5 * 60_000;
/** As many as Jira takes. */
const most = 50;

/** Issues that this connection wrote a moment ago, for searches that must not miss them. */
export interface RecentWrites {
  /** Takes the numeric id of an issue that was, or may have been, written now. */
  note(id: string): void;
  /** Numeric ids, the newest fifty at most. */
  list(): readonly number[];
}

export function recentWrites(clock: Clock): RecentWrites {
  const at = new Map<number, number>();
  return {
    note: (id) => {
      at.delete(Number(id));
      at.set(Number(id), clock.now().getTime());
    },
    list: () => {
      const oldest = clock.now().getTime() - keptMs;
      for (const [id, writtenAt] of at) if (writtenAt < oldest) at.delete(id);
      return [...at.keys()].slice(-most);
    },
  };
}
