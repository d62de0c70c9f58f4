import type { Change, ChangeState } from '../domain/change.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { ChangeNote } from '../domain/ports/desk.ts';
import { readReference } from '../domain/reference.ts';
import { endingOf } from './ending.ts';
import { askedFor } from './on-behalf.ts';
import type { StepContext } from './step.ts';
import { MissingSubjectError } from './subject.ts';

/** Moves every change the deployment acts under, one after another. Moving one that is there already changes nothing. */
export async function moveChanges({ deployment, ports, acting }: StepContext, to: ChangeState, note: ChangeNote): Promise<readonly Change[]> {
  const moved: Change[] = [];
  for (const id of deployment.changeIds) {
    const connection = readReference(id)?.connection ?? '';
    const desk = ports.connections.byName(connection)?.changeDesk;
    if (!desk) throw new MissingSubjectError(`Connection ${connection || id} is not there or cannot move changes; ${id} must be moved to ${to}.`);
    moved.push(await desk.move(id, to, note, acting));
  }
  return moved;
}

/** How it went, for the people who review the changes it acted under. */
export function endingNote(deployment: Deployment): ChangeNote {
  const ending = endingOf(deployment);
  const what = `${deployment.releaseKey ?? deployment.id} to ${deployment.environment} (${deployment.id})`;
  const how = { SUCCEEDED: 'is live', FAILED: 'failed', CANCELED: 'was called off while it ran' }[ending];
  return { workNote: `Muster: ${what} ${how}.${askedFor(deployment)}`, closeCode: ending === 'SUCCEEDED' ? 'successful' : 'unsuccessful', closeNotes: `${what} ${how}.` };
}
