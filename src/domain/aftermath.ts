/** What an environment wants done once a deployment to it is over. */
export interface Aftermath {
  /** How long what went live is watched before it counts as well; 0: not at all. */
  readonly bakeMs: number;
  /** Where its changes are left. */
  readonly changesEndIn: 'REVIEW' | 'CLOSED';
  /** How often a service may go wrong within a stretch before that is a problem. */
  readonly recurrence: { readonly times: number; readonly withinMs: number };
}

export const plainAftermath: Aftermath = { bakeMs: 0, changesEndIn: 'REVIEW', recurrence: { times: 3, withinMs: 30 * 86_400_000 } };
