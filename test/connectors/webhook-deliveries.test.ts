import { createHmac } from 'node:crypto';
import { argocdCredentials, startArgoCd } from '../../sandbox/argocd/index.ts';
import { smallStory } from '../../sandbox/github/small-story.spec-data.ts';
import { jenkinsCredentials, startJenkins } from '../../sandbox/jenkins/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startWebhook, webhookCredentials } from '../../sandbox/webhook/index.ts';
import { argocd } from '../../src/connectors/argocd/index.ts';
import type { Auth, Connector } from '../../src/connectors/connector.ts';
import { jenkins } from '../../src/connectors/jenkins/index.ts';
import { webhook } from '../../src/connectors/webhook/index.ts';
import { acting } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { DeployOrder } from '../../src/domain/ports/deployer.ts';
import type { Delivery, Notice } from '../../src/domain/ports/webhook.ts';
import { Door } from './hook-door.ts';

const now = (): Date => new Date();
const secret = 'a-secret-of-the-hook';
const order: DeployOrder = { correlation: 'deployment-0001', releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };

interface Kind {
  readonly name: string;
  readonly connector: Connector;
  readonly start: () => Promise<StandIn>;
  readonly auth: Auth;
  readonly settings: object;
  /** Events of one run, from its beginning to its end. */
  readonly events: readonly string[];
}

const kinds: readonly Kind[] = [
  { name: 'webhook', connector: webhook, start: () => startWebhook({ port: 0, now, runMs: 300 }), auth: { kind: 'basic', userName: webhookCredentials.keyId, password: webhookCredentials.secret }, settings: { path: '/deploy', status: '/deployments/{correlation}' }, events: ['running', 'succeeded'] },
  { name: 'jenkins', connector: jenkins, start: () => startJenkins({ port: 0, now, story: smallStory(), runMs: 300 }), auth: { kind: 'basic', userName: jenkinsCredentials.userName, password: jenkinsCredentials.apiToken }, settings: { job: 'payments/deploy' }, events: ['QUEUED', 'STARTED', 'COMPLETED'] },
  { name: 'argocd', connector: argocd, start: () => startArgoCd({ port: 0, now, story: smallStory(), runMs: 300 }), auth: { kind: 'bearer', token: argocdCredentials.token }, settings: { application: 'payments-production' }, events: ['Succeeded', 'Succeeded'] },
];

function connect({ name, connector, auth }: Kind, url: string, webhookSecret: string | undefined = secret): Connection {
  return connector.connect({ name, isProduction: true, url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, ...(webhookSecret === '' ? {} : { webhookSecret }) }, { clock: { now } });
}

