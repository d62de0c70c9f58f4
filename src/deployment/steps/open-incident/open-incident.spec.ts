import type { Connection } from '../../../domain/ports/connection.ts';
import type { Deployment, DeployerRun } from '../../../domain/deployment.ts';
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
  it('acts under the name that journals keep', () => {
    expect(openIncident).toMatchObject({ name: 'open-incident', kind: 'act' });
  });

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

describe('where the incident of a failed deployment is opened', () => {
  const target = { connection: 'cmdb', className: 'cmdb_ci_appl', match: 'payments-prod', versionAttribute: 'version', discoverySource: 'Muster' };

  /** The name of the connection that is asked to open it, of these; null where none is. */
  async function openedIn(names: readonly string[], more: Partial<Deployment>, alter: (scene: Scene) => void = () => undefined): Promise<string | null> {
    const scene = new Scene();
    const opened: string[] = [];
    const connections = names.map((one): Connection => ({ ...scene.tools.connection(), name: one, isProduction: !one.endsWith('-test'), incidentDesk: { createOrFind: () => { opened.push(one); return Promise.reject(new Error('enough')); } } }));
    const mute: Connection = { ...scene.tools.connection(), name: 'mute' };
    Reflect.deleteProperty(mute, 'incidentDesk');
    const context = over(await stepContext(scene, name, more), mute, ...connections);
    alter(scene);
    const subject = { ...await context.subject(), service: scene.service, environment: scene.environment };
    await openIncident.run({ ...context, subject: () => Promise.resolve(subject) }).catch(() => undefined);
    return opened[0] ?? null;
  }

  const withTarget = (scene: Scene): void => { scene.service = { ...scene.service, targets: { production: target } }; };
  const withoutTarget = (scene: Scene): void => { scene.service = { ...scene.service, targets: {} }; };

  it.each<[string, readonly string[], readonly string[], (scene: Scene) => void, string | null]>([
    ['where its change lives', ['itop', 'cmdb', 'changes'], ['changes:change:1'], withTarget, 'changes'],
    ['where its first change lives whose tool keeps incidents', ['itop', 'changes'], ['mute:change:1', 'gone:change:2', 'changes:change:3'], withTarget, 'changes'],
    ['where the CMDB lives, for want of a change', ['itop', 'cmdb'], [], withTarget, 'cmdb'],
    ['where the CMDB lives, for want of a change whose tool is known', ['itop', 'cmdb'], ['odd'], withTarget, 'cmdb'],
    ['in any production tool, for want of both', ['itop-test', 'itop'], [], withoutTarget, 'itop'],
    ['in no test tool', ['itop-test'], [], withoutTarget, null],
    ['in a test tool alone where the environment is one', ['itop', 'itop-test'], [], (scene) => { withoutTarget(scene); scene.environment = { ...scene.environment, isProduction: false }; }, 'itop-test'],
  ])('is %s', async (_title, names, changeIds, alter, expected) => {
    expect(await openedIn(names, { changeIds }, alter)).toBe(expected);
  });

  it('is nowhere without a tool that keeps any, and says so', async () => {
    expect(await openIncident.run(over(await stepContext(new Scene(), name)))).toEqual({ progress: 'skipped', because: 'No connected tool keeps incidents.' });
  });
});

describe('what an incident says', () => {
  const run = (url: string | null): DeployerRun => ({ source: new Scene().tools.change().source, runId: 'run-7', status: 'x', url, startedAt: null, finishedAt: null });

  it.each<[string, Readonly<Record<string, 'FAILED' | 'SUCCEEDED'>>, Partial<Deployment>, string]>([
    ['what the run said', { 'follow-run': 'FAILED' }, {}, 'follow-run said this. Muster\'s deployment:1. Asked for by Ana.'],
    ['what was ill after it', { 'follow-run': 'SUCCEEDED', 'verify-health': 'FAILED' }, {}, 'verify-health said this. Muster\'s deployment:1. Asked for by Ana.'],
    ['what went wrong while it was watched', { 'follow-run': 'SUCCEEDED', 'verify-health': 'SUCCEEDED', 'watch-health': 'FAILED' }, {}, 'watch-health said this. Muster\'s deployment:1. Asked for by Ana.'],
    ['where it ran, and nobody where nobody asked', { 'follow-run': 'FAILED' }, { run: run('https://ci.example/7'), requestedBy: null }, 'follow-run said this. Run: https://ci.example/7. Muster\'s deployment:1.'],
    ['which run it was where that has no address', { 'follow-run': 'FAILED' }, { run: run(null), requestedBy: null }, 'follow-run said this. Run: run-7. Muster\'s deployment:1.'],
    ['no more than that it failed where nobody said why', {}, { steps: [], requestedBy: null }, 'The deployment failed. Muster\'s deployment:1.'],
  ])('is %s', async (_title, states, more, description) => {
    const scene = new Scene();
    const wishes: NewIncident[] = [];
    const connection: Connection = { ...scene.tools.connection(), incidentDesk: { createOrFind: (wish) => { wishes.push(wish); return Promise.reject(new Error('enough')); } } };
    const context = over(await stepContext(scene, name), connection);
    const steps = Object.entries(states).reduce((all, [step, state]) => end(all, step, state, `${step} said this.`, ''), context.deployment.steps);
    await expect(openIncident.run({ ...context, deployment: { ...context.deployment, id: 'deployment:1', steps, ...more } })).rejects.toThrow('enough');
    expect(wishes).toMatchObject([{ description }]);
  });

  it('names no item and no change where there are none', async () => {
    const scene = new Scene();
    scene.service = { ...scene.service, targets: {} };
    const wishes: NewIncident[] = [];
    const connection: Connection = { ...scene.tools.connection(), incidentDesk: { createOrFind: (wish) => { wishes.push(wish); return Promise.reject(new Error('enough')); } } };
    await expect(openIncident.run(over(await stepContext(scene, name, { changeIds: [] }), connection))).rejects.toThrow('enough');
    expect(wishes).toMatchObject([{ configurationItem: null, causedByChange: null }]);
  });
});
