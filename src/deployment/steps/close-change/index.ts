import { plainAftermath } from '../../../domain/aftermath.ts';
import { endingNote, moveChanges } from '../../change-moves.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

/** Closes each change it acted under, where the environment says that nobody has to review it. One that is closed stays as it is. */
export const closeChange: RepeatableStep = {
  name: 'close-change',
  kind: 'act',
  async run(context) {
    const { environment } = await context.subject();
    if (context.deployment.changeIds.length === 0) return { progress: 'skipped', because: 'It acted under no change.' };
    if ((environment.afterwards ?? plainAftermath).changesEndIn !== 'CLOSED') return { progress: 'skipped', because: `Changes of ${environment.name} are left in Review, for people to close.` };
    const moved = await moveChanges(context, 'CLOSED', endingNote(context.deployment));
    const open = moved.filter(({ state }) => state !== 'CLOSED');
    if (open.length > 0) return troubled(`Change ${open.map(({ label, state }) => `${label} stands in ${state}`).join(', ')} after it was closed; look at its conditions in the change tool.`);
    return { progress: 'succeeded', because: `${moved.map(({ label }) => label).join(', ')} closed.` };
  },
};
