import { instant } from '../../../domain/instant.ts';
import { stateWriting } from '../../journalling.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

/** Says of the deployment whose place it took that it was backed out: one conditional write, found done after a crash. */
export const markBackedOut: RepeatableStep = {
  name: 'mark-backed-out',
  kind: 'act',
  async run({ deployment, ports }) {
    const of = deployment.backOutOfId === null ? null : await ports.deployments.byId(deployment.backOutOfId);
    if (of === null) return { progress: 'skipped', because: 'It backs nothing out.' };
    const said = `${of.releaseKey ?? of.id} is marked as backed out.`;
    if (of.state === 'BACKED_OUT') return { progress: 'succeeded', because: said };
    const { patch, entry } = stateWriting(of, 'BACKED_OUT', instant(ports.clock.now()), `${deployment.releaseKey ?? deployment.id} took its place again (${deployment.id}).`);
    const written = await ports.deployments.write(of.id, { from: of.state, fence: of.fence }, { ...patch, finishedAt: of.finishedAt, needsAttention: false }, entry);
    return written === null ? troubled(`${of.id} changed while it was being marked as backed out.`) : { progress: 'succeeded', because: said };
  },
};
