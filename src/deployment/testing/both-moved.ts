import type { ChangeState } from '../../domain/change.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { ChangeDesk, ChangeNote } from '../../domain/ports/desk.ts';
import type { RepeatableStep, StepOutcome } from '../step.ts';
import { Scene } from './scene.ts';
import { stepContext } from './step-context.ts';

/** What a step that moves changes comes to, and tells them, where there are two, of which the tool answers that they stand there. */
export async function bothMoved(step: RepeatableStep, states: readonly ChangeState[], more: Partial<Deployment> = {}): Promise<{ readonly outcome: StepOutcome; readonly notes: readonly ChangeNote[] }> {
  const [scene, notes] = [new Scene(), new Array<ChangeNote>()];
  const move: ChangeDesk['move'] = (id, _to, note) => {
    notes.push(note);
    return Promise.resolve({ ...scene.tools.change(), id, label: `CHG${notes.length}`, state: states[notes.length - 1] ?? 'UNKNOWN' });
  };
  const connection = { ...scene.tools.connection(), changeDesk: { move } };
  const context = await stepContext(scene, step.name, {}, { ports: { ...scene.ports(), connections: { all: [], byName: () => connection } } });
  return { outcome: await step.run({ ...context, deployment: { ...context.deployment, id: 'deployment:1', changeIds: ['servicenow:change:1', 'servicenow:change:2'], ...more } }), notes };
}
