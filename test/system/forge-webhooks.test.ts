import { parse, stringify } from 'yaml';
import { githubCredentials, gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { urlsOf } from '../../sandbox/sandbox.ts';
import { nameHooks } from '../../sandbox/seed/name-hooks.ts';
import { callsTo } from './tools.ts';
import { startWorld, type World } from './world.ts';

/** So slow that whatever becomes known within a test did not become known by asking. */
const never = 3_600_000;

interface Config { readonly services: { readonly key: string; deployers: object }[] }
interface Told { readonly state: string; readonly run: { readonly status: string; readonly url: string } | null }
/** A delivery as its tool remembers it: under which id it went, and what the hub answered. */
interface Sent { readonly id: number; readonly deliveryId: string; readonly status: number; readonly answer: string }

interface Forge {
  readonly name: 'github' | 'gitlab';
  readonly token: string;
  readonly trigger: string;
  readonly page: string;
  /** What the ledger's environments are deployed by; its plans go on naming their deployer as before. */
  readonly deployer: object | null;
  readonly deliveries: (ask: (method: string, place: string) => Promise<unknown>) => Promise<readonly Sent[]>;
  readonly again: (id: number) => string;
  readonly forged: Readonly<Record<string, string>>;
}

const hooks = { github: '/repos/northbank/ledger/hooks/42/deliveries', gitlab: '/api/v4/projects/northbank%2Fledger/hooks/17/events' } as const;

const forges: readonly Forge[] = [
  {
    name: 'github', token: githubCredentials.token, trigger: 'POST /repos/:owner/:repo/actions/workflows/:workflow/dispatches', page: '/northbank/ledger/actions/runs/', deployer: null,
    deliveries: async (ask) => {
      const listed = await ask('GET', `${hooks.github}?per_page=100`) as readonly { readonly id: number }[];
      const whole = await Promise.all(listed.map(({ id }) => ask('GET', `${hooks.github}/${id}`))) as { readonly id: number; readonly guid: string; readonly status_code: number; readonly response: { readonly payload: string } }[];
      return whole.map(({ id, guid, status_code: status, response }) => ({ id, deliveryId: guid, status, answer: response.payload }));
    },
    again: (id) => `${hooks.github}/${id}/attempts`,
    forged: { 'x-github-event': 'workflow_run', 'x-github-delivery': 'forged', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
  },
  {
    name: 'gitlab', token: gitlabCredentials.token, trigger: 'POST /api/v4/projects/:id/pipeline', page: '/northbank/ledger/-/jobs/',
    deployer: { connection: 'gitlab', name: 'github-ledger', project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] },
    deliveries: async (ask) => {
      const listed = await ask('GET', `${hooks.gitlab}?per_page=100`) as readonly { readonly id: number; readonly request_headers: Readonly<Record<string, string>>; readonly response_status: string; readonly response_body: string }[];
      return listed.map(({ id, request_headers: headers, response_status: status, response_body: answer }) => ({ id, deliveryId: headers['idempotency-key'] ?? '', status: Number(status), answer }));
    },
    again: (id) => `${hooks.gitlab}/${id}/resend`,
    forged: { 'x-gitlab-event': 'Pipeline Hook', 'x-gitlab-event-uuid': 'forged', 'x-gitlab-token': 'sandbox-gitlab-hook-secret!' },
  },
];

function deployedBy(yaml: string, { deployer }: Forge): string {
  const config = parse(yaml) as Config;
  for (const service of deployer === null ? [] : config.services.filter(({ key }) => key === 'ledger')) service.deployers = { staging: deployer, production: deployer };
  return stringify(config, { aliasDuplicateObjects: false });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

describe.each(forges)('webhooks of $name at the hub\'s door', (forge) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ configure: (yaml) => deployedBy(yaml, forge), runner: { pollMs: never } });
    await nameHooks(world.url, urlsOf(world.sandbox.tools));
  });
  afterAll(async () => { await world.close(); });

  const ask = async (method: string, place: string): Promise<unknown> => (await fetch(world.sandbox.tools[forge.name].url + place, { method, headers: { authorization: `Bearer ${forge.token}` } })).json();
  const told = async (id: string): Promise<Told> => (await world.data<{ deployment: Told }>('query ($id: ID!) { deployment(id: $id) { state run { status url } } }', { id })).deployment;

  it('make known how a run goes long before anybody would have asked', async () => {
    const input = { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'webhooks' };
    const { triggerDeployment: { deployment } } = await world.data<{ triggerDeployment: { deployment: { id: string } } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input });
    let now = await told(deployment.id);
    for (let looks = 0; looks < 600 && now.state !== 'SUCCEEDED'; looks += 1) {
      await pause(50);
      now = await told(deployment.id);
    }
    expect(now).toMatchObject({ state: 'SUCCEEDED', run: { status: 'success', url: expect.stringContaining(forge.page) as unknown } });
    expect(await callsTo(world, forge.name, forge.trigger)).toBe(1);
  });

  it('are taken once, however often they are sent', async () => {
    const [newest] = (await forge.deliveries(ask)).filter(({ status }) => status === 202);
    const answers = async (): Promise<readonly string[]> => (await forge.deliveries(ask)).filter(({ deliveryId, status }) => deliveryId === newest?.deliveryId && status === 202).toSorted((a, b) => a.id - b.id).map(({ answer }) => answer);
    for (let times = 2; times <= 3; times += 1) {
      await ask('POST', forge.again(newest?.id ?? 0));
      for (let looks = 0; looks < 600 && (await answers()).length < times; looks += 1) await pause(20);
    }
    expect(await answers()).toEqual(['{"accepted":true,"isNew":true}', '{"accepted":true,"isNew":false}', '{"accepted":true,"isNew":false}']);
  });

  it('are refused when they are forged, without a reason', async () => {
    const body = JSON.stringify({ action: 'completed', workflow_run: { id: 1 }, object_kind: 'pipeline', object_attributes: { id: 1 } });
    const answer = await fetch(`${new URL(world.url).origin}/webhooks/${forge.name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...forge.forged }, body });
    expect([answer.status, await answer.json()]).toEqual([403, { accepted: false }]);
  });
});
