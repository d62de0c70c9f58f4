import { plainAftermath } from '../../../domain/aftermath.ts';
import type { ChangeState } from '../../../domain/change.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import type { StepContext, StepOutcome } from '../../step.ts';
import { closeChange } from './index.ts';

const name = closeChange.name;

async function closing(scene: Scene): Promise<StepContext> {
  const context = await stepContext(scene, name);
  const subject = await context.subject();
  return { ...context, subject: () => Promise.resolve({ ...subject, environment: { ...subject.environment, afterwards: { ...plainAftermath, changesEndIn: 'CLOSED' } } }) };
}

describe('close-change', () => {
  it('acts under the name that journals keep', () => {
    expect(closeChange).toMatchObject({ name: 'close-change', kind: 'act' });
  });

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

  it.each<[readonly ChangeState[], StepOutcome['progress'], string]>([
    [['CLOSED', 'CLOSED'], 'succeeded', 'CHG1, CHG2 closed.'],
    [['CLOSED', 'REVIEW'], 'again', 'Change CHG2 stands in REVIEW after it was closed; look at its conditions in the change tool.'],
    [['REVIEW', 'SCHEDULED'], 'again', 'Change CHG1 stands in REVIEW, CHG2 stands in SCHEDULED after it was closed; look at its conditions in the change tool.'],
  ])('names them all: %j', async (states, progress, because) => {
    const [scene, moved] = [new Scene(), new Array<string>()];
    const context = await closing(scene);
    const move = (id: string) => Promise.resolve({ ...scene.tools.change(), id, label: `CHG${moved.push(id)}`, state: states[moved.length - 1] ?? 'UNKNOWN' });
    const connection = { ...scene.tools.connection(), changeDesk: { move } };
    const deployment = { ...context.deployment, changeIds: ['servicenow:change:1', 'servicenow:change:2'] };
    expect(await closeChange.run({ ...context, deployment, ports: { ...context.ports, connections: { all: [], byName: () => connection } } })).toMatchObject({ progress, because });
  });

  it('closes none where it acted under none, and says so', async () => {
    const context = await closing(new Scene());
    expect(await closeChange.run({ ...context, deployment: { ...context.deployment, changeIds: [] } })).toEqual({ progress: 'skipped', because: 'It acted under no change.' });
  });

  it('tries again while it is not closed', async () => {
    const scene = new Scene();
    const context = await closing(scene);
    const connection = { ...scene.tools.connection(), changeDesk: { move: () => Promise.resolve(scene.tools.change()) } };
    expect(await closeChange.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } })).toMatchObject({ progress: 'again', because: expect.stringContaining('CHG0030001 stands in SCHEDULED') as unknown });
  });
});
