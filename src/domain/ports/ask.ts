/**
 * How a question to a tool is to be answered.
 * page: for somebody who looks, within the connection's short deadline; judge: for a judgement, live, within the long
 * one; act: around a write, live.
 */
export interface Ask {
  readonly purpose: 'page' | 'judge' | 'act';
  /** How old a copy may be, milliseconds; 0 is live. */
  readonly maxAgeMs: number;
  /** Ends the question early, e.g. when the asker has gone. */
  readonly signal?: AbortSignal;
}

export const judging: Ask = { purpose: 'judge', maxAgeMs: 0 };
export const acting: Ask = { purpose: 'act', maxAgeMs: 0 };
