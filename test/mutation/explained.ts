/** A mutant that no spec can notice, or that none should: which, and why. */
export interface Explained {
  readonly file: string;
  /** The source that it stands in the place of, exactly. */
  readonly original: string;
  /** What stands there then; left out where the reason holds for whatever does. */
  readonly replacement?: string;
  readonly why: string;
}

export const explained: readonly Explained[] = [
  { file: 'src/readiness/conclude.ts', original: 'latest === null', replacement: 'false', why: 'A comparison with null is false as well, and leaves null.' },
  { file: 'src/readiness/conclude.ts', original: 'moment > latest', replacement: 'moment >= latest', why: 'The later of two equal moments is either.' },
  { file: 'src/readiness/weigh.ts', original: 'standing.map(({ passesFromAt }) => passesFromAt).filter((moment) => moment !== null)', why: 'Kept, a null sorts behind every moment, is the last, and says the same: no moment.' },
];
