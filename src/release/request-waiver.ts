import { randomUUID } from 'node:crypto';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { audited } from './audited.ts';
import { mustStillBeHere } from './still-here.ts';
import { expiryOf, knownPerson, mustBeWaivable, reasonOf, rulesOf, sealedRelease, type WaiverPorts } from './waiver-rules.ts';

export interface RequestWaiver {
  readonly releaseKey: string;
  readonly environment: string;
  readonly gate: string;
  readonly reason: string;
  readonly expiresAt: Date;
}

/**
 * Asks that one gate be let go for the package as it is sealed now; it counts only once somebody else has approved it.
 * Throws UserMistake NOT_FOUND, CONFLICT (the release is over), NOT_SEALED, FORBIDDEN (the policy lets nobody waive it, or
 * nobody knows who asks) or INVALID.
 */
export async function requestWaiver(ports: WaiverPorts, viewer: Viewer, input: RequestWaiver): Promise<Waiver> {
  return audited(ports, viewer, 'requestWaiver', `${input.releaseKey} ${input.environment} ${input.gate}: ${input.reason}`, async () => {
    const { release, sealed } = await sealedRelease(ports, input.releaseKey);
    mustBeWaivable(ports, input.environment, input.gate, ['gate']);
    await mustStillBeHere(ports, [knownPerson(ports, viewer.actor, 'ask for a waiver')], []);
    const waiver: Waiver = {
      id: `waiver:${randomUUID()}`, releaseKey: release.key, environment: input.environment, gate: input.gate, packageDigest: sealed.digest, packageRevision: sealed.revision,
      reason: reasonOf(input.reason, 'the gate should be let go'), requestedBy: viewer.actor, requestedAt: instant(ports.clock.now()), expiresAt: expiryOf(ports, input.expiresAt, rulesOf(ports, input.environment).longestMs),
      breakGlass: null, decision: null, revoked: null,
    };
    await ports.waivers.request([waiver]);
    return waiver;
  });
}
