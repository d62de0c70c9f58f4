import type { Deployment } from '../domain/deployment.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { Deployer } from '../domain/ports/deployer.ts';
import type { ReleaseStore } from '../domain/ports/stores.ts';
import type { DeploymentPorts } from './ports.ts';
import { deployerOf, subjectOf } from './subject.ts';
import { production, Scene, service } from './testing/scene.ts';

const scene = new Scene();
const ports = scene.ports();
const deployment = { id: 'deployment:1', releaseKey: 'payments-2.4.0', environment: 'production', serviceKey: 'payments', planId: 'plan:1' } as Deployment;

describe('what a deployment is about', () => {
  it('is what stands now', async () => {
    expect(await subjectOf(deployment, ports)).toEqual({ release: scene.release, environment: production, service, plan: scene.plan });
  });

  it('has no plan where it was accepted without one, and none is asked for', async () => {
    const asked: string[] = [];
    const plans = { ...ports.plans, byId: (id: string) => { asked.push(id); return Promise.resolve(scene.plan); } };
    expect((await subjectOf({ ...deployment, planId: null }, { ...ports, plans })).plan).toBeNull();
    await subjectOf(deployment, { ...ports, plans });
    expect(asked).toEqual(['plan:1']);
  });

  it.each<[string, Partial<Deployment>, Partial<DeploymentPorts>, string]>([
    ['its release', { releaseKey: 'payments-2.4.1' }, {}, 'Release payments-2.4.1 of deployment:1 is not in the hub\'s database; restore it.'],
    ['any release', { releaseKey: null }, { releases: { byKeys: (keys: readonly string[]) => Promise.resolve(new Map(keys.map((key) => [key, scene.release]))) } satisfies Partial<ReleaseStore> as unknown as ReleaseStore }, 'Release (none) of deployment:1 is not in the hub\'s database; restore it.'],
    ['its environment', { environment: 'test' }, {}, 'Environment test is no longer in the configuration; declare it again.'],
    ['its service', { serviceKey: 'ledger' }, {}, 'Service ledger is no longer in the configuration; declare it again.'],
  ])('is missing without %s', async (_title, more, altered, message) => {
    await expect(subjectOf({ ...deployment, ...more }, { ...ports, ...altered })).rejects.toMatchObject({ name: 'MissingSubjectError', message });
  });
});

describe('the deployer of a service', () => {
  const through = (connection: Partial<Connection> | undefined): Pick<DeploymentPorts, 'connections'> => ({ connections: { all: [], byName: () => connection as Connection | undefined } });

  it('is made of what the configuration declares for the environment', () => {
    const [declared, deployer] = [[] as unknown[], { name: 'github-actions' } as Deployer];
    expect(deployerOf(service, 'production', through({ deployer: (declaration) => { declared.push(declaration); return deployer; } }))).toBe(deployer);
    expect(declared).toEqual([service.deployers['production']]);
  });

  it.each([
    ['nothing is declared for the environment', 'test', {}, 'Service payments declares no deployer for test; add deployers.test to it in the configuration.'],
    ['its connection is not there', 'production', undefined, 'Connection servicenow is not there or cannot deploy; service payments needs it for production.'],
    ['its connection cannot deploy', 'production', {}, 'Connection servicenow is not there or cannot deploy; service payments needs it for production.'],
  ])('is missing where %s', (_title, environment, connection, message) => {
    expect(() => deployerOf(service, environment, through(connection))).toThrow(expect.objectContaining({ name: 'MissingSubjectError', message }) as Error);
  });
});
