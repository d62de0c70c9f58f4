import type { TriggerAnswer } from './trigger-deployment.ts';
import type { DeploymentPorts } from './ports.ts';
import { triggerDeployment } from './trigger-deployment.ts';
import type { TriggerInput } from './trigger-input.ts';
import { aLink, Scene, verdict, viewer } from './testing/scene.ts';
import { gates, validated } from './testing/validated.ts';

const saturday = '2026-11-28T02:00:00.000Z';

function ask(scene: Scene, more: Partial<TriggerInput> = {}): Promise<TriggerAnswer> {
  return triggerDeployment(scene.ports(), viewer, { ...scene.input, ...more });
}

async function mistake(scene: Scene, more: Partial<TriggerInput> = {}): Promise<readonly [string | undefined, readonly string[] | undefined]> {
  const { deployment, mistakes } = await ask(scene, more);
  expect(deployment).toBeNull();
  return [mistakes[0]?.code, mistakes[0]?.path];
}

describe('triggerDeployment', () => {
  it('accepts what is ready, journals it and plans its steps', async () => {
    const scene = new Scene();
    const { deployment, readiness, mistakes } = await ask(scene);
    expect(mistakes).toEqual([]);
    expect(readiness?.outcome).toBe('READY');
    expect(deployment?.because).toBe('payments-2.4.0 was judged ready for production and accepted.');
    expect(deployment).toMatchObject({ state: 'ACCEPTED', origin: 'TRIGGERED', releaseKey: 'payments-2.4.0', serviceKey: 'payments', startAt: null, requestedBy: viewer.actor, changeIds: ['servicenow:change:c1'] });
    expect(deployment?.steps.map(({ name }) => name)).toEqual(['wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'watch-health', 'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change']);
    expect(await scene.deployments.journal(deployment?.id ?? '')).toMatchObject([{ kind: 'STATE', number: 1 }]);
  });

  it('answers the same deployment for the same key and body, without a new judgement', async () => {
    const scene = new Scene();
    const first = await ask(scene, { startAt: '2026-11-23T06:00:00+00:00' });
    scene.readiness = { outcome: 'NOT_READY' };
    const again = await ask(scene, { startAt: '2026-11-23T07:00:00+01:00' });
    expect(again.deployment?.id).toBe(first.deployment?.id);
    expect(again).toMatchObject({ readiness: null, mistakes: [] });
    expect(first.deployment?.because).toBe('payments-2.4.0 was accepted for production, not to start before 2026-11-23T06:00:00.000Z.');
    expect(scene.judgements).toBe(1);
  });

  it('judges it as a release', async () => {
    const scene = new Scene();
    const ports = scene.ports();
    const about: unknown[] = [];
    await triggerDeployment({ ...ports, judge: (...judged) => { about.push(judged); return ports.judge(...judged); } }, viewer, scene.input);
    expect(about).toEqual([[scene.release, scene.environment, { purpose: 'RELEASE' }]]);
  });

  it('judges once for all who ask for the same at once, and apart for whoever asks for something else', async () => {
    const scene = new Scene();
    const ports = scene.ports();
    const at = (more: Partial<TriggerInput> = {}): Promise<TriggerAnswer> => triggerDeployment(ports, viewer, { ...scene.input, ...more });
    const [first, ...others] = await Promise.all([at(), at(), at(), at({ idempotencyKey: 'key-2' }), at({ startAt: saturday })]);
    expect(scene.judgements).toBe(3);
    expect(others.map(({ deployment, mistakes }) => mistakes[0]?.code ?? deployment?.id === first.deployment?.id)).toEqual([true, true, false, 'IDEMPOTENCY_MISMATCH']);
  });

  it.each([{ environment: 'staging' }, { start: 'WHEN_WINDOW_OPENS' as const }, { startAt: saturday }, { releaseKey: 'cards-3.1.0' }])('refuses the same key with another body: %j', async (other) => {
    const scene = new Scene();
    await ask(scene);
    expect(await mistake(scene, other)).toEqual(['IDEMPOTENCY_MISMATCH', ['idempotencyKey']]);
  });

  it('answers the deployment that came to stand, and changed what is judged, while this request was being judged', async () => {
    const scene = new Scene();
    const ports = scene.ports();
    const { deployment, mistakes } = await triggerDeployment({
      ...ports,
      judge: async (...about) => {
        await scene.accept();
        scene.readiness = { outcome: 'NOT_READY' };
        return ports.judge(...about);
      },
    }, viewer, scene.input);
    expect(mistakes).toEqual([]);
    expect(deployment).toEqual((await scene.deployments.byIdempotencyKey(scene.input.idempotencyKey))?.deployment);
    expect(deployment).not.toBeNull();
  });

  it('refuses with every red verdict when not ready, and shows the judgement', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'NOT_READY', verdicts: [verdict('work-items-are-done', 'UNKNOWN', 'Jira is down.'), verdict('plan-is-agreed', 'PASS', 'Agreed.'), verdict('change-is-approved', 'FAIL', 'One approval is open.'), { ...verdict('optional', 'FAIL', 'Never mind.'), isBlocking: false }] };
    const { deployment, readiness, mistakes } = await ask(scene);
    expect(deployment).toBeNull();
    expect(readiness?.outcome).toBe('NOT_READY');
    expect(mistakes).toMatchObject([{ code: 'NOT_READY', path: ['releaseKey'] }]);
    expect(mistakes[0]?.message).toBe('payments-2.4.0 is not ready for production: change-is-approved: One approval is open; work-items-are-done: Jira is down.');
  });

  it('refuses what is ready by other facts than its receipt rests on', async () => {
    const { scene, envelope } = validated();
    scene.readiness = { verdicts: gates.map((one) => ({ ...one, restsOn: ['jira:work-item:2 done'] })), factsDigest: 'e'.repeat(64) };
    expect(await mistake(scene, { receipt: envelope })).toEqual(['FACTS_CHANGED', ['receipt']]);
  });

  it('never accepts what cannot be judged', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'UNDETERMINED' };
    const { mistakes } = await ask(scene, { start: 'WHEN_WINDOW_OPENS' });
    expect(mistakes[0]?.code).toBe('NOT_READY');
    expect(mistakes[0]?.message).toContain('cannot be judged');
  });

  it.each([{ start: 'WHEN_WINDOW_OPENS' as const }, { startAt: saturday }, { start: 'WHEN_WINDOW_OPENS' as const, startAt: saturday }])('schedules nothing whose release is not approved, and names the approval: %j', async (when) => {
    const scene = new Scene();
    const because = 'Nobody approved the release of CHG0030003: Omar approved building and testing it, no more.';
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: null, verdicts: [verdict('change-window-is-open', 'FAIL', 'It opens on Saturday.'), verdict('change-is-approved', 'FAIL', because)] };
    const { deployment, mistakes } = await ask(scene, when);
    expect([deployment, mistakes[0]?.code]).toEqual([null, 'NOT_READY']);
    expect(mistakes[0]?.message).toContain(`change-is-approved: ${because}`);
    expect(mistakes[0]?.message).not.toContain('Only time stands in the way');
  });

  it('accepts for the window when only time is red and the window is asked for', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: saturday };
    expect((await ask(scene, { start: 'WHEN_WINDOW_OPENS' })).deployment).toMatchObject({ state: 'ACCEPTED', startAt: saturday });
    expect((await ask(scene, { start: 'WHEN_WINDOW_OPENS', idempotencyKey: 'later', startAt: '2026-11-28T03:00:00Z' })).deployment?.startAt).toBe('2026-11-28T03:00:00.000Z');
    expect((await ask(scene, { start: 'WHEN_WINDOW_OPENS', idempotencyKey: 'sooner', startAt: '2026-11-27T03:00:00Z' })).deployment?.startAt).toBe(saturday);
  });

  it('refuses NOW when only time is red, and says what to ask for', async () => {
    const scene = new Scene();
    scene.readiness = { outcome: 'NOT_READY', readyFromAt: saturday };
    const { mistakes } = await ask(scene);
    expect(mistakes[0]).toMatchObject({ code: 'NOT_READY', message: expect.stringContaining(`WHEN_WINDOW_OPENS it is accepted now and starts at ${saturday}`) as unknown });
  });

  it('says what no judgement could make good, each with its path', async () => {
    const scene = new Scene();
    expect(await mistake(scene, { idempotencyKey: ' ' })).toEqual(['INVALID', ['idempotencyKey']]);
    expect(await mistake(scene, { idempotencyKey: 'x'.repeat(256) })).toEqual(['INVALID', ['idempotencyKey']]);
    expect(await mistake(scene, { startAt: 'tomorrow' })).toEqual(['INVALID', ['startAt']]);
    expect(await mistake(scene, { releaseKey: 'nothing-1' })).toEqual(['NOT_FOUND', ['releaseKey']]);
    expect(await mistake(scene, { environment: 'moon' })).toEqual(['NOT_FOUND', ['environment']]);
    expect(scene.judgements).toBe(0);
  });

  it.each([
    ['not sealed', (scene: Scene) => { scene.release = { ...scene.release, sealed: null }; }, 'NOT_SEALED'],
    ['cancelled', (scene: Scene) => { scene.release = { ...scene.release, canceledAt: saturday }; }, 'INVALID'],
    ['closed', (scene: Scene) => { scene.release = { ...scene.release, closedAt: saturday }; }, 'INVALID'],
    ['of an unknown service', (scene: Scene) => { scene.release = { ...scene.release, serviceKey: 'gone' }; }, 'INVALID'],
    ['without a plan', (scene: Scene) => { scene.plan = { ...scene.plan, environment: 'staging' }; }, 'NOT_FOUND'],
    ['planned with another deployer', (scene: Scene) => { scene.plan = { ...scene.plan, deployer: 'jenkins' }; }, 'INVALID'],
    ['without a deployer', (scene: Scene) => { scene.service = { ...scene.service, deployers: {} }; }, 'INVALID'],
  ])('refuses a release %s before judging', async (_title, alter, code) => {
    const scene = new Scene();
    alter(scene);
    expect((await mistake(scene))[0]).toBe(code);
    expect(scene.judgements).toBe(0);
  });

  it('refuses when package or plan changed while it was judged', async () => {
    const scene = new Scene();
    scene.readiness = { packageDigest: 'c'.repeat(64) };
    expect(await mistake(scene)).toEqual(['CONFLICT', ['releaseKey']]);
    scene.readiness = { planId: 'plan:2' };
    expect(await mistake(scene)).toEqual(['CONFLICT', ['releaseKey']]);
  });

  it('acts under declared and correlated changes of its environment, never under discovered, excluded, foreign or test ones', async () => {
    const scene = new Scene();
    const excluded = { because: 'wrong', by: viewer.actor, at: saturday, agreedBy: null, needsAgreement: false };
    scene.links = [
      aLink('CHANGE', 'servicenow:change:c1', { origin: 'CORRELATED' }), aLink('CHANGE', 'servicenow:change:c2', { environment: null }),
      aLink('CHANGE', 'servicenow:change:c3', { origin: 'DISCOVERED' }), aLink('CHANGE', 'servicenow:change:c4', { environment: 'staging' }),
      aLink('CHANGE', 'servicenow:change:c5', { excluded }), aLink('CHANGE', 'servicenow-test:change:c1'), aLink('INCIDENT', 'servicenow:incident:i1'),
    ];
    expect((await ask(scene)).deployment?.changeIds).toEqual(['servicenow:change:c1', 'servicenow:change:c2']);
  });

  it.each<[string, (ports: DeploymentPorts) => unknown]>([
    ['while it is judged', (ports) => Object.assign(ports, { judge: () => Promise.reject(new Error('database is down')) })],
    ['when it is to be written', (ports) => Object.assign(ports.deployments, { accept: () => Promise.reject(new Error('database is down')) })],
  ])('does not take a database that breaks %s for a mistake of the asker', async (_title, breakIt) => {
    const scene = new Scene();
    const ports = scene.ports();
    breakIt(ports);
    await expect(triggerDeployment(ports, viewer, scene.input)).rejects.toThrow('database is down');
  });
});
