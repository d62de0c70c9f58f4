import type { ChangeNote } from '../../../domain/ports/desk.ts';
import type { ChangeState } from '../../../domain/change.ts';
import { moveChanges } from '../../change-moves.ts';
import { endingOf } from '../../ending.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';

const past: ReadonlySet<ChangeState> = new Set<ChangeState>(['REVIEW', 'CLOSED']);

/** Moves each change it acted under to Review, saying how it went. One that a person closed meanwhile is left alone. */
export const moveChangeToReview: RepeatableStep = {
  name: 'move-change-to-review',
  kind: 'act',
  async run(context) {
    if (context.deployment.changeIds.length === 0) return { progress: 'skipped', because: 'It acted under no change.' };
    const moved = await moveChanges(context, 'REVIEW', noteOf(context));
    const stuck = moved.filter(({ state }) => !past.has(state));
    if (stuck.length > 0) return troubled(`Change ${stuck.map(({ label, state }) => `${label} stands in ${state}`).join(', ')} after it was moved to REVIEW; look at its conditions in the change tool.`);
    return { progress: 'succeeded', because: `${moved.map(({ label }) => label).join(', ')} moved to Review.` };
  },
};

function noteOf({ deployment }: StepContext): ChangeNote {
  const ending = endingOf(deployment);
  const what = `${deployment.releaseKey ?? deployment.id} to ${deployment.environment} (${deployment.id})`;
  const how = { SUCCEEDED: 'is live', FAILED: 'failed', CANCELED: 'was called off while it ran' }[ending];
  return { workNote: `Muster: ${what} ${how}.`, closeCode: ending === 'SUCCEEDED' ? 'successful' : 'unsuccessful', closeNotes: `${what} ${how}.` };
}
