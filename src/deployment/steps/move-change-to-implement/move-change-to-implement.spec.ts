import type { ChangeState } from '../../../domain/change.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { bothMoved } from '../../testing/both-moved.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { moveChangeToImplement } from './index.ts';

const name = moveChangeToImplement.name;

describe('move-change-to-implement', () => {
  it('acts under the name that journals keep', () => {
    expect(moveChangeToImplement).toMatchObject({ name: 'move-change-to-implement', kind: 'act' });
  });

  it('moves once, however often it is run', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await moveChangeToImplement.run(context)).toMatchObject({ progress: 'succeeded', because: 'CHG0030001 moved to Implement.' });
    expect((await moveChangeToImplement.run(context)).progress).toBe('succeeded');
    expect(scene.tools.changeMoves).toEqual(['IMPLEMENT']);
  });

  it('tells on the change how the judgement went, what was let go included', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const because = 'It was judged again at 2026-11-23T12:00:00.000Z and is ready. no-freeze was let go by Omar.';
    const steps = context.deployment.steps.map((step) => (step.name === 'revalidate' ? { ...step, because } : step));
    await moveChangeToImplement.run({ ...context, deployment: { ...context.deployment, steps } });
    expect(scene.tools.changeNotes).toEqual([expect.stringMatching(/^Muster carries out .*\. It was judged again at 2026-11-23T12:00:00\.000Z and is ready\. no-freeze was let go by Omar\.$/)]);
  });

  it.each(['REVIEW', 'CLOSED', 'SCHEDULED'] as const)('does not let a change that reads back as %s pass', async (state) => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const connection = { ...scene.tools.connection(), changeDesk: { move: () => Promise.resolve({ ...scene.tools.change(), state }) } };
    const stuck = await moveChangeToImplement.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } });
    expect(stuck).toMatchObject({ progress: 'again', retryAfterMs: null, because: expect.stringContaining(state) as unknown });
  });

  it('fails its try when the change’s connection is gone or cannot move changes', async () => {
    const context = await stepContext(new Scene(), name, { changeIds: ['elsewhere:change:c1'] });
    await expect(moveChangeToImplement.run(context)).rejects.toThrow('Connection elsewhere is not there or cannot move changes');
  });

  it('has nothing to do without a change', async () => {
    expect((await moveChangeToImplement.run(await stepContext(new Scene(), name, { changeIds: [] }))).progress).toBe('skipped');
  });
});

describe('what is told of the changes that it moves', () => {
  const both = (states: readonly ChangeState[], more: Partial<Deployment> = {}): ReturnType<typeof bothMoved> => bothMoved(moveChangeToImplement, states, more);

  it('names them all', async () => {
    expect((await both(['IMPLEMENT', 'IMPLEMENT'])).outcome).toEqual({ progress: 'succeeded', because: 'CHG1, CHG2 moved to Implement.' });
  });

  it.each<[readonly ChangeState[], string]>([[['IMPLEMENT', 'REVIEW'], 'CHG2 stands in REVIEW'], [['SCHEDULED', 'CANCELED'], 'CHG1 stands in SCHEDULED, CHG2 stands in CANCELED']])('names those that stand elsewhere: %j', async (states, where) => {
    expect((await both(states)).outcome).toMatchObject({ progress: 'again', retryAfterMs: null, because: `Change ${where} after it was moved to IMPLEMENT; look at its conditions in the change tool.` });
  });

  it.each<[string, Partial<Deployment>, string]>([
    ['what is carried out, and who asked', {}, 'Muster carries out payments-2.4.0 to production (deployment:1). Asked for by Ana.'],
    ['the deployment where no release is known, and nobody where nobody asked', { releaseKey: null, requestedBy: null }, 'Muster carries out deployment:1 to production (deployment:1).'],
    ['no judgement where none was made', { steps: [] }, 'Muster carries out payments-2.4.0 to production (deployment:1). Asked for by Ana.'],
  ])('tells them %s', async (_title, more, workNote) => {
    expect((await both(['IMPLEMENT', 'IMPLEMENT'], more)).notes).toEqual([{ workNote }, { workNote }]);
  });

  it.each<[string, Partial<Deployment>, string]>([
    ['there is none', { backOutOfId: null }, 'The policy let it be ready without a change.'],
    ['it backs another out', { backOutOfId: 'deployment:0' }, 'A back-out moves no change: the way back was agreed upon with the plan of what it backs out.'],
  ])('says why it moves none where %s', async (_title, more, because) => {
    expect(await both([], { changeIds: [], ...more })).toEqual({ outcome: { progress: 'skipped', because }, notes: [] });
  });
});
