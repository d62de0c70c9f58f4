/** A mutant that no spec can notice, or that none should: which, and why. */
export interface Explained {
  readonly file: string;
  /** The source that it stands in the place of, exactly. */
  readonly original: string;
  /** What stands there then; left out where the reason holds for whatever does. */
  readonly replacement?: string;
  readonly why: string;
}

export const explained: readonly Explained[] = [];
