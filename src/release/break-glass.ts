import { randomUUID } from 'node:crypto';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { areFourEyes, type Person, type Viewer } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { audited } from './audited.ts';
import { mustStillBeHere } from './still-here.ts';
import { expiryOf, knownPerson, mustBeWaivable, reasonOf, rulesOf, sealedRelease, type WaiverPorts } from './waiver-rules.ts';

export interface BreakGlassWish {
  readonly releaseKey: string;
  readonly environment: string;
  readonly gates: readonly string[];
  readonly reason: string;
  readonly expiresAt: Date;
  readonly secondPersonEmail: string;
}

/**
 * Asks for several gates at once in an emergency, for a few hours, and names who confirms it: that person and no other, by
 * decideWaiver under their own sign-in; until then nothing is let go, since a name that one person types is no second
 * person. Each waiver leaves a follow-up with the release's owner.
 * Throws UserMistake as requestWaiver does, and SAME_PERSON or FORBIDDEN when the second person is no other, or nobody known.
 */
export async function breakGlass(ports: WaiverPorts, viewer: Viewer, input: BreakGlassWish): Promise<readonly Waiver[]> {
  return audited(ports, viewer, 'breakGlass', `${input.releaseKey} ${input.environment} ${input.gates.join(' ')} with ${input.secondPersonEmail}: ${input.reason}`, async () => {
    const { release, sealed } = await sealedRelease(ports, input.releaseKey);
    const gates = [...new Set(input.gates)];
    if (gates.length === 0) throw new UserMistake('INVALID', 'Name the gates that must be let go.', ['gates']);
    for (const gate of gates) mustBeWaivable(ports, input.environment, gate, ['gates']);
    const [person, second] = twoPeople(ports, viewer, input.secondPersonEmail);
    await mustStillBeHere(ports, [person, second], ['secondPersonEmail']);
    const { longestMs, followUpWithinMs } = rulesOf(ports, input.environment).breakGlass;
    const expiresAt = expiryOf(ports, input.expiresAt, longestMs);
    const followUp = { ownerEmail: release.ownerEmail, dueAt: instant(new Date(Date.parse(expiresAt) + followUpWithinMs)), settled: null };
    const waivers = gates.map((gate): Waiver => ({
      id: `waiver:${randomUUID()}`, releaseKey: release.key, environment: input.environment, gate, packageDigest: sealed.digest, packageRevision: sealed.revision,
      reason: reasonOf(input.reason, 'the glass is broken'), requestedBy: viewer.actor, requestedAt: instant(ports.clock.now()), expiresAt,
      breakGlass: { secondPersonEmail: second.email ?? input.secondPersonEmail, followUp }, decision: null, revoked: null,
    }));
    await ports.waivers.request(waivers);
    return waivers;
  });
}

function twoPeople(ports: WaiverPorts, viewer: Viewer, email: string): readonly [asking: Person, second: Person] {
  const person = knownPerson(ports, viewer.actor, 'break the glass');
  const second = ports.people.ofEmail(email.trim());
  if (!second.isMapped || second.isActive === false) throw new UserMistake('FORBIDDEN', `The second person must be somebody whom Muster knows, and it knows no "${email}": name another one.`, ['secondPersonEmail']);
  if (!areFourEyes(person, second)) throw new UserMistake('SAME_PERSON', `${second.name} is the one who asks: name somebody else as the second person.`, ['secondPersonEmail']);
  return [person, second];
}
