import type { Policy, PolicyGate } from '../domain/policy.ts';
import type { JudgementPurpose } from '../domain/readiness.ts';

/** A policy as it judges this purpose: with the gates of that purpose alone. One that says nothing of back-outs judges them by no gate, which is never READY. */
export function policyFor(policy: Policy, purpose: JudgementPurpose): Policy {
  return purpose === 'RELEASE' ? policy : { ...policy, gates: policy.backOutGates ?? [] };
}

const seal = 'package-matches-its-seal';
/** Gates about the bytes: those of the right package are as right in a freeze, at night and under a closed change. */
const aboutBytes: readonly string[] = ['package-is-in-the-dml', seal, 'package-is-signed'];

/**
 * What a policy asks of a back-out when it does not say: of its own gates those about the bytes, with their parameters, and
 * always that the package matches its seal. Time, approvals, work and the state of what just broke are left out: the way
 * back was agreed upon with the plan of the release that is backed out.
 */
export function usualBackOut(gates: readonly PolicyGate[]): readonly PolicyGate[] {
  const kept = gates.filter(({ gate }) => aboutBytes.includes(gate));
  const sealed = kept.find(({ gate }) => gate === seal);
  if (sealed?.isBlocking === true) return kept;
  const plain: PolicyGate = { gate: seal, isBlocking: true, isWaivable: false, isUnknownWaivable: false, mayBeEmpty: false, maxFactAgeMs: null, parameters: {} };
  return [...kept.filter((one) => one !== sealed), plain];
}
