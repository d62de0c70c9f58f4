import type { ChangeState } from '../../../domain/change.ts';
import { endingNote, moveChanges } from '../../change-moves.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

const past: ReadonlySet<ChangeState> = new Set<ChangeState>(['REVIEW', 'CLOSED']);

/** Moves each change it acted under to Review, saying how it went. One that a person closed meanwhile is left alone. */
export const moveChangeToReview: RepeatableStep = {
  name: 'move-change-to-review',
  kind: 'act',
  async run(context) {
    if (context.deployment.changeIds.length === 0) return { progress: 'skipped', because: 'It acted under no change.' };
    const moved = await moveChanges(context, 'REVIEW', endingNote(context.deployment));
    const stuck = moved.filter(({ state }) => !past.has(state));
    if (stuck.length > 0) return troubled(`Change ${stuck.map(({ label, state }) => `${label} stands in ${state}`).join(', ')} after it was moved to REVIEW; look at its conditions in the change tool.`);
    return { progress: 'succeeded', because: `${moved.map(({ label }) => label).join(', ')} moved to Review.` };
  },
};
