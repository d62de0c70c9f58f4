import type { Connection } from '../domain/ports/connection.ts';
import { endingNote, moveChanges } from './change-moves.ts';
import { end } from './step-list.ts';
import type { StepContext } from './step.ts';
import { Scene } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';

describe('moving changes', () => {
  const note = { workNote: 'It begins.' };

  it('moves each where it lives, in order, and answers how each stands', async () => {
    const scene = new Scene();
    const asked: unknown[] = [];
    const byName = (name: string): Connection => ({ ...scene.tools.connection(), changeDesk: { move: (id, to, words, ask) => { asked.push([name, id, to, words, ask.purpose]); return Promise.resolve({ ...scene.tools.change(), id, state: to }); } } });
    const context = await stepContext(scene, 'move-change-to-implement', { changeIds: ['servicenow:change:1', 'itop:change:2'] }, { ports: { ...scene.ports(), connections: { all: [], byName } } });
    expect((await moveChanges(context, 'IMPLEMENT', note)).map(({ id, state }) => [id, state])).toEqual([['servicenow:change:1', 'IMPLEMENT'], ['itop:change:2', 'IMPLEMENT']]);
    expect(asked).toEqual([['servicenow', 'servicenow:change:1', 'IMPLEMENT', note, 'act'], ['itop', 'itop:change:2', 'IMPLEMENT', note, 'act']]);
  });

  it.each<[string, string, string]>([
    ['whose connection is gone', 'gone:change:1', 'Connection gone is not there or cannot move changes; gone:change:1 must be moved to REVIEW.'],
    ['whose connection moves none', 'mute:change:1', 'Connection mute is not there or cannot move changes; mute:change:1 must be moved to REVIEW.'],
    ['whose identity names no connection', 'CHG1', 'Connection CHG1 is not there or cannot move changes; CHG1 must be moved to REVIEW.'],
  ])('asks for a person for one %s', async (_title, id, message) => {
    const scene = new Scene();
    const mute: Connection = { ...scene.tools.connection() };
    Reflect.deleteProperty(mute, 'changeDesk');
    const context: StepContext = await stepContext(scene, 'move-change-to-review', { changeIds: [id] }, { ports: { ...scene.ports(), connections: { all: [], byName: (name) => (name === 'mute' ? mute : undefined) } } });
    await expect(moveChanges(context, 'REVIEW', note)).rejects.toMatchObject({ name: 'MissingSubjectError', message });
  });
});

describe('what a change is told at the end', () => {
  it.each<[string, Readonly<Record<string, Parameters<typeof end>[2]>>, string, string]>([
    ['success', { 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED' }, 'is live', 'successful'],
    ['failure', { 'follow-run': 'FAILED' }, 'failed', 'unsuccessful'],
    ['a run that was called off', { 'follow-run': 'SKIPPED' }, 'was called off while it ran', 'unsuccessful'],
  ])('%s', async (_title, states, how, closeCode) => {
    const { deployment } = await stepContext(new Scene(), 'move-change-to-review');
    const steps = Object.entries(states).reduce((all, [name, state]) => end(all, name, state, '', ''), deployment.steps);
    const what = `payments-2.4.0 to production (${deployment.id}) ${how}.`;
    expect(endingNote({ ...deployment, steps })).toEqual({ workNote: `Muster: ${what} Asked for by Ana.`, closeCode, closeNotes: what });
  });

  it('is told by its own name where no release is known, and of nobody where nobody asked', async () => {
    const { deployment } = await stepContext(new Scene(), 'move-change-to-review');
    expect(endingNote({ ...deployment, releaseKey: null, requestedBy: null }).workNote).toBe(`Muster: ${deployment.id} to production (${deployment.id}) failed.`);
  });
});
