import { createRequire } from 'node:module';
import path from 'node:path';
import { App } from 'octokit';
import { githubCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { reviewerToken, startGitHub } from '../../sandbox/github/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { github } from '../../src/connectors/github/index.ts';
import { acting } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Delivery, Notice } from '../../src/domain/ports/webhook.ts';
import { Door } from './hook-door.ts';
import { officialJudge, officialSchema } from './official.ts';

const secret = 'a-secret-of-the-hook';
const repo = '/repos/northbank/payments';
const described = path.join(path.dirname(createRequire(import.meta.url).resolve('@octokit/openapi')), 'generated/api.github.com.json');
const fits = officialSchema(described);
const correlation = 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const order = { correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };

let tool: StandIn;
let door: Door;
let connection: Connection;
beforeEach(async () => {
  [tool, door] = [await startGitHub({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs: 200 }), new Door()];
  connection = connect(secret);
  await fetch(`${tool.url}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify({ url: await door.open(), secret }) });
});
afterEach(async () => { await Promise.all([tool.close(), door.close()]); });

function connect(webhookSecret: string): Connection {
  return github.connect({ name: 'github', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: githubCredentials.token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, webhookSecret }, { clock: { now: () => new Date() } });
}

function receive(delivery: Delivery, by = connection): Notice {
  if (by.receiver === undefined) throw new Error('The connection takes no deliveries.');
  return by.receiver.receive(delivery);
}

async function trigger(): Promise<string> {
  const answer = await connection.deployer?.({ connection: 'github', name: 'payments', settings: { repository: 'northbank/payments', workflow: 'deploy.yml', ref: 'main' } }).trigger(order, acting);
  return answer?.outcome === 'ACCEPTED' ? (answer.run?.runId ?? '') : '';
}

async function call(method: string, place: string, body?: unknown, token: string = githubCredentials.token): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(tool.url + place, { method, headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, body: await answer.json() };
}

const text = ({ body }: Delivery): string => Buffer.from(body).toString();
const whatOf = (delivery: Delivery): string => {
  const { action, deployment_status: status } = JSON.parse(text(delivery)) as { readonly action?: string; readonly deployment_status?: { readonly state: string } };
  return [delivery.headers['x-github-event'], status?.state ?? action].filter((word) => word !== undefined).join(' ');
};
const wholeRun = ['ping', 'workflow_run requested', 'workflow_run in_progress', 'deployment created', 'deployment_status in_progress', 'workflow_run completed', 'deployment_status success'];

describe('GitHub: what it sends by itself', () => {
  it('tells of a run and its deployment from the beginning to the end, without being asked, and each delivery has an id of its own', async () => {
    const runId = await trigger();
    const deliveries = await door.until(wholeRun.length);
    expect(deliveries.map(whatOf).toSorted()).toEqual(wholeRun.toSorted());
    const notices = deliveries.map((delivery) => receive(delivery));
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(wholeRun.length);
    for (const notice of notices.filter(({ event }) => event !== 'ping')) expect(notice).toMatchObject({ records: [], correlations: [correlation], runIds: expect.arrayContaining([runId]) as unknown });
  });

  it('is signed so that octokit believes it, and not when a byte of it is another', async () => {
    await trigger();
    const { webhooks } = new App({ appId: 1, privateKey: 'none is needed to verify', webhooks: { secret } });
    for (const delivery of await door.until(wholeRun.length)) {
      const signature = delivery.headers['x-hub-signature-256'] ?? '';
      expect(await webhooks.verify(text(delivery), signature)).toBe(true);
      expect(await webhooks.verify(`${text(delivery)} `, signature)).toBe(false);
    }
  });

  it('fits GitHub\'s own description of its webhooks', async () => {
    await trigger();
    const described = { 'workflow_run requested': 'webhook-workflow-run-requested', 'workflow_run in_progress': 'webhook-workflow-run-in-progress', 'workflow_run completed': 'webhook-workflow-run-completed', 'deployment created': 'webhook-deployment-created' };
    const mistakes = (await door.until(wholeRun.length)).filter((delivery) => whatOf(delivery) !== 'ping').flatMap((delivery) => {
      const name = (described as Readonly<Record<string, string>>)[whatOf(delivery)] ?? 'webhook-deployment-status-created';
      return fits(name, JSON.parse(text(delivery))).map((mistake) => `${whatOf(delivery)}: ${mistake}`);
    });
    expect(mistakes).toEqual([]);
    expect(fits('webhook-workflow-run-completed', { action: 'completed', workflow_run: { id: '7' } })).not.toEqual([]);
  });

  it('tells of a run that waits for its reviewers only that its deployment waits, and goes on telling once they approved', async () => {
    await call('PUT', '/__sandbox/runs', { isReviewed: true, times: 1 });
    const runId = await trigger();
    expect((await door.until(4)).map(whatOf).toSorted()).toEqual(['deployment created', 'deployment_status waiting', 'ping', 'workflow_run requested']);
    const [pending] = (await call('GET', `${repo}/actions/runs/${runId}/pending_deployments`)).body as { environment: { id: number } }[];
    await call('POST', `${repo}/actions/runs/${runId}/pending_deployments`, { environment_ids: [pending?.environment.id], state: 'approved', comment: '' }, reviewerToken);
    expect((await door.until(8)).slice(4).map(whatOf).toSorted()).toEqual(['deployment_status in_progress', 'deployment_status success', 'workflow_run completed', 'workflow_run in_progress']);
  });

  it('asks at a custom protection rule in the words of GitHub\'s own description, and takes the answer once', async () => {
    await call('PUT', '/__sandbox/runs', { isProtected: true, times: 1 });
    const runId = await trigger();
    const asked = (await door.until(5)).find(({ headers }) => headers['x-github-event'] === 'deployment_protection_rule') ?? { headers: {}, body: new Uint8Array() };
    expect(fits('webhook-deployment-protection-rule-requested', JSON.parse(text(asked)))).toEqual([]);
    const { protections = [] } = receive(asked);
    expect(protections).toEqual([{ project: 'northbank/payments', runId, place: 'production', deploymentId: expect.stringMatching(/^\d+$/) as unknown }]);
    const [request] = protections;
    const place = connection.deployer?.({ connection: 'github', name: 'payments', environment: 'production', settings: { repository: 'Northbank/payments', workflow: 'deploy.yml', ref: 'main', runName: 'Deploy {version} to {environment} [{correlation}]' } }).protectedPlace;
    if (request === undefined || place === undefined) throw new Error('nothing was asked, or nothing can answer');
    expect([place.concerns(request), place.concerns({ ...request, place: 'staging' }), place.concerns({ ...request, project: 'northbank/ledger' })]).toEqual([true, false, false]);
    expect(await place.read(request, acting)).toMatchObject({ run: { runId }, progress: 'PENDING', version: '2.4.0', correlation });
    expect(await place.read({ ...request, runId: '1' }, acting)).toBeNull();
    expect(await place.answer(request, { state: 'REPORTED', because: 'It waits.' }, acting)).toBe(true);
    expect(await place.answer(request, { state: 'APPROVED', because: 'x'.repeat(5_000) }, acting)).toBe(true);
    expect(await place.answer(request, { state: 'REJECTED', because: 'too late' }, acting)).toBe(false);
    expect((await door.until(9)).slice(5).map(whatOf)).toContain('workflow_run completed');
  });

  it('tells of deployments that others make by hand, and of their statuses', async () => {
    const { id } = (await call('POST', `${repo}/deployments`, { ref: 'main', auto_merge: false, required_contexts: [], environment: 'staging' })).body as { id: number };
    await call('POST', `${repo}/deployments/${id}/statuses`, { state: 'success' });
    const notices = (await door.until(3)).map((delivery) => receive(delivery));
    expect(notices.slice(1)).toMatchObject([{ event: 'deployment', runIds: [`deployment-${id}`], correlations: [] }, { event: 'deployment_status', runIds: [`deployment-${id}`], correlations: [] }]);
  });

  it('is tried once, and sent again when somebody asks for it: the same bytes under the same id', async () => {
    door.answers.push(202, 503);
    await trigger();
    await door.until(wholeRun.length);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(door.deliveries).toHaveLength(wholeRun.length);
    const list = await call('GET', `${repo}/hooks/42/deliveries`);
    const failed = (list.body as { id: number; guid: string; status_code: number; redelivery: boolean }[]).find(({ status_code: code }) => code === 503);
    expect(failed?.redelivery).toBe(false);
    const judge = officialJudge([described]);
    const again = await call('POST', `${repo}/hooks/42/deliveries/${failed?.id ?? 0}/attempts`);
    expect([again.status, judge({ method: 'GET', path: `${repo}/hooks/42/deliveries`, query: [], asked: undefined, status: 200, answered: list.body }), judge({ method: 'POST', path: `${repo}/hooks/42/deliveries/7/attempts`, query: [], asked: undefined, status: 202, answered: again.body })]).toEqual([202, [], []]);
    const repeated = (await door.until(wholeRun.length + 1)).filter(({ headers }) => headers['x-github-delivery'] === failed?.guid);
    expect(repeated).toHaveLength(2);
    expect(repeated.map((delivery) => [text(delivery), delivery.headers['x-hub-signature-256'], receive(delivery).deliveryId])).toEqual(Array(2).fill([text(repeated[0] ?? { headers: {}, body: new Uint8Array() }), repeated[0]?.headers['x-hub-signature-256'], failed?.guid]));
  });

  it('is forbidden when its signature is another\'s, is over another body, or is missing; and never with a hint of the secret', async () => {
    await trigger();
    const [, delivery = { headers: {}, body: new Uint8Array() }] = await door.until(2);
    const { 'x-hub-signature-256': signature = '', ...bare } = delivery.headers;
    const forged: readonly Delivery[] = [
      { ...delivery, headers: bare }, { ...delivery, headers: { ...bare, 'x-hub-signature-256': signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) } },
      { ...delivery, body: new TextEncoder().encode(text(delivery).replace('northbank', 'southbank')) }, { ...delivery, headers: { ...bare, 'x-hub-signature-256': bare['x-hub-signature'] ?? '' } },
    ];
    const forbidden = expect.objectContaining({ name: 'UserMistake', code: 'FORBIDDEN', message: expect.not.stringContaining(secret) as string }) as Error;
    for (const one of forged) expect(() => receive(one)).toThrow(forbidden);
    expect(() => receive(delivery, connect('another secret'))).toThrow(forbidden);
  });
});
