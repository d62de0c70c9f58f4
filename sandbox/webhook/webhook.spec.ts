import { createHmac } from 'node:crypto';
import type { StandIn } from '../kernel/index.ts';
import { startWebhook, webhookCredentials } from './index.ts';

const now = new Date('2026-03-02T09:00:00.000Z');
const inSeconds = (moment: Date): string => String(Math.floor(moment.getTime() / 1_000));

describe('a deploy service behind a webhook', () => {
  let service: StandIn;
  beforeEach(async () => { service = await startWebhook({ port: 0, now: () => now, runMs: 800 }); });
  afterEach(() => service.close());

  const signed = (body: string, timestamp = inSeconds(now), secret: string = webhookCredentials.secret): Record<string, string> => ({
    'x-muster-key-id': webhookCredentials.keyId, 'x-muster-timestamp': timestamp, 'x-muster-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  });
  const call = async (method: string, path: string, body = '', headers: Record<string, string> = signed(body)): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> => {
    const answer = await fetch(service.url + path, { method, headers, ...(body === '' ? {} : { body }) });
    return { status: answer.status, body: await answer.json() as Readonly<Record<string, unknown>> };
  };
  const body = '{"correlation":"one", "version":"2.4.0"}';
  const deploy = (text = body, key = 'one'): ReturnType<typeof call> => call('POST', '/deploy', text, { ...signed(text), 'idempotency-key': key });
  const statusOf = async (correlation: string): Promise<unknown> => (await call('GET', `/deployments/${correlation}`)).body['status'];

  it('runs from pending to its end', async () => {
    expect((await deploy()).status).toBe(202);
    expect(await statusOf('one')).toBe('pending');
    while (['pending', 'running'].includes(String(await statusOf('one')))) await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(await statusOf('one')).toBe('succeeded');
  });

  it('does once what is posted twice, and refuses the same key for something else', async () => {
    await deploy();
    expect((await deploy()).status).toBe(202);
    expect((await deploy('{"correlation":"one"}')).status).toBe(409);
    expect((await deploy(body, '')).status).toBe(422);
  });

  it('checks the signature over the raw bytes, not over what they mean', async () => {
    const respaced = body.replace(', ', ',');
    expect((await call('POST', '/deploy', respaced, { ...signed(body), 'idempotency-key': 'one' })).status).toBe(401);
    expect(await statusOf('one')).toBe('unknown');
  });

  it.each([
    ['no signature', {}], ['a wrong secret', signed('', undefined, 'wrong')], ['a key nobody has', { ...signed(''), 'x-muster-key-id': 'other' }], ['a cut signature', { ...signed(''), 'x-muster-signature': 'sha256=' }],
    ['an old timestamp', signed('', inSeconds(new Date(now.getTime() - 301_000)))], ['a future one', signed('', inSeconds(new Date(now.getTime() + 301_000)))], ['one that is no number', signed('', 'soon')],
  ])('refuses %s', async (_what, headers) => {
    expect((await call('GET', '/health', '', headers)).status).toBe(401);
  });

  it('takes a timestamp that is less than five minutes off', async () => {
    expect((await call('GET', '/health', '', signed('', inSeconds(new Date(now.getTime() - 299_000))))).status).toBe(200);
  });

  it('says 404 in its own words of a run it does not know, and cancels one that goes on', async () => {
    expect(await call('GET', '/deployments/gone')).toEqual({ status: 404, body: { correlation: 'gone', status: 'unknown' } });
    await deploy();
    expect((await call('POST', '/deployments/one/cancel')).status).toBe(202);
    expect(await statusOf('one')).toBe('canceled');
    expect((await call('POST', '/deployments/one/cancel')).status).toBe(409);
    expect((await call('POST', '/deployments/gone/cancel')).status).toBe(404);
  });

  it('ends as it is told, and refuses a plan it does not understand', async () => {
    const plan = (text: string): Promise<Response> => fetch(`${service.url}/__sandbox/runs`, { method: 'PUT', body: text });
    expect((await plan('{"result":"great"}')).status).toBe(400);
    await plan('{"result":"failed","runMs":0,"times":1}');
    await deploy();
    expect(await statusOf('one')).toBe('failed');
  });
});
