/** Something measured that must stay within bounds, of which there is at least one. */
export interface WatchedMetric {
  /** As people call it: "error rate". */
  readonly name: string;
  /** The connection that measures it. */
  readonly connection: string;
  /** In the language of that tool. */
  readonly expression: string;
  readonly atMost: number | null;
  readonly atLeast: number | null;
}

/** What an environment wants done once a deployment to it is over. */
export interface Aftermath {
  /** How long what went live is watched before it counts as well; 0: not at all. */
  readonly bakeMs: number;
  readonly watch: {
    /** Incidents of this priority and of more urgent ones (lower numbers) are a breach, beside major ones. */
    readonly priority: number;
    /** Whether service levels are looked at; off where the tool keeps none. */
    readonly serviceLevels: boolean;
    /** What is measured; beyond its bounds is a breach. */
    readonly metrics: readonly WatchedMetric[];
  };
  /** Where its changes are left. */
  readonly changesEndIn: 'REVIEW' | 'CLOSED';
  /** How often a service may go wrong within a stretch before that is a problem. */
  readonly recurrence: { readonly times: number; readonly withinMs: number };
}

export const plainAftermath: Aftermath = { bakeMs: 0, watch: { priority: 2, serviceLevels: true, metrics: [] }, changesEndIn: 'REVIEW', recurrence: { times: 3, withinMs: 30 * 86_400_000 } };
