import type { Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';
import { known, unknown, type Fact } from '../fact.ts';
import type { WaiverFacts } from '../facts.ts';
import { today } from './plan.ts';
import type { ReadinessPorts } from './ports.ts';

interface Subject {
  readonly release: Release;
  readonly environment: string;
  readonly policy: Policy;
  readonly beganAt: Instant;
}

/** The waivers that somebody approved for this release and environment, with their people joined as they are today; none are read for a policy that lets no gate be waived. */
export async function gatherWaivers({ waivers, people }: ReadinessPorts, { release, environment, policy, beganAt }: Subject): Promise<Fact<readonly WaiverFacts[]>> {
  if (!policy.gates.some(({ isWaivable }) => isWaivable)) return known([], beganAt);
  try {
    const approved = await waivers.approved(release.key, environment);
    return known(approved.map((waiver) => ({ waiver, requester: today(waiver.requestedBy, people), approver: waiver.decision === null ? null : today(waiver.decision.by, people) })), beganAt);
  } catch {
    return unknown({ code: 'UNREACHABLE', message: "Muster's own database did not say", sinceAt: beganAt, retryAt: null });
  }
}
