import type { Connection } from '../../../domain/ports/connection.ts';
import type { NewIncident } from '../../../domain/ports/desk.ts';
import { end } from '../../step-list.ts';
import type { StepContext } from '../../step.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { openIncident } from './index.ts';

const name = openIncident.name;

function over(context: StepContext, ...all: readonly Connection[]): StepContext {
  return { ...context, ports: { ...context.ports, connections: { all, byName: (wanted) => all.find((one) => one.name === wanted) } } };
}

describe('open-incident', () => {
  it('opens one, however often it is run', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, name);
    expect(await openIncident.run(context)).toMatchObject({ progress: 'succeeded', because: 'Incident INC1 was opened.', patch: { incidentId: 'servicenow:incident:1' } });
    expect(await openIncident.run(context)).toMatchObject({ because: 'Incident INC1 stands open for it.' });
    expect([...scene.tools.incidents.keys()]).toEqual([context.deployment.id]);
  });

  it('says what failed, where it ran, and under which change', async () => {
    const scene = new Scene();
    const opened: NewIncident[] = [];
    const connection = { ...scene.tools.connection(), incidentDesk: { createOrFind: (incident: NewIncident) => { opened.push(incident); return Promise.reject(new Error('enough')); } } };
    const run = { source: scene.tools.change().source, runId: 'r', status: 'x', url: 'https://ci.example/r', startedAt: null, finishedAt: null };
    const context = over(await stepContext(scene, name, { run }), connection);
    const steps = end(context.deployment.steps, 'follow-run', 'FAILED', 'The smoke test failed.', '');
    await expect(openIncident.run({ ...context, deployment: { ...context.deployment, steps } })).rejects.toThrow('enough');
    expect(opened).toEqual([{
      correlation: context.deployment.id, title: 'Deployment of payments-2.4.0 to production failed', configurationItem: 'payments-prod', causedByChange: 'servicenow:change:c1',
      description: `The smoke test failed. Run: https://ci.example/r. Muster's ${context.deployment.id}. Asked for by Ana.`,
    }]);
  });

  it('opens it in a production tool, never in a test one, for production', async () => {
    const scene = new Scene();
    const test = { ...scene.tools.connection(), name: 'servicenow-test', isProduction: false };
    const other = { ...scene.tools.connection(), name: 'itop' };
    const context = await stepContext(scene, name);
    expect((await openIncident.run(over(context, test))).progress).toBe('skipped');
    expect((await openIncident.run(over(context, test, other))).progress).toBe('succeeded');
  });
});
