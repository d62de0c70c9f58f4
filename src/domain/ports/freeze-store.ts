import type { Freeze, FreezeLift } from '../freeze.ts';

/** The freezes that were declared in Muster. There are few of them, so that they are read whole. */
export interface FreezeStore {
  declare(freeze: Freeze): Promise<void>;
  byId(id: string): Promise<Freeze | null>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Freeze>>;
  /** The freeze as it then stands: one that was lifted before stays as it was. UserMistake NOT_FOUND when there is none. */
  lift(id: string, lift: FreezeLift): Promise<Freeze>;
  /** Every freeze, the newest first. */
  all(): Promise<readonly Freeze[]>;
  /** Those that nobody has lifted, past ones too. */
  unlifted(): Promise<readonly Freeze[]>;
}
