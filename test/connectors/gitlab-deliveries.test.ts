import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { startGitLab } from '../../sandbox/gitlab/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { gitlab } from '../../src/connectors/gitlab/index.ts';
import { acting } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Deployer } from '../../src/domain/ports/deployer.ts';
import type { Delivery, Notice } from '../../src/domain/ports/webhook.ts';
import { Door } from './hook-door.ts';

const secret = 'a-secret-of-the-hook';
const project = '/projects/northbank%2Fledger';
const correlation = 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order = { correlation, releaseKey: 'ledger-1.9.2', environment: 'production', version: '1.9.2', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };

let tool: StandIn;
let door: Door;
let connection: Connection;
beforeEach(async () => {
  [tool, door] = [await startGitLab({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs: 300 }), new Door()];
  connection = connect(secret);
  await fetch(`${tool.url}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify({ url: await door.open(), secret }) });
});
afterEach(async () => { await Promise.all([tool.close(), door.close()]); });

function connect(webhookSecret: string): Connection {
  return gitlab.connect({ name: 'gitlab', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: gitlabCredentials.token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, webhookSecret }, { clock: { now: () => new Date() } });
}

function deployer(): Deployer {
  const made = connection.deployer?.({ connection: 'gitlab', name: 'ledger', settings: { project: 'northbank/ledger', ref: 'main', jobs: ['deploy'] } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

function receive(delivery: Delivery, by = connection): Notice {
  if (by.receiver === undefined) throw new Error('The connection takes no deliveries.');
  return by.receiver.receive(delivery);
}

async function trigger(): Promise<string> {
  const answer = await deployer().trigger(order, acting);
  return answer.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
}

async function call<T>(method: string, place: string, body?: unknown): Promise<T> {
  const headers = { 'private-token': gitlabCredentials.token, 'content-type': 'application/json' };
  return (await (await fetch(tool.url + (place.startsWith('/__sandbox') ? place : `/api/v4${place}`), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).json()) as T;
}

interface Body { readonly object_kind: string; readonly status?: string; readonly build_name?: string; readonly build_status?: string; readonly object_attributes?: { readonly status: string } }
const text = ({ body }: Delivery): string => Buffer.from(body).toString();
const whatOf = (delivery: Delivery): string => {
  const { object_kind: kind, status, build_name: job, build_status: jobStatus, object_attributes: attributes } = JSON.parse(text(delivery)) as Body;
  return [kind, job, status ?? jobStatus ?? attributes?.status].filter((word) => word !== undefined).join(' ');
};
const wholePipeline = [
  'pipeline created', 'pipeline pending', 'pipeline running', 'pipeline success', 'build prepare created', 'build prepare running', 'build prepare success', 'build deploy created', 'build deploy running', 'build deploy success',
  'build smoke-test created', 'build smoke-test running', 'build smoke-test success', 'deployment running', 'deployment success',
];

describe('GitLab: what it sends by itself', () => {
  it('tells of a pipeline, its jobs and its deployment from the beginning to the end, without being asked, and each delivery has an id of its own', async () => {
    const runId = await trigger();
    const deliveries = await door.until(wholePipeline.length);
    expect(deliveries.map(whatOf).toSorted()).toEqual(wholePipeline.toSorted());
    const notices = deliveries.map((delivery) => receive(delivery));
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(wholePipeline.length);
    for (const notice of notices) expect(notice).toMatchObject({ records: [], correlations: notice.event === 'pipeline' ? [correlation] : [], runIds: notice.event === 'deployment' ? [expect.stringMatching(/^deployment-\d+$/)] : [runId] });
    const kinds = deliveries.map((delivery) => [delivery.headers['x-gitlab-event'], (JSON.parse(text(delivery)) as Body).object_kind].join());
    expect([...new Set(kinds)].toSorted()).toEqual(['Deployment Hook,deployment', 'Job Hook,build', 'Pipeline Hook,pipeline']);
  });

  it('tells that a pipeline waits for a person, and goes on telling once its job was started', async () => {
    await call('PUT', '/__sandbox/pipelines', { outcome: 'manual', times: 1 });
    const runId = await trigger();
    await door.until(1, (delivery) => whatOf(delivery) === 'pipeline manual');
    expect(await deployer().observe(runId, acting)).toMatchObject({ progress: 'PENDING', run: { status: 'manual', url: expect.stringContaining(`/-/pipelines/${runId}`) as unknown } });
    const job = (await call<{ id: number; name: string }[]>('GET', `${project}/pipelines/${runId}/jobs`)).find(({ name }) => name === 'deploy');
    await call('POST', `${project}/jobs/${job?.id ?? 0}/play`);
    await door.until(1, (delivery) => whatOf(delivery) === 'pipeline success');
    expect(door.deliveries.map(whatOf)).toEqual(expect.arrayContaining(['build deploy manual', 'build deploy running', 'build deploy success', 'deployment running', 'deployment success']));
  });

  it('tells that a pipeline is cancelled, by way of canceling', async () => {
    const runId = await trigger();
    await deployer().cancel(runId, acting);
    // What is sent at almost the same time may arrive the other way round.
    await door.until(1, (delivery) => whatOf(delivery) === 'pipeline canceling');
    await door.until(1, (delivery) => whatOf(delivery) === 'pipeline canceled');
  });

  it('tells of deployments that others tell by hand', async () => {
    const { id } = await call<{ id: number }>('POST', `${project}/deployments`, { environment: 'staging', sha: 'a'.repeat(40), ref: 'main', tag: false, status: 'running' });
    await call('PUT', `${project}/deployments/${id}`, { status: 'success' });
    expect((await door.until(2)).map((delivery) => [whatOf(delivery), ...receive(delivery).runIds]).toSorted()).toEqual([['deployment running', `deployment-${id}`], ['deployment success', `deployment-${id}`]]);
  });

  it('is tried once, and sent again when somebody asks for it: the same bytes under the same id', async () => {
    door.answers.push(503);
    await trigger();
    await door.until(wholePipeline.length);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(door.deliveries).toHaveLength(wholePipeline.length);
    const failed = (await call<{ id: number; response_status: string; request_headers: Record<string, string> }[]>('GET', `${project}/hooks/17/events?per_page=100`)).find(({ response_status: status }) => status === '503');
    expect(await call('POST', `${project}/hooks/17/events/${failed?.id ?? 0}/resend`)).toEqual({ response_status: 200 });
    const key = failed?.request_headers['idempotency-key'];
    const repeated = (await door.until(wholePipeline.length + 1)).filter(({ headers }) => headers['idempotency-key'] === key);
    expect(repeated.map((delivery) => [receive(delivery).deliveryId, text(delivery)])).toEqual(Array(2).fill([key, text(repeated[0] ?? { headers: {}, body: new Uint8Array() })]));
  });

  it('is forbidden when its token is another or none; and never with a hint of the secret', async () => {
    await trigger();
    const [delivery = { headers: {}, body: new Uint8Array() }] = await door.until(1);
    const { 'x-gitlab-token': token, ...bare } = delivery.headers;
    expect(token).toBe(secret);
    const forbidden = expect.objectContaining({ name: 'UserMistake', code: 'FORBIDDEN', message: expect.not.stringContaining(secret) as string }) as Error;
    for (const headers of [bare, { ...bare, 'x-gitlab-token': `${secret}x` }, { ...bare, 'x-gitlab-token': '' }]) expect(() => receive({ ...delivery, headers })).toThrow(forbidden);
    expect(() => receive(delivery, connect('another secret'))).toThrow(forbidden);
  });
});
