import { parse, stringify } from 'yaml';
import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { setFaults } from './judging.ts';
import { atTool, callsTo } from './tools.ts';
import { startWorld, type World } from './world.ts';

interface Deployment { readonly id: string; readonly state: string; readonly run: { readonly status: string; readonly url: string } | null; readonly steps: readonly { readonly name: string; readonly because: string | null }[] }
interface Config { readonly services: { readonly key: string; deployers: Record<string, object> }[] }

const fields = 'id state run { status url } steps { name because }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];

/** The sandbox's configuration, with the ledger deployed by GitLab; its plans go on naming their deployer as before. */
function deployedByGitLab(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const service of config.services.filter(({ key }) => key === 'ledger')) {
    const deployer = { connection: 'gitlab', name: 'github-ledger', project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] };
    service.deployers = { staging: deployer, production: deployer };
  }
  return stringify(config, { aliasDuplicateObjects: false });
}

describe('a service that GitLab deploys', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ configure: deployedByGitLab }); });
  afterAll(async () => { await world.close(); });

  const deployed = async (environment: string): Promise<Deployment> => {
    const input = { releaseKey: 'ledger-1.9.2', environment, idempotencyKey: `to ${environment}` };
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

  it('is deployed once although GitLab\'s answer was lost: its pipeline is found by its correlation', async () => {
    await setFaults(world.sandbox.tools.gitlab, { kind: 'reset', when: 'after', match: 'POST', times: 1 });
    const { id, state, run } = await deployed('production');
    expect([state, run?.status, run?.url]).toEqual(['SUCCEEDED', 'success', expect.stringContaining('/northbank/ledger/-/jobs/')]);
    expect([await callsTo(world, 'gitlab', 'POST /api/v4/projects/:id/pipeline'), await callsTo(world, 'github', 'POST /repos/:owner/:repo/actions/workflows/:workflow/dispatches')]).toEqual([1, 0]);
    const pipelines = await atTool(world, 'gitlab', 'GET /api/v4/projects/northbank%2Fledger/pipelines?source=api', `Bearer ${gitlabCredentials.token}`) as { name: string }[];
    expect(pipelines.map(({ name }) => name.includes(id.replace('deployment:', '')))).toEqual([true]);
  });

  it('has failed when its deploy job was allowed to fail and the pipeline is green', async () => {
    await atTool(world, 'gitlab', 'PUT /__sandbox/pipelines', '', { outcome: 'allowed-failure' });
    const plan = { releaseKey: 'ledger-1.9.2', environment: 'staging', deployer: 'github-ledger', parameters: {}, backoutPlan: 'Deploy 1.9.1 again.' };
    await world.data('mutation ($plan: PlanDeploymentInput!) { planDeployment(input: $plan) { userErrors { message } } }', { plan });
    const { state, run, steps } = await deployed('staging');
    expect([state, run?.status, steps.find(({ name }) => name === 'follow-run')?.because]).toEqual(['FAILED', 'success', expect.stringContaining('its deploy job deploy ended as failed')]);
  });
});
