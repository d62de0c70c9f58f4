import type { PolicyGate } from '../domain/policy.ts';
import type { GateVerdict, JudgementBasis, Readiness } from '../domain/readiness.ts';
import { factsDigest } from './digest.ts';
import type { Facts } from './facts.ts';
import { unjudgeable } from './gate.ts';
import { gateSet, type GateSet } from './gate-set.ts';
import { waived } from './waive.ts';
import { readyFrom, weigh } from './weigh.ts';

/** Judges facts by their policy: pure, so that the same facts always give the same readiness. */
export function judgeFacts(facts: Facts, basis: JudgementBasis, gates: GateSet = gateSet()): Readiness {
  const { policy, release, environment, purpose, judgedAt } = facts;
  const verdicts = policy.gates.map((policyGate) => verdictOf(facts, policyGate, gates));
  const plan = facts.plan?.plan ?? null;
  const packageDigest = release.sealed?.digest ?? null;
  const outcome = weigh(verdicts);
  return {
    releaseKey: release.key, environment: environment.name, outcome, basis, purpose, judgedAt, policy, verdicts,
    factsDigest: factsDigest({ verdicts, packageDigest, plan, policy, purpose }),
    readyFromAt: outcome === 'NOT_READY' ? readyFrom(verdicts) : null,
    packageDigest, planId: plan?.id ?? null, planVersion: plan?.version ?? null,
  };
}

/** A gate that the policy names and nobody wrote is unknown, never left out. */
function verdictOf(facts: Facts, policyGate: PolicyGate, gates: GateSet): GateVerdict {
  const gate = gates.of(policyGate.gate);
  const judged = gate === undefined ? unjudgeable(policyGate.gate, `Muster knows no gate called ${policyGate.gate}.`) : gate.judge(facts, policyGate);
  return waived({ ...judged, isBlocking: policyGate.isBlocking, waiver: null }, facts, policyGate);
}
