import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { areFourEyes, isSamePerson, type Person, type Viewer } from '../domain/person.ts';
import type { Release } from '../domain/release.ts';
import { waiverState, type Waiver } from '../domain/waiver.ts';
import { audited } from './audited.ts';
import { releaseOf } from './standing-release.ts';
import { mustStillBeHere } from './still-here.ts';
import { knownPerson, mustHoldRole, personToday, type WaiverPorts } from './waiver-rules.ts';

export interface DecideWaiver {
  readonly waiverId: string;
  readonly approve: boolean;
  readonly comment?: string | null;
}

/**
 * Approves or rejects a waiver, once; approved, it counts from the next judgement on. Four eyes: surely another person than
 * who asked, joined across tools; and for a broken glass the person who was named.
 * Throws UserMistake NOT_FOUND, CONFLICT (no longer open), FORBIDDEN (nobody known, not the one named, or none of the roles that the policy wants) or SAME_PERSON.
 */
export async function decideWaiver(ports: WaiverPorts, viewer: Viewer, { waiverId, approve, comment }: DecideWaiver): Promise<Waiver> {
  return audited(ports, viewer, 'decideWaiver', `${waiverId}: ${approve ? 'approve' : 'reject'}`, async () => {
    const { waiver, release } = await openWaiver(ports, waiverId);
    const person = knownPerson(ports, viewer.actor, 'decide a waiver');
    mayDecide(ports, waiver, person);
    mustHoldRole(ports, release, waiver.environment, person);
    await mustStillBeHere(ports, [person], ['waiverId']);
    return ports.waivers.decide(waiverId, { isApproved: approve, by: viewer.actor, at: instant(ports.clock.now()), comment: comment?.trim() ?? null });
  });
}

async function openWaiver(ports: WaiverPorts, id: string): Promise<{ readonly waiver: Waiver; readonly release: Release }> {
  const waiver = await ports.waivers.byId(id);
  if (waiver === null) throw new UserMistake('NOT_FOUND', `There is no waiver "${id}".`, ['waiverId']);
  const release = await releaseOf(ports, waiver.releaseKey, ['waiverId']);
  const state = waiverState(waiver, release.sealed, instant(ports.clock.now()));
  if (state === 'VOID') throw new UserMistake('CONFLICT', `This waiver is of revision ${waiver.packageRevision} of ${waiver.releaseKey}, which was sealed anew since: ask for another one.`, ['waiverId']);
  if (state === 'EXPIRED') throw new UserMistake('CONFLICT', `This waiver ran out at ${waiver.expiresAt}: ask for another one.`, ['waiverId']);
  return { waiver, release };
}

function mayDecide(ports: WaiverPorts, { requestedBy, breakGlass }: Waiver, person: Person): void {
  const requester = personToday(ports, requestedBy);
  if (requester === null || !areFourEyes(person, requester)) throw new UserMistake('SAME_PERSON', `${requestedBy.name} asked for this waiver; somebody else, whom Muster knows for another person, must decide it.`, ['waiverId']);
  if (breakGlass !== null && !isSamePerson(person, ports.people.ofEmail(breakGlass.secondPersonEmail))) {
    throw new UserMistake('FORBIDDEN', `${breakGlass.secondPersonEmail} was named as the second person: only they can confirm this emergency.`, ['waiverId']);
  }
}
