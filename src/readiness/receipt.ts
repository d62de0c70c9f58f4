import { instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { Readiness } from '../domain/readiness.ts';
import type { DeploymentPlan, Release } from '../domain/release.ts';
import type { Receipt, ReceiptGate } from '../receipt/index.ts';
import { digestOf } from './digest.ts';
import type { Facts } from './facts.ts';
import { movedGates, resting, sayMoved, type Resting } from './moved-gates.ts';

/** A judgement with the facts that it was made of. */
export interface Judgement {
  readonly facts: Facts;
  readonly readiness: Readiness;
}

/** As whom a hub signs. */
const verifier = 'urn:muster:hub';

/** What a receipt for this judgement says. Null when it is not READY, or is of a back-out, which is judged by fewer gates than a release, or there is no sealed package or no plan to bind it to. */
export function receiptFor({ facts, readiness }: Judgement, assessment: string): Receipt | null {
  const { sealed } = facts.release;
  const plan = facts.plan?.plan;
  if (readiness.outcome !== 'READY' || facts.purpose !== 'RELEASE' || sealed === null || plan === undefined) return null;
  const gates = resting(readiness).filter(isPassing);
  const { policy, judgedAt } = readiness;
  return {
    verifier, assessment, judgedAt, outcome: 'READY', release: readiness.releaseKey, environment: readiness.environment,
    package: { revision: sealed.revision, digest: sealed.digest },
    artifacts: sealed.artifacts.map(({ reference, sha256 }) => ({ name: reference, sha256 })),
    plan: planOf(plan),
    policy: { name: policy.name, version: policy.version }, policyDigest: digestOfPolicy(policy),
    factsDigest: readiness.factsDigest, gates,
    expiresAt: expiryOf(readiness),
  };
}

/** As long as the policy lets a judgement be relied on, and no longer than every waiver does without which it would not be READY. */
function expiryOf({ judgedAt, policy, verdicts }: Readiness): string {
  const waivers = verdicts.flatMap(({ isBlocking, waiver }) => (isBlocking && waiver !== null ? [waiver.expiresAt] : []));
  return [instant(new Date(Date.parse(judgedAt) + policy.receiptValidityMs)), ...waivers].reduce((first, one) => (one < first ? one : first));
}

/** The blocking gates of a READY have no other outcomes. */
function isPassing(one: Resting): one is ReceiptGate {
  return one.outcome === 'PASS' || one.outcome === 'NOT_APPLICABLE' || one.outcome === 'WAIVED';
}

function digestOfPolicy(policy: Policy): string {
  return policy.digest ?? digestOf(policy);
}

function planOf({ id, version, parameters }: DeploymentPlan): Receipt['plan'] {
  return { id, version, parametersDigest: digestOf(parameters) };
}

/** What a receipt must be about to be good for a deployment. */
interface Subject {
  readonly release: Release;
  readonly environment: string;
  readonly plan: DeploymentPlan;
  readonly policy: Policy;
}

/** Why a receipt is of something else, or of what stands no more, in a whole sentence; null when it is of this. */
export function whyVoid(receipt: Receipt, { release, environment, plan, policy }: Subject): string | null {
  const { package: packaged, plan: planned, policy: judgedBy } = receipt;
  if (receipt.release !== release.key) return `The receipt is of ${receipt.release}, not of ${release.key}.`;
  if (receipt.environment !== environment) return `The receipt is for ${receipt.environment}, not for ${environment}.`;
  if (packaged.digest !== release.sealed?.digest || packaged.revision !== release.sealed.revision) {
    return `The receipt is of package revision ${packaged.revision}, and ${release.key} was sealed anew since, as revision ${release.sealed?.revision ?? 'none'}.`;
  }
  if (planned.id !== plan.id || planned.version !== plan.version) return `The receipt rests on version ${planned.version} of the plan for ${environment}, and version ${plan.version} took its place.`;
  if (planned.parametersDigest !== digestOf(plan.parameters)) return `The parameters of plan version ${plan.version} are not those that the receipt rests on.`;
  if (judgedBy.name !== policy.name || judgedBy.version !== policy.version) {
    return `The receipt was made under policy ${judgedBy.name} ${judgedBy.version}, and ${policy.name} ${policy.version} is in force now.`;
  }
  if (receipt.policyDigest !== digestOfPolicy(policy)) return `Policy ${policy.name} ${policy.version} says something else now than when the receipt was made; a changed policy needs a new version.`;
  return null;
}

/** What moved since the receipt was made, in words; null when the judgement rests on the same facts. */
export function movedFacts(receipt: Receipt, readiness: Readiness): string | null {
  if (receipt.factsDigest === readiness.factsDigest) return null;
  return sayMoved(movedGates(receipt.gates, resting(readiness))) || 'what the judgement rests on';
}
