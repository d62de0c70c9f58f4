import { moveChanges } from '../../change-moves.ts';
import { askedFor } from '../../on-behalf.ts';
import { stepNamed } from '../../step-list.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

/**
 * Moves each change it acts under to Implement, before anything is triggered. The desk reads the change back; a change
 * that does not stand in Implement afterwards keeps the deployment from being triggered. Its note says how the judgement went:
 * whoever reviews the change reads there what was let go, by whom, and who looks into it.
 */
export const moveChangeToImplement: RepeatableStep = {
  name: 'move-change-to-implement',
  kind: 'act',
  async run(context) {
    const { deployment } = context;
    if (deployment.changeIds.length === 0) return { progress: 'skipped', because: deployment.backOutOfId === null ? 'The policy let it be ready without a change.' : 'A back-out moves no change: the way back was agreed upon with the plan of what it backs out.' };
    const judged = stepNamed(deployment.steps, 'revalidate')?.because ?? null;
    const moved = await moveChanges(context, 'IMPLEMENT', { workNote: `Muster carries out ${deployment.releaseKey ?? deployment.id} to ${deployment.environment} (${deployment.id}).${askedFor(deployment)}${judged === null ? '' : ` ${judged}`}` });
    const stuck = moved.filter(({ state }) => state !== 'IMPLEMENT');
    if (stuck.length > 0) return troubled(`Change ${stuck.map(({ label, state }) => `${label} stands in ${state}`).join(', ')} after it was moved to IMPLEMENT; look at its conditions in the change tool.`);
    return { progress: 'succeeded', because: `${moved.map(({ label }) => label).join(', ')} moved to Implement.` };
  },
};
