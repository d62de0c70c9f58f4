import { end } from '../../step-list.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { moveChangeToReview } from './index.ts';

const name = moveChangeToReview.name;

describe('move-change-to-review', () => {
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
