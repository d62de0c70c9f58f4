/** WELL; MEND: somebody must mend it; UNKNOWN: it was not tried, or the answer says neither. */
export const findingStates = ['WELL', 'MEND', 'UNKNOWN'] as const;
export type FindingState = (typeof findingStates)[number];

/** One thing that the doctor looked at. Holds no secret. */
export interface Finding {
  /** Where: "configuration", "database", "connection jira", "issuer ci", "channel chat", … */
  readonly place: string;
  readonly state: FindingState;
  readonly says: string;
  /** What to do, or to ask whom for; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** Findings of one place, one line each. */
export interface Place {
  readonly well: (says: string) => Finding;
  readonly mend: (says: string, remedy: string) => Finding;
  readonly unknown: (says: string, remedy?: string) => Finding;
}

export function placeNamed(place: string): Place {
  const of = (state: FindingState) => (says: string, remedy: string | null = null): Finding => ({ place, state, says, remedy });
  return { well: of('WELL'), mend: of('MEND'), unknown: of('UNKNOWN') };
}

/** What an error that is ours says; of any other no word, which might hold anything. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'failed without a reason';
}
