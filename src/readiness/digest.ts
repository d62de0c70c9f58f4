import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/artifact.ts';
import type { Policy } from '../domain/policy.ts';
import type { GateVerdict, JudgementPurpose } from '../domain/readiness.ts';
import type { DeploymentPlan } from '../domain/release.ts';

interface Judged {
  readonly verdicts: readonly GateVerdict[];
  readonly packageDigest: Sha256 | null;
  readonly plan: DeploymentPlan | null;
  readonly policy: Policy;
  readonly purpose: JudgementPurpose;
}

/**
 * sha256 over what a judgement rests on: per blocking gate its outcome and identities, the package, the plan's version
 * and parameters, the policy's version and content. No times, notes or counters, so unchanged facts have the same digest (DESIGN §6).
 */
export function factsDigest({ verdicts, packageDigest, plan, policy, purpose }: Judged): Sha256 {
  const gates = verdicts.filter((verdict) => verdict.isBlocking).map(({ gate, outcome, restsOn }) => ({ gate, outcome, restsOn: [...restsOn].sort() }));
  gates.sort((a, b) => (a.gate < b.gate ? -1 : 1));
  const covered = {
    gates, packageDigest,
    plan: plan === null ? null : { id: plan.id, version: plan.version, parameters: plan.parameters },
    policy: { name: policy.name, version: policy.version, digest: policy.digest ?? null },
    ...(purpose === 'RELEASE' ? {} : { purpose }),
  };
  return digestOf(covered);
}

/** sha256 of a value of plain data: equal values have equal digests, whatever the order of their keys. */
export function digestOf(value: unknown): Sha256 {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with the keys of every object in order, so that equal values have equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
