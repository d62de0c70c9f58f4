import type { Instant } from '../instant.ts';
import type { ReadableKind } from '../record.ts';
import type { ItemRelation } from './concerned-items.ts';
import type { BuildCommit } from './undated-builds.ts';
import type { SourceProblem } from '../source.ts';
import type { Copy } from './copy-store.ts';
import type { SyncCursor } from './sync.ts';

/** Records of one kind as a whole; or, with a dot in its name, what single records have beside them (see ConcernedItems, UndatedBuilds). */
export type SyncKind = ReadableKind | ItemRelation | BuildCommit;

/** One sync: everything of one kind in one connection. */
export interface SyncName {
  readonly connection: string;
  readonly kind: SyncKind;
}

/** A turn at a sync; whoever comes later holds a higher fence, and writes of a lower one change nothing. */
export interface SyncTurn {
  readonly fence: number;
  /** What to go on with; null: from the beginning. */
  readonly cursor: SyncCursor | null;
  /** A whole pass, from the first record to the last; else only what changed since the last pass. */
  readonly isWhole: boolean;
  /** No whole pass was ever finished: what is read is mostly new. */
  readonly isFirst: boolean;
}

/** Pages of a sync that are kept together. */
export interface SyncedPages {
  readonly copies: readonly Copy[];
  readonly cursor: SyncCursor;
  readonly total: number | null;
  readonly hidden: number;
}

export const syncStates = ['WAITING', 'READING_ALL', 'READING_CHANGES', 'FAILING'] as const;
export type SyncState = (typeof syncStates)[number];

/** Where a sync stands, for people. */
export interface SyncStatus extends SyncName {
  readonly state: SyncState;
  /** Records read in the pass under way or, when none is, in the last one. */
  readonly done: number;
  /** How many there are in all; null when the tool does not say. */
  readonly total: number | null;
  readonly startedAt: Instant | null;
  /** When a pass last came to its end. */
  readonly finishedAt: Instant | null;
  readonly problem: SourceProblem | null;
}

/** Remembers where each sync stands, shared by all nodes of the hub. */
export interface SyncStore {
  /** Those of the syncs that may begin or go on now and that nobody is at; a sync never heard of may. */
  due(names: readonly SyncName[]): Promise<readonly SyncName[]>;
  /** Takes a turn for leaseMs; null while somebody else's lasts. A whole pass begins when the last one is wholeEveryMs ago; one that was cut off goes on. */
  takeTurn(name: SyncName, runner: string, leaseMs: number, wholeEveryMs: number): Promise<SyncTurn | null>;
  /** Keeps copies and cursor, all or nothing, and prolongs the turn; false when the turn is over: then nothing was kept. */
  keepPages(name: SyncName, turn: SyncTurn, pages: SyncedPages, leaseMs: number): Promise<boolean>;
  /**
   * Ends a turn whose last page was kept. A whole pass marks as gone what stood before it and was not seen; if that is
   * more than half of what stands, only when a second whole pass, begun at once, agrees. Of what single
   * records have nothing is marked: of one that no longer matters it is not read, and stays as it was last said. Does nothing when the turn is over.
   */
  finish(name: SyncName, turn: SyncTurn, nextInMs: number): Promise<void>;
  /** Ends a turn that a problem cut off: cursor and copies stay as they are. The next turn is asked for by the number of failures since the last pass that went well. */
  giveUp(name: SyncName, turn: SyncTurn, problem: SourceProblem, nextInMs: (failures: number) => number): Promise<void>;
  /** Ends a turn because this process stops; the sync may go on at once, here or elsewhere. */
  giveBack(name: SyncName, turn: SyncTurn): Promise<void>;
  /** Lets syncs begin now instead of at their time, unless somebody is at them. */
  request(names: readonly SyncName[]): Promise<void>;
  statuses(): Promise<readonly SyncStatus[]>;
}

/** The background sync, as people see it and wake it. */
export interface SyncDesk {
  statuses(): Promise<readonly SyncStatus[]>;
  /**
   * Lets the syncs of a connection begin now, of one kind or, with null, of all; answers where they stand. One that is under
   * way goes on. UserMistake NOT_FOUND when there is no such connection, INVALID when it, or that kind of it, is not synced.
   */
  request(connection: string, kind: string | null): Promise<readonly SyncStatus[]>;
}
