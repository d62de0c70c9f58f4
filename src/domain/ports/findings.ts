/** isComplete is false when a limit cut the answer or it could not be proven whole. */
export interface Findings<T> {
  readonly records: readonly T[];
  readonly isComplete: boolean;
}
