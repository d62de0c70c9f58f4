import { createHmac } from 'node:crypto';
import { argocdCredentials, startArgoCd } from '../../sandbox/argocd/index.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { jenkinsCredentials, startJenkins } from '../../sandbox/jenkins/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startWebhook, webhookCredentials } from '../../sandbox/webhook/index.ts';

/** As for the other tools: if a naive client here starts to come out right, the stand-in has become kinder than the tool. */
const story = tellStory(new Date('2026-03-02T09:00:00Z'));
const now = (): Date => new Date();

let tool: StandIn;
afterEach(() => tool.close());

function json(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  return answer.json() as Promise<Readonly<Record<string, unknown>>>;
}

describe('A naive Jenkins client', () => {
  beforeEach(async () => {
    tool = await startJenkins({ port: 0, now, story });
    await fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: '{"queueMs":60000}' });
  });

  const job = '/job/ledger/job/deploy';
  const call = (path: string, form?: Readonly<Record<string, string>>, redirect: 'manual' | 'follow' = 'manual'): Promise<Response> => fetch(tool.url + path, {
    redirect, headers: { authorization: `Basic ${btoa(`${jenkinsCredentials.userName}:${jenkinsCredentials.apiToken}`)}` }, ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  const deploy = (version: string, to = job): Promise<Response> => call(`${to}/buildWithParameters`, { environment: 'staging', version });

  it('that triggers two deployments of one version has started one', async () => {
    const places = [await deploy('1.9.2'), await deploy('1.9.2')].map(({ headers }) => headers.get('location'));
    expect(new Set(places).size).toBe(1);
  });

  it('that goes where Location says reaches nobody', async () => {
    const location = (await deploy('1.9.2')).headers.get('location') ?? '';
    expect(new URL(location).host).not.toBe(new URL(tool.url).host);
    expect((await call(new URL(location).pathname)).status).toBe(404);
  });

  it('that follows redirects loses the item behind a 303', async () => {
    await deploy('1.9.2');
    await expect(call(`${job}/buildWithParameters`, { environment: 'staging', version: '1.9.2' }, 'follow')).rejects.toThrow();
  });

  it('that gives every trigger an id of its own is fooled by a job that does not define it', async () => {
    const older = '/job/ledger/job/older';
    const [one, two] = [await call(`${older}/buildWithParameters`, { version: '1', id: 'one' }), await call(`${older}/buildWithParameters`, { version: '1', id: 'two' })];
    expect([one.status, two.status, two.headers.get('location')]).toEqual([201, 303, one.headers.get('location')]);
  });

  it('that takes "no failure" for success deploys nothing and is glad', async () => {
    await fetch(`${tool.url}/__sandbox/builds`, { method: 'PUT', body: '{"result":"NOT_BUILT","runMs":0,"queueMs":0}' });
    await deploy('1.9.2');
    const { builds } = await json(await call(`${job}/api/json`)) as { builds: { result: string | null }[] };
    expect(builds[0]?.result).not.toBe('FAILURE');
    expect(builds[0]?.result).toBe('NOT_BUILT');
  });

  it('that reads errors as JSON cannot', async () => {
    await expect(json(await deploy('1.9.2', '/job/ledger/job/gone'))).rejects.toThrow();
  });
});

describe('A naive Argo CD client', () => {
  beforeEach(async () => { tool = await startArgoCd({ port: 0, now, story, runMs: 200 }); });

  const application = '/api/v1/applications/ledger-staging';
  const call = (method: string, path: string, body?: object): Promise<Response> => fetch(tool.url + path, { method, headers: { authorization: `Bearer ${argocdCredentials.token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const phaseIn = (answer: Readonly<Record<string, unknown>>): string | undefined => (answer['status'] as { operationState?: { phase: string } }).operationState?.phase;
  const ended = async (): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const answer = await json(await call('GET', application));
      if (answer['operation'] === undefined) return answer;
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
  };

  it('that reads the phase right after its sync reads the one before', async () => {
    await call('POST', `${application}/sync`, { revision: '1.9.1' });
    await ended();
    await fetch(`${tool.url}/__sandbox/syncs`, { method: 'PUT', body: '{"phase":"Failed"}' });
    expect(phaseIn(await json(await call('POST', `${application}/sync`, { revision: '1.9.2' })))).toBe('Succeeded');
    expect(phaseIn(await ended())).toBe('Failed');
  });

  it.each([['{"health":"Degraded"}', 'Degraded'], ['{"hasHeadMoved":true}', 'OutOfSync']])('that takes Succeeded for deployed is wrong with %s', async (plan, sign) => {
    await fetch(`${tool.url}/__sandbox/syncs`, { method: 'PUT', body: plan });
    await call('POST', `${application}/sync`, { revision: '1.9.2' });
    let answer = await ended();
    expect(phaseIn(answer)).toBe('Succeeded');
    while (!JSON.stringify(answer['status']).includes(`"${sign}"`)) answer = await ended();
  });

  it('that takes 403 for a matter of rights looks in vain', async () => {
    expect((await call('GET', '/api/v1/applications/nobody-made-this')).status).toBe(403);
  });
});

describe('A naive webhook client', () => {
  beforeEach(async () => { tool = await startWebhook({ port: 0, now }); });

  it('that signs what it means and not what it sends is refused', async () => {
    const order = { correlation: 'one', version: '1.9.2' };
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', webhookCredentials.secret).update(`${timestamp}.${JSON.stringify(order)}`).digest('hex');
    const send = async (body: string): Promise<number> => (await fetch(`${tool.url}/deploy`, {
      method: 'POST', body, headers: { 'x-muster-key-id': webhookCredentials.keyId, 'x-muster-timestamp': timestamp, 'x-muster-signature': `sha256=${signature}`, 'idempotency-key': 'one' },
    })).status;
    expect([await send(JSON.stringify(order, null, 2)), await send(JSON.stringify(order))]).toEqual([401, 202]);
  });
});
