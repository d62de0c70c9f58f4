import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { audited } from './audited.ts';
import type { WaiverPorts } from './waiver-rules.ts';

export interface SettleFollowUp {
  readonly waiverId: string;
  readonly note: string;
}

/** Says what came of an emergency. Settled twice is settled once. Throws UserMistake INVALID or NOT_FOUND (no such waiver, or it has no follow-up). */
export async function settleFollowUp(ports: WaiverPorts, viewer: Viewer, { waiverId, note }: SettleFollowUp): Promise<Waiver> {
  return audited(ports, viewer, 'settleFollowUp', `${waiverId}: ${note}`, () => {
    if (note.trim() === '') throw new UserMistake('INVALID', 'Say what came of it.', ['note']);
    return ports.waivers.settle(waiverId, { by: viewer.actor, at: instant(ports.clock.now()), note: note.trim() });
  });
}
