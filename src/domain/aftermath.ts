/** What an environment wants done once a deployment to it is over. */
export interface Aftermath {
  /** How long what went live is watched before it counts as well; 0: not at all. */
  readonly bakeMs: number;
  readonly watch: {
    /** Incidents of this priority and of more urgent ones (lower numbers) are a breach, beside major ones. */
    readonly priority: number;
    /** Whether service levels are looked at; off where the tool keeps none. */
    readonly serviceLevels: boolean;
  };
  /** Where its changes are left. */
  readonly changesEndIn: 'REVIEW' | 'CLOSED';
  /** How often a service may go wrong within a stretch before that is a problem. */
  readonly recurrence: { readonly times: number; readonly withinMs: number };
}

export const plainAftermath: Aftermath = { bakeMs: 0, watch: { priority: 2, serviceLevels: true }, changesEndIn: 'REVIEW', recurrence: { times: 3, withinMs: 30 * 86_400_000 } };
