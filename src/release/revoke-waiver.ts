import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { audited } from './audited.ts';
import { reasonOf, type WaiverPorts } from './waiver-rules.ts';

export interface RevokeWaiver {
  readonly waiverId: string;
  readonly reason: string;
}

/** Takes a waiver back, decided or not; nothing judged from then on is let go by it. Revoked twice is revoked once. Throws UserMistake INVALID or NOT_FOUND. */
export async function revokeWaiver(ports: WaiverPorts, viewer: Viewer, { waiverId, reason }: RevokeWaiver): Promise<Waiver> {
  return audited(ports, viewer, 'revokeWaiver', `${waiverId}: ${reason}`, () =>
    ports.waivers.revoke(waiverId, { by: viewer.actor, at: instant(ports.clock.now()), reason: reasonOf(reason, 'the waiver is revoked') }));
}
