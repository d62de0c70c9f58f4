import { UserMistake } from '../domain/error.ts';
import type { Freeze } from '../domain/freeze.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { audited } from './audited.ts';
import type { FreezePorts } from './declare-freeze.ts';

export interface LiftFreeze {
  readonly freezeId: string;
  readonly reason: string;
}

/** Ends a freeze at once, all its occurrences to come included. Lifted twice is lifted once. Throws UserMistake INVALID or NOT_FOUND. */
export async function liftFreeze(ports: FreezePorts, viewer: Viewer, { freezeId, reason }: LiftFreeze): Promise<Freeze> {
  return audited(ports, viewer, 'liftFreeze', `${freezeId}: ${reason}`, async () => {
    if (reason.trim() === '') throw new UserMistake('INVALID', 'Say why the freeze is lifted.', ['reason']);
    return ports.freezes.lift(freezeId, { by: viewer.actor, at: instant(ports.clock.now()), reason: reason.trim() });
  });
}
