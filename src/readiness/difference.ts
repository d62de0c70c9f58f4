import type { GateVerdict, Readiness } from '../domain/readiness.ts';
import { movedGates, type MovedGate, type Resting } from './moved-gates.ts';

/** A gate that does not read as it did. */
export interface GateDifference extends MovedGate {
  readonly becauseBefore: string | null;
  readonly becauseAfter: string | null;
}

/** What moved between two judgements of one release for one environment. */
export interface ReadinessDifference {
  readonly isSame: boolean;
  readonly outcomeBefore: Readiness['outcome'];
  readonly outcomeAfter: Readiness['outcome'];
  readonly gates: readonly GateDifference[];
  /** A sentence each for another package, plan or policy. */
  readonly others: readonly string[];
}

/**
 * Compares what was judged: outcomes, what each verdict says and rests on, package, plan and policy; never the moment. A
 * gate whose sentence alone differs, e.g. by a number of minutes, is told with nothing added and nothing removed.
 */
export function differenceBetween(before: Readiness, after: Readiness): ReadinessDifference {
  const moved = new Map(movedGates(restingOf(before), restingOf(after)).map((one) => [one.gate, one]));
  const names = [...new Set([...after.verdicts, ...before.verdicts].map(({ gate }) => gate))];
  const gates = names.flatMap((gate) => {
    const [was, is] = [verdictOf(gate, before), verdictOf(gate, after)];
    const how = moved.get(gate);
    if (how === undefined && was?.because === is?.because) return [];
    return [{ gate, before: was?.outcome ?? null, after: is?.outcome ?? null, added: how?.added ?? [], removed: how?.removed ?? [], becauseBefore: was?.because ?? null, becauseAfter: is?.because ?? null }];
  });
  const others = [
    ...other('The package', before.packageDigest, after.packageDigest), ...other('The plan', planOf(before), planOf(after)),
    ...other('The policy', `${before.policy.name} ${before.policy.version}`, `${after.policy.name} ${after.policy.version}`),
    ...(before.policy.name === after.policy.name && before.policy.version === after.policy.version ? other(`What policy ${after.policy.name} ${after.policy.version} says`, before.policy.digest ?? null, after.policy.digest ?? null) : []),
  ];
  return { isSame: before.outcome === after.outcome && gates.length === 0 && others.length === 0, outcomeBefore: before.outcome, outcomeAfter: after.outcome, gates, others };
}

/** Advisory gates too: whoever reads what moved wants to know of them. */
function restingOf({ verdicts }: Readiness): readonly Resting[] {
  return verdicts.map(({ gate, outcome, restsOn }) => ({ gate, outcome, restsOn: [...restsOn] }));
}

function verdictOf(gate: string, { verdicts }: Readiness): GateVerdict | undefined {
  return verdicts.find((verdict) => verdict.gate === gate);
}

function planOf({ planId, planVersion }: Readiness): string | null {
  return planId === null ? null : `${planId} version ${planVersion ?? 'unknown'}`;
}

function other(what: string, before: string | null, after: string | null): readonly string[] {
  return before === after ? [] : [`${what} was ${before ?? 'none'} and is ${after ?? 'none'}.`];
}