describe.each(kinds)('$name: what it sends by itself', (kind) => {
  let tool: StandIn;
  let door: Door;
  let connection: Connection;
  beforeEach(async () => {
    [tool, door] = [await kind.start(), new Door()];
    connection = connect(kind, tool.url);
    await fetch(`${tool.url}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify({ url: await door.open(), secret, keyId: kind.name }) });
  });
  afterEach(async () => { await Promise.all([tool.close(), door.close()]); });

  const trigger = async (): Promise<void> => {
    const answer = await connection.deployer?.({ connection: kind.name, name: 'payments', environment: 'production', settings: { ...kind.settings } }).trigger(order, acting);
    expect(answer?.outcome).toBe('ACCEPTED');
  };
  const receive = (delivery: Delivery): Notice => {
    if (connection.receiver === undefined) throw new Error('The connection takes no deliveries.');
    return connection.receiver.receive(delivery);
  };
  const mistake = (delivery: Delivery): unknown => {
    try {
      return receive(delivery);
    } catch (error) {
      return error;
    }
  };

  it('tells where to look, and each delivery has an id of its own', async () => {
    await trigger();
    const notices = (await door.until(kind.events.length)).map(receive);
    expect(notices.map(({ event }) => event)).toEqual(kind.events);
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(kind.events.length);
    for (const notice of notices) expect(notice).toMatchObject({ records: [], correlations: [order.correlation], runIds: expect.any(Array) as unknown });
    expect(notices.at(-1)?.runIds.length).toBeGreaterThan(0);
  });

  it('sends again under the same id after 503, 429 and 408, and not after a redirect or a refusal', async () => {
    door.answers.push(503, 429, 408, 202, 302, 403);
    await trigger();
    const notices = (await door.until(3 + kind.events.length)).map(receive);
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(kind.events.length);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(door.deliveries).toHaveLength(3 + kind.events.length);
  });

  it('a wrong secret, a changed byte, none at all: FORBIDDEN; and never with a hint of the secret', async () => {
    await trigger();
    const [delivery = { headers: {}, body: new Uint8Array() }] = await door.until(1);
    expect(connect(kind, tool.url, 'another').receiver).toBeDefined();
    const { authorization, 'x-muster-signature': signature = '', ...bare } = delivery.headers;
    const wrongs: readonly Delivery[] = [
      { ...delivery, headers: bare }, { ...delivery, headers: { ...bare, 'authorization': 'Bearer x', 'x-muster-signature': 'sha256=' } },
      { ...delivery, headers: { ...bare, ...(authorization === undefined ? {} : { authorization: `${authorization}x` }), 'x-muster-signature': signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) } },
    ];
    for (const wrong of wrongs) expect(mistake(wrong)).toMatchObject({ name: 'UserMistake', code: 'FORBIDDEN', message: expect.not.stringContaining(secret) as string });
    expect(() => connect(kind, tool.url, 'another').receiver?.receive(delivery)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }) as Error);
  });

  it('takes nothing where no secret is configured', () => {
    expect('receiver' in connect(kind, tool.url, '')).toBe(false);
  });

  const signed = (body: string | Uint8Array, at: Date = now()): Delivery => {
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
    return { headers: { 'authorization': `Bearer ${secret}`, 'x-muster-key-id': kind.name, 'x-muster-timestamp': timestamp, 'x-muster-signature': signature }, body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
  };

  it.each([-301, 301, -299, 299])('a moment that is %d seconds off is FORBIDDEN beyond five minutes', (seconds) => {
    const at = new Date(Date.now() + seconds * 1_000);
    const body = { deliveryId: 'd', event: 'e', correlation: 'c', url: 'job/a/', build: { number: 1, phase: 'STARTED' }, application: 'a', phase: 'p', health: 'h', startedAt: 's', sentAt: at.toISOString() };
    const answer = mistake(signed(JSON.stringify(body), at));
    if (Math.abs(seconds) > 300) expect(answer).toMatchObject({ code: 'FORBIDDEN' });
    else expect(answer).toHaveProperty('deliveryId');
  });

  it('the same body again has the same id, whatever the moment', () => {
    const body = (at: Date): string => JSON.stringify({ deliveryId: 'd', event: 'e', correlation: 'c', url: 'job/a/', build: { number: 1, phase: 'STARTED' }, application: 'a', phase: 'p', health: 'h', startedAt: 's', sentAt: at.toISOString() });
    const [one, other] = [now(), new Date(Date.now() + 60_000)];
    expect(receive(signed(body(one), one)).deliveryId).toBe(receive(signed(body(other), other)).deliveryId);
  });

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''], ['no JSON', '{"deliveryId":'], ['no object', '[]'], ['null', 'null'], ['another shape', '{"deliveryId":7}'], ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])], ['too much', `{"deliveryId":"${'x'.repeat(1_100_000)}"}`],
    ['a line break in an id', JSON.stringify({ deliveryId: 'a\nb', event: 'e', correlation: 'c', url: 'a\nb', build: { number: 1, phase: 'STARTED' }, application: 'a\nb' })],
    ['a prototype', '{"__proto__":{"deliveryId":"d"},"constructor":1}'],
  ])('a signed body of %s is INVALID', (_what, body) => {
    expect(mistake(signed(body))).toMatchObject({ name: 'UserMistake', code: 'INVALID' });
  });
});
