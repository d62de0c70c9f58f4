import type { Tally } from './part.ts';

/** The campaign's one line, by the names that scripts read; null for what was not played. */
export function lineOf({ counts, most = {}, seconds = {} }: Tally, mutationScore: number | null): Readonly<Record<string, number | null>> {
  const count = (name: string): number | null => counts[name] ?? null;
  const [lost, settled] = [count('lostAnswers'), count('settledByLookUp')];
  return {
    crashPoints: count('crashPoints'), kills: count('kills'), doubleTriggers: count('doubleTriggers'), doubleEffects: count('doubleEffects'), lostDeployments: count('lostDeployments'),
    lostAnswers: lost, secondPosts: count('secondPosts'), settledShare: lost === null || lost === 0 ? null : (settled ?? 0) / lost, staleWrites: count('staleWrites'),
    maxActivePerServiceAndEnvironment: most['maxActivePerServiceAndEnvironment'] ?? null, orderViolations: count('orderViolations'), idempotencyExtraDeployments: count('idempotencyExtraDeployments'),
    movedFactsAccepted: count('movedFactsAccepted'), harmlessChangesRefused: count('harmlessChangesRefused'), mutationScore, takeoverP99Seconds: percentile(seconds['takeover'] ?? [], 0.99),
  };
}

/** Counts of which any above 0 is a fault. */
export const faults = ['doubleTriggers', 'doubleEffects', 'lostDeployments', 'secondPosts', 'staleWrites', 'orderViolations', 'idempotencyExtraDeployments', 'movedFactsAccepted', 'harmlessChangesRefused'] as const;

export function percentile(values: readonly number[], share: number): number | null {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null;
}

/** The rule of three: with no failure in n independent rounds, the rate is below this with 95 % certainty. */
export function upperBound(rounds: number): string {
  return rounds < 3 ? 'none yet' : `${Math.round((3 / rounds) * 10_000) / 100} %`;
}
