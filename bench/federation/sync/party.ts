import type { AnyRecord } from '../../../src/domain/record.ts';

/** One pass over records of one kind, as they are in memory. */
export interface Pass {
  readonly connection: string;
  readonly kind: string;
  /** All were read at this moment; the clock stands there while the pass lasts. */
  readonly fetchedAt: string;
  readonly records: readonly AnyRecord[];
}

/** What is compared; each has a database of its own, with the same tables and indexes. */
export interface WritingParty {
  readonly name: string;
  /** Nothing of these kinds stands yet. */
  first(pass: Pass): Promise<void>;
  /** All stand and say something else. */
  changed(pass: Pass): Promise<void>;
  /** All stand and say the same; only the moment of reading is newer. */
  unchanged(pass: Pass): Promise<void>;
}
