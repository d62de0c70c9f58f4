import { areFourEyes, type Person } from '../domain/person.ts';
import type { PolicyGate } from '../domain/policy.ts';
import type { GateVerdict } from '../domain/readiness.ts';
import { waiverState } from '../domain/waiver.ts';
import type { Facts, WaiverFacts } from './facts.ts';

/**
 * Lets a gate go that failed, where the policy allows that and somebody else than who asked for it has approved a waiver
 * for this very gate, release, environment and package revision, which has not run out. A gate that nobody could judge is
 * let go only where the policy says so of UNKNOWN too. Waivers that could not be read let nothing go. What the gate found
 * stays in the verdict.
 */
export function waived(verdict: GateVerdict, facts: Facts, policyGate: PolicyGate): GateVerdict {
  if (!policyGate.isWaivable || !(verdict.outcome === 'FAIL' || (verdict.outcome === 'UNKNOWN' && policyGate.isUnknownWaivable))) return verdict;
  const held = facts.waivers.state === 'known' ? facts.waivers.value.filter((one) => holds(one, facts, verdict.gate)) : [];
  const [longest] = held.toSorted((one, other) => (one.waiver.expiresAt === other.waiver.expiresAt ? (one.waiver.id < other.waiver.id ? -1 : 1) : one.waiver.expiresAt > other.waiver.expiresAt ? -1 : 1));
  if (longest === undefined) return verdict;
  const { waiver, approver } = longest;
  return {
    ...verdict, outcome: 'WAIVED', waiver, passesFromAt: null,
    because: `${verdict.because} ${approver.name} let it go until ${waiver.expiresAt}${waiver.breakGlass === null ? '' : ', in an emergency'}: ${withStop(waiver.reason)}`,
    restsOn: [...verdict.restsOn, waiver.id].sort(),
  };
}

type ApprovedWaiver = WaiverFacts & { readonly approver: Person };

/** Who asked and who approved are joined anew each time: two accounts that turn out to be one person never were four eyes. */
function holds(one: WaiverFacts, { release, environment, judgedAt }: Facts, gate: string): one is ApprovedWaiver {
  const { waiver, requester, approver } = one;
  return waiver.gate === gate && waiver.releaseKey === release.key && waiver.environment === environment.name
    && waiverState(waiver, release.sealed, judgedAt) === 'ACTIVE'
    && isStillHere(requester) && isStillHere(approver) && areFourEyes(requester, approver);
}

function isStillHere(person: Person | null): person is Person {
  return person !== null && person.isActive !== false;
}

function withStop(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}
