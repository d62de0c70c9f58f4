/**
 * How a question to a tool is to be answered.
 * page: for somebody who looks, within the connection's short deadline; judge: for a judgement, live, within the long
 * one; act: around a write, live.
 */
export interface Ask {
  readonly purpose: 'page' | 'judge' | 'act';
  /** How old a copy may be, milliseconds; 0 is live. */
  readonly maxAgeMs: number;
  /** The same for kinds of record that go by another age; left out, maxAgeMs holds for all. */
  readonly maxAgeMsOf?: Readonly<Record<string, number>>;
  /**
   * When the whole question began, of which this is a part (performance.now(), milliseconds): all its parts share one
   * deadline per connection, so that a tool that hangs costs one deadline and not one per trip. Left out: now.
   */
  readonly beganAtMs?: number;
  /** Asked to learn whether the tool lives: not held back by what it did or asked for a moment ago. */
  readonly isProbe?: boolean;
  /** Ends the question early, e.g. when the asker has gone. */
  readonly signal?: AbortSignal;
}

/** How old a copy of this kind may be, milliseconds. A relation ("change.approvals") goes by its record's kind. */
export function maxAgeOf({ maxAgeMs, maxAgeMsOf }: Ask, kind: string): number {
  return maxAgeMsOf?.[kind] ?? maxAgeMsOf?.[kind.split('.', 1)[0] ?? kind] ?? maxAgeMs;
}

export const judging: Ask = { purpose: 'judge', maxAgeMs: 0 };
/** A judgement that begins now, all of whose questions to one tool share one deadline. */
export function judgingFromNow(): Ask {
  return { ...judging, beganAtMs: performance.now() };
}
export const acting: Ask = { purpose: 'act', maxAgeMs: 0 };
