import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { moveChangeToImplement } from './index.ts';

const name = moveChangeToImplement.name;

describe('move-change-to-implement', () => {
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
