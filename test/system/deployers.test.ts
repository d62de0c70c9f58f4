import { parse, stringify } from 'yaml';
import { argocdCredentials } from '../../sandbox/argocd/index.ts';
import { jenkinsCredentials } from '../../sandbox/jenkins/index.ts';
import type { ToolName } from '../../sandbox/hub-config.ts';
import { setFaults } from './judging.ts';
import { atTool, callsTo } from './tools.ts';
import { startWorld, type World } from './world.ts';

interface Deployment { readonly id: string; readonly state: string; readonly because: string; readonly run: { readonly status: string; readonly url: string | null } | null; readonly steps: readonly { readonly name: string; readonly because: string | null }[] }
interface Config { readonly services: { readonly key: string; deployers: Record<string, object> }[] }

const fields = 'id state because run { status url } steps { name because }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];

/** Who deploys what; plans go on naming their deployer as before. */
const others: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  ledger: {
    production: { connection: 'jenkins', name: 'github-ledger', job: 'ledger/deploy' },
    staging: { connection: 'argocd', name: 'github-ledger', application: 'ledger-staging' },
  },
  cards: { staging: { connection: 'webhook', name: 'github-cards', path: '/deploy', status: '/deployments/{correlation}' } },
};

function deployedByOthers(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const service of config.services) service.deployers = { ...service.deployers, ...others[service.key] };
  return stringify(config, { aliasDuplicateObjects: false });
}

const uuidOf = (id: string): string => id.replace('deployment:', '');

describe('services that Jenkins, Argo CD and a webhook deploy', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ configure: deployedByOthers }); });
  afterAll(async () => { await world.close(); });

  const planned = async (releaseKey: string, deployer: string): Promise<void> => {
    const plan = { releaseKey, environment: 'staging', deployer, parameters: {}, backoutPlan: 'Deploy the one before again.' };
    await world.data('mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
  };
  const deployed = async (releaseKey: string, environment: string): Promise<Deployment> => {
    const input = { releaseKey, environment, idempotencyKey: `${releaseKey} to ${environment}` };
    const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { deployment: Deployment | null; userErrors: readonly unknown[] } }>(
      `mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { ${fields} } userErrors { code message } } }`, { input });
    expect(userErrors).toEqual([]);
    for (let looks = 0; looks < 200; looks += 1) {
      const { deployment: now } = await world.data<{ deployment: Deployment }>(`query ($id: ID!) { deployment(id: $id) { ${fields} } }`, { id: deployment?.id });
      if (ended.includes(now.state)) return now;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    throw new Error('it did not end');
  };
  const losesTheAnswer = (tool: ToolName): Promise<void> => setFaults(world.sandbox.tools[tool], { kind: 'reset', when: 'after', match: 'POST', times: 1 });

  it('Jenkins: deployed once although its answer was lost, from the queue into a build', async () => {
    await losesTheAnswer('jenkins');
    const { id, state, run } = await deployed('ledger-1.9.2', 'production');
    expect([state, run?.status, run?.url]).toEqual(['SUCCEEDED', 'SUCCESS', expect.stringContaining('/job/ledger/job/deploy/')]);
    expect(await callsTo(world, 'jenkins', 'POST /job/ledger/job/deploy/buildWithParameters')).toBe(1);
    const authorization = `Basic ${btoa(`${jenkinsCredentials.userName}:${jenkinsCredentials.apiToken}`)}`;
    const { builds } = await atTool(world, 'jenkins', 'GET /job/ledger/job/deploy/api/json?tree=builds[number,actions[parameters[name,value]]]{0,2}', authorization) as { builds: readonly object[] };
    expect(builds.map((build) => JSON.stringify(build).includes(uuidOf(id)))).toEqual([true, false]);
  });

  it('Argo CD: deployed once although its answer was lost, and done only when healthy', async () => {
    await planned('ledger-1.9.2', 'github-ledger');
    await losesTheAnswer('argocd');
    const { id, state, run } = await deployed('ledger-1.9.2', 'staging');
    expect([state, run?.status, run?.url]).toEqual(['SUCCEEDED', 'Succeeded, Healthy, Synced', expect.stringContaining('/applications/argocd/ledger-staging')]);
    expect(await callsTo(world, 'argocd', 'POST /api/v1/applications/:name/sync')).toBe(1);
    expect(JSON.stringify(await atTool(world, 'argocd', 'GET /api/v1/applications/ledger-staging', `Bearer ${argocdCredentials.token}`))).toContain(uuidOf(id));
  });

  it('a webhook: deployed once although its answer was lost', async () => {
    await planned('cards-3.1.0', 'github-cards');
    await losesTheAnswer('webhook');
    const { state, run } = await deployed('cards-3.1.0', 'staging');
    expect([state, run?.status]).toEqual(['SUCCEEDED', 'succeeded']);
    expect(await callsTo(world, 'webhook', 'POST /deploy')).toBe(1);
  });
});
