import { parse, stringify } from 'yaml';
import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { callsTo } from './tools.ts';
import { startWorld, type World } from './world.ts';

const secret = 'a secret of sixteen or more';
/** So slow that whatever becomes known within a test did not become known by asking. */
const never = 3_600_000;

interface Config { readonly connections: { readonly name: string; webhook?: object }[] }
interface Told { readonly state: string; readonly run: { readonly status: string; readonly url: string } | null }
interface Sent { readonly id: number; readonly guid: string; readonly event: string; readonly action: string | null; readonly status_code: number; readonly redelivery: boolean }

function withHook(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const connection of config.connections.filter(({ name }) => name === 'github')) connection.webhook = { secret };
  return stringify(config, { aliasDuplicateObjects: false });
}

describe('webhooks of GitHub at the hub\'s door', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ configure: withHook, runner: { pollMs: never } });
    await fetch(`${world.sandbox.tools.github.url}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify({ url: `${new URL(world.url).origin}/webhooks/github`, secret }) });
  });
  afterAll(async () => { await world.close(); });

  const atGitHub = async <T>(method: string, place: string): Promise<T> => (await (await fetch(world.sandbox.tools.github.url + place, { method, headers: { authorization: `Bearer ${githubCredentials.token}` } })).json()) as T;
  const deliveries = (): Promise<readonly Sent[]> => atGitHub('GET', '/repos/northbank/ledger/hooks/42/deliveries?per_page=100');
  const told = async (id: string): Promise<Told> => (await world.data<{ deployment: Told }>('query ($id: ID!) { deployment(id: $id) { state run { status url } } }', { id })).deployment;

  it('make known how a run goes long before anybody would have asked', async () => {
    const input = { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'webhooks' };
    const { triggerDeployment: { deployment } } = await world.data<{ triggerDeployment: { deployment: { id: string } } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input });
    let now = await told(deployment.id);
    while (now.state !== 'SUCCEEDED') {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      now = await told(deployment.id);
    }
    expect(now.run).toMatchObject({ status: 'success', url: expect.stringContaining('/northbank/ledger/actions/runs/') as unknown });
    expect((await deliveries()).map(({ status_code: code }) => code)).toEqual(expect.arrayContaining([202]));
    expect(await callsTo(world, 'github', 'POST /repos/:owner/:repo/actions/workflows/:workflow/dispatches')).toBe(1);
  });

  it('are taken once, however often they are sent', async () => {
    const [first] = (await deliveries()).filter(({ event, action }) => event === 'workflow_run' && action === 'completed');
    const sentAs = async (): Promise<readonly Sent[]> => (await deliveries()).filter(({ guid, status_code: code }) => guid === first?.guid && code !== 0);
    for (let times = 2; times <= 3; times += 1) {
      await atGitHub('POST', `/repos/northbank/ledger/hooks/42/deliveries/${first?.id ?? 0}/attempts`);
      while ((await sentAs()).length < times) await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    const answers = await Promise.all((await sentAs()).toSorted((a, b) => a.id - b.id).map(({ id }) => atGitHub<{ response: { payload: string } }>('GET', `/repos/northbank/ledger/hooks/42/deliveries/${id}`)));
    expect(answers.map(({ response }) => response.payload)).toEqual(['{"accepted":true,"isNew":true}', '{"accepted":true,"isNew":false}', '{"accepted":true,"isNew":false}']);
  });

  it('are refused when they are forged', async () => {
    const body = JSON.stringify({ action: 'completed', workflow_run: { id: 1 } });
    const answer = await fetch(`${new URL(world.url).origin}/webhooks/github`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-github-event': 'workflow_run', 'x-github-delivery': 'forged', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, body });
    expect([answer.status, await answer.json()]).toEqual([403, { accepted: false }]);
  });
});
