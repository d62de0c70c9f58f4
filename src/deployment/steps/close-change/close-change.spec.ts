import { plainAftermath } from '../../../domain/aftermath.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import type { StepContext } from '../../step.ts';
import { closeChange } from './index.ts';

const name = closeChange.name;

async function closing(scene: Scene): Promise<StepContext> {
  const context = await stepContext(scene, name);
  const subject = await context.subject();
  return { ...context, subject: () => Promise.resolve({ ...subject, environment: { ...subject.environment, afterwards: { ...plainAftermath, changesEndIn: 'CLOSED' } } }) };
}

describe('close-change', () => {
  it('closes it once, by way of Review, where the environment says so', async () => {
    const scene = new Scene();
    scene.tools.changeState = 'REVIEW';
    const context = await closing(scene);
    expect(await closeChange.run(context)).toMatchObject({ progress: 'succeeded', because: 'CHG0030001 closed.' });
    await closeChange.run(context);
    expect(scene.tools).toMatchObject({ changeMoves: ['CLOSED'], closeCodes: ['unsuccessful'] });
  });

  it('leaves it in Review everywhere else, and does nothing without a change', async () => {
    const scene = new Scene();
    expect(await closeChange.run(await stepContext(scene, name))).toMatchObject({ progress: 'skipped', because: expect.stringContaining('left in Review') as unknown });
    expect((await closeChange.run(await stepContext(scene, name, { changeIds: [] }))).progress).toBe('skipped');
    expect(scene.tools.changeMoves).toEqual([]);
  });

  it('tries again while it is not closed', async () => {
    const scene = new Scene();
    const context = await closing(scene);
    const connection = { ...scene.tools.connection(), changeDesk: { move: () => Promise.resolve(scene.tools.change()) } };
    expect(await closeChange.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } })).toMatchObject({ progress: 'again', because: expect.stringContaining('CHG0030001 stands in SCHEDULED') as unknown });
  });
});
