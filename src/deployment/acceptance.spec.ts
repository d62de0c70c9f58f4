import { UserMistake } from '../domain/error.ts';
import { deployable } from './acceptance.ts';
import type { DeploymentPorts } from './ports.ts';
import { production, Scene, service } from './testing/scene.ts';

const asked = { releaseKey: 'payments-2.4.0', environment: 'production' };
type Alter = (scene: Scene, ports: DeploymentPorts) => Partial<DeploymentPorts> | undefined;

/** The scene's ports as altered. */
function altered(alter: Alter = () => undefined): DeploymentPorts {
  const scene = new Scene();
  const more = alter(scene, scene.ports());
  return { ...scene.ports(), ...more };
}

const deploys = (deployer: () => never): Alter => (scene) => ({ connections: { all: [], byName: () => ({ ...scene.tools.connection(), deployer }) } });

describe('what may be judged for deployment', () => {
  it('is the release with its service, its environment, and the latest plan for that', async () => {
    const asks: unknown[] = [];
    const scene = new Scene();
    const latest: DeploymentPorts['plans']['latest'] = (keys) => { asks.push(keys); return Promise.resolve([{ ...scene.plan, id: 'plan:test', environment: 'test' }, scene.plan]); };
    const ports = scene.ports();
    expect(await deployable(asked, { ...ports, plans: { ...ports.plans, latest } })).toEqual({ release: scene.release, environment: production, service, plan: scene.plan });
    expect(asks).toEqual([['payments-2.4.0']]);
  });

  it.each<[string, string, string, string, Alter]>([
    ['release that is not there', 'NOT_FOUND', 'releaseKey', 'There is no release payments-2.4.0.', (scene) => { scene.release = { ...scene.release, key: 'payments-2.4.1' }; return undefined; }],
    ['environment that is not there', 'NOT_FOUND', 'environment', 'There is no environment production; there are test, staging.', (_scene, { catalogue }) => ({ catalogue: { ...catalogue, environment: () => undefined, environments: [{ ...production, name: 'test' }, { ...production, name: 'staging' }] } })],
    ['release that was cancelled', 'INVALID', 'releaseKey', 'payments-2.4.0 was cancelled and goes nowhere.', (scene) => { scene.release = { ...scene.release, canceledAt: '2026-11-22T00:00:00.000Z' }; return undefined; }],
    ['release that is closed', 'INVALID', 'releaseKey', 'payments-2.4.0 is closed and goes nowhere any more.', (scene) => { scene.release = { ...scene.release, closedAt: '2026-11-22T00:00:00.000Z' }; return undefined; }],
    ['package that is not sealed', 'NOT_SEALED', 'releaseKey', 'The package of payments-2.4.0 is not sealed; seal it with sealPackage.', (scene) => { scene.release = { ...scene.release, sealed: null }; return undefined; }],
    ['service that is not declared', 'INVALID', 'releaseKey', 'Service ledger of payments-2.4.0 is not in the hub\'s configuration.', (scene) => { scene.release = { ...scene.release, serviceKey: 'ledger' }; return undefined; }],
    ['plan for another environment', 'NOT_FOUND', 'environment', 'payments-2.4.0 has no deployment plan for production; propose one with planDeployment.', (scene) => { scene.plan = { ...scene.plan, environment: 'test' }; return undefined; }],
    ['plan with another deployer', 'INVALID', 'environment', 'The plan names deployer argo, but payments goes to production with github-actions; propose a plan with that.', (scene) => { scene.plan = { ...scene.plan, deployer: 'argo' }; return undefined; }],
    ['service without a deployer there', 'INVALID', 'environment', 'Service payments declares no deployer for production; add deployers.production to it in the configuration.', (scene) => { scene.service = { ...service, deployers: {} }; return undefined; }],
    ['deployer whose settings are wrong', 'INVALID', 'environment', 'It has no workflow.', deploys(() => { throw new UserMistake('NOT_FOUND', 'It has no workflow.', ['settings']); })],
  ])('is no %s: %s at %s', async (_title, code, at, message, alter) => {
    await expect(deployable(asked, altered(alter))).rejects.toMatchObject({ name: 'UserMistake', code, path: [at], message });
  });

  it('is a release that is closed, where it is to take the place of one that went wrong', async () => {
    const closed: Alter = (scene) => { scene.release = { ...scene.release, closedAt: '2026-11-22T00:00:00.000Z' }; return undefined; };
    expect((await deployable(asked, altered(closed), 'BACK_OUT')).release.key).toBe('payments-2.4.0');
  });

  it('lets through what is nobody’s mistake', async () => {
    await expect(deployable(asked, altered(deploys(() => { throw new TypeError('odd'); })))).rejects.toThrow(TypeError);
  });
});
