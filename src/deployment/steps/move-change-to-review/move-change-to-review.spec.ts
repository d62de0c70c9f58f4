import type { ChangeState } from '../../../domain/change.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { end } from '../../step-list.ts';
import { bothMoved } from '../../testing/both-moved.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { moveChangeToReview } from './index.ts';

const name = moveChangeToReview.name;

describe('move-change-to-review', () => {
  it('acts under the name that journals keep', () => {
    expect(moveChangeToReview).toMatchObject({ name: 'move-change-to-review', kind: 'act' });
  });

  it.each([['verify-health', 'SUCCEEDED', 'successful'], ['follow-run', 'FAILED', 'unsuccessful'], ['follow-run', 'SKIPPED', 'unsuccessful'], ['verify-health', 'FAILED', 'unsuccessful']] as const)('after %s %s closes it %s, once', async (step, state, closeCode) => {
    const scene = new Scene();
    scene.tools.changeState = 'IMPLEMENT';
    const context = await stepContext(scene, name);
    const deployment = { ...context.deployment, steps: end(context.deployment.steps, step, state, 'x', '') };
    expect((await moveChangeToReview.run({ ...context, deployment })).progress).toBe('succeeded');
    await moveChangeToReview.run({ ...context, deployment });
    expect(scene.tools).toMatchObject({ changeMoves: ['REVIEW'], closeCodes: [closeCode] });
  });

  it('leaves a change alone that a person closed', async () => {
    const scene = new Scene();
    scene.tools.changeState = 'CLOSED';
    expect((await moveChangeToReview.run(await stepContext(scene, name))).progress).toBe('succeeded');
    expect(scene.tools.changeMoves).toEqual([]);
  });

  it('tries again when the change did not move', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    const connection = { ...scene.tools.connection(), changeDesk: { move: () => Promise.resolve(scene.tools.change()) } };
    const outcome = await moveChangeToReview.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } });
    expect(outcome).toMatchObject({ progress: 'again', because: expect.stringContaining('CHG0030001 stands in SCHEDULED') as unknown });
  });
});

describe('what is told of the changes that it moves', () => {
  const both = (states: readonly ChangeState[], more: Partial<Deployment> = {}): ReturnType<typeof bothMoved> => bothMoved(moveChangeToReview, states, more);

  it.each<[readonly ChangeState[]]>([[['REVIEW', 'REVIEW']], [['REVIEW', 'CLOSED']]])('names them all: %j', async (states) => {
    const { outcome, notes } = await both(states);
    expect(outcome).toEqual({ progress: 'succeeded', because: 'CHG1, CHG2 moved to Review.' });
    expect(notes).toMatchObject([{ closeCode: 'unsuccessful' }, { closeNotes: 'payments-2.4.0 to production (deployment:1) failed.' }]);
  });

  it.each<[readonly ChangeState[], string]>([[['REVIEW', 'IMPLEMENT'], 'CHG2 stands in IMPLEMENT'], [['SCHEDULED', 'CANCELED'], 'CHG1 stands in SCHEDULED, CHG2 stands in CANCELED']])('names those that stand elsewhere: %j', async (states, where) => {
    expect((await both(states)).outcome).toMatchObject({ progress: 'again', retryAfterMs: null, because: `Change ${where} after it was moved to REVIEW; look at its conditions in the change tool.` });
  });

  it('says so where there is none', async () => {
    expect(await both([], { changeIds: [] })).toEqual({ outcome: { progress: 'skipped', because: 'It acted under no change.' }, notes: [] });
  });
});
