import type { Instant } from '../instant.ts';
import type { RecordIdentity } from '../reference.ts';

/** What is being opened: one change per connection and correlation at a time. */
export interface OpeningName {
  readonly connection: string;
  readonly correlation: string;
}

/** A turn at opening it; whoever comes later holds a higher fence. */
export interface OpeningTurn {
  readonly fence: number;
  /** When a creation was last sent whose end nobody knows. */
  readonly askedAt: Instant | null;
}

/** Remembers what is being opened in other tools, so that two requests, processes or attempts open one change. */
export interface OpeningStore {
  /** The change that this idempotency key opened; null while it has not. UserMistake IDEMPOTENCY_MISMATCH when the key was used for another body. */
  ofKey(idempotencyKey: string, bodyDigest: string): Promise<RecordIdentity | null>;
  /** Takes a turn for leaseMs; null while somebody else's lasts. */
  takeTurn(name: OpeningName, leaseMs: number): Promise<OpeningTurn | null>;
  /** Written before the tool is asked to create; false when the turn is over: then nothing may be sent. */
  noteAsked(name: OpeningName, fence: number): Promise<boolean>;
  /**
   * Ends the turn. KNOWN: whether there is a change is known, and a creation that was sent no longer matters; UNCLEAR: it may
   * still appear. Does nothing when the turn is over already.
   */
  endTurn(name: OpeningName, fence: number, end: 'KNOWN' | 'UNCLEAR'): Promise<void>;
  /** Remembers the change that the key opened. */
  keep(idempotencyKey: string, change: RecordIdentity): Promise<void>;
}
