import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { createLog } from '../../src/server/log.ts';
import { startWorld, type World } from './world.ts';

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

interface Span {
  readonly traceId: string; readonly spanId: string; readonly parentSpanId?: string; readonly name: string; readonly kind: number;
  readonly startTimeUnixNano: string; readonly endTimeUnixNano: string; readonly status: { readonly code: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

/** A collector on this machine: what it was sent, byte for byte, and as spans. */
class Collector {
  readonly bodies: string[] = [];
  readonly headers: (string | undefined)[] = [];
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk; }).on('end', () => {
      this.bodies.push(body);
      this.headers.push(request.headers.authorization);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/traces`;
  }

  spans(): readonly Span[] {
    return this.bodies.flatMap((body) => (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const attribute = ({ attributes }: Span, key: string): unknown => Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0];
const named = 'query Standing($key: String!) { release(key: $key) { readiness(environment: "production") { outcome } } }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED'];

describe('what is told of work', () => {
  const lines: Line[] = [];
  const collector = new Collector();
  let world: World;
  beforeAll(async () => {
    const endpoint = await collector.open();
    world = await startWorld({ configure: (yaml) => `${yaml}\ntelemetry: { traces: { endpoint: "${endpoint}", headers: { authorization: "Bearer of-the-collector" } } }\n`, log: createLog('debug', { write: (text) => { lines.push(JSON.parse(text) as Line); } }) });
  });
  afterAll(async () => {
    await world.close();
    collector.close();
  });

  const ask = async (requestId: string | null, body: object, more: Readonly<Record<string, string>> = {}): Promise<{ readonly named: string; readonly told: readonly Line[] }> => {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${world.sandbox.tokens.releaseManager}`, ...(requestId !== null && { 'x-request-id': requestId }), ...more }, body: JSON.stringify(body) });
    await response.text();
    const id = response.headers.get('x-request-id') ?? '';
    const told = (): readonly Line[] => lines.filter((line) => line['requestId'] === id);
    while (!told().some(({ msg }) => msg === 'an operation was answered')) await new Promise((resolve) => { setTimeout(resolve, 10); });
    return { named: id, told: told() };
  };

  it('bears the id of its request on every line: the operation, what tools were asked for it, and for which judgement', async () => {
    const { named: id, told } = await ask('balancer-0001.a_b', { query: named, variables: { key: 'ledger-1.9.2' } });
    expect(id).toBe('balancer-0001.a_b');
    expect(told.find(({ msg }) => msg === 'an operation was answered')).toMatchObject({
      type: 'query', operation: 'Standing', hash: createHash('sha256').update(named).digest('hex'), outcome: 'OK', codes: [], status: 200, cost: expect.any(Number) as number, milliseconds: expect.any(Number) as number,
    });
    const asked = told.filter(({ msg }) => msg === 'asked a tool');
    expect(new Set(asked.map(({ connection }) => connection))).toEqual(new Set(['servicenow', 'jira', 'artifactory']));
    for (const line of asked) expect(line).toMatchObject({ purpose: 'judge', releaseKey: 'ledger-1.9.2', environment: 'production' });
  });

  it('tells an operation that was refused, without a word of what it asked', async () => {
    const { told } = await ask(null, { query: `{ canaryInText ${'__typename '.repeat(100)} }`, variables: { key: 'canaryInVariables' } });
    expect(told.find(({ msg }) => msg === 'an operation was answered')).toMatchObject({ type: null, operation: null, outcome: 'REFUSED', codes: ['TOO_COMPLEX'], status: 400 });
    await ask(null, { query: named, variables: { key: 'canaryInVariables' } });
    expect(JSON.stringify(lines)).not.toMatch(/canaryIn/);
  });

  it.each(['short', 'with spaces in it', `long${'x'.repeat(80)}`, 'inject%0a{"level":60}'])('calls a request anew that is called %s', async (given) => {
    expect((await ask(given, { query: '{ viewer { roles } }' })).named).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('bears the id of its deployment and its step on every line, whoever asked for it', async () => {
    const { triggerDeployment: { deployment: { id } } } = await world.data<{ triggerDeployment: { deployment: { id: string } } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } } }', { input: { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'told' } });
    const state = async (): Promise<string> => (await world.data<{ deployment: { state: string } }>('query ($id: ID!) { deployment(id: $id) { state } }', { id })).deployment.state;
    while (!ended.includes(await state())) await new Promise((resolve) => { setTimeout(resolve, 100); });
    const told = lines.filter((line) => line['deploymentId'] === id);
    const steps = told.filter(({ msg }) => msg === 'asked a tool').map(({ step }) => step);
    expect(steps).toEqual(expect.arrayContaining(['revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'write-running-version', 'move-change-to-review']));
    expect(steps).not.toContain(undefined);
    expect(told.filter(({ requestId }) => requestId !== undefined)).toEqual([]);
  });

  /** The spans of one trace, once they have been sent and all that are looked for are among them; for half a minute at most, then the test judges what is there. */
  const traced = async (traceId: string, isWhole: (spans: readonly Span[]) => boolean): Promise<readonly Span[]> => {
    for (const until = Date.now() + 30_000; ;) {
      const spans = collector.spans().filter((span) => span.traceId === traceId);
      if (isWhole(spans) || Date.now() > until) return spans;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  const sane = (spans: readonly Span[]): void => {
    for (const { startTimeUnixNano, endTimeUnixNano, name } of spans) {
      expect([name, BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano), BigInt(endTimeUnixNano) <= BigInt(Date.now() + 1) * 1_000_000n]).toEqual([name, true, true]);
    }
  };

  it('is one trace from whoever asked, by the operation and its judgement, to each request to a tool', async () => {
    const theirs = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    const { told } = await ask(null, { query: named, variables: { key: 'ledger-1.9.2' } }, { traceparent: `00-${theirs.traceId}-${theirs.spanId}-01` });
    expect(told.find(({ msg }) => msg === 'an operation was answered')).toMatchObject({ traceId: theirs.traceId });
    const spans = await traced(theirs.traceId, (sent) => sent.some(({ kind }) => kind === 2));
    const [operation] = spans.filter(({ kind }) => kind === 2);
    const [judgement] = spans.filter(({ name }) => name === 'judge');
    expect(operation).toMatchObject({ name: 'query', parentSpanId: theirs.spanId, status: { code: 0 } });
    expect(operation && ['graphql.operation.name', 'muster.outcome'].map((key) => attribute(operation, key))).toEqual(['Standing', 'OK']);
    expect(judgement).toMatchObject({ parentSpanId: operation?.spanId });
    const requests = spans.filter(({ kind }) => kind === 3);
    expect(requests.every(({ parentSpanId }) => parentSpanId === judgement?.spanId)).toBe(true);
    // As many as the log says that were asked for it.
    expect(requests.map((span) => [attribute(span, 'muster.connection'), attribute(span, 'muster.doing')]).toSorted()).toEqual(told.filter(({ msg }) => msg === 'asked a tool').map(({ connection, doing }) => [connection, doing]).toSorted());
    for (const span of requests) expect([attribute(span, 'http.request.method'), String(attribute(span, 'url.template'))]).toEqual([expect.stringMatching(/^(GET|POST)$/), expect.not.stringMatching(/[?#]|\d{3}/)]);
    sane(spans);
    for (const span of requests) expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(operation?.endTimeUnixNano ?? 0) + 2_000_000n);
  });

  it.each([['00-00000000000000000000000000000000-00f067aa0ba902b7-01'], ['ff-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-01'], ['canary'], ['00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-01-more']])('begins a trace of its own where a caller sends %s', async (traceparent) => {
    const { told } = await ask(null, { query: '{ viewer { roles } }' }, { traceparent });
    const traceId = String(told.find(({ msg }) => msg === 'an operation was answered')?.['traceId']);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(['0'.repeat(32), '4bf92f3577b34da6a3ce929d0e0e4737']).not.toContain(traceId);
    expect((await traced(traceId, (spans) => spans.length > 0)).map(({ parentSpanId }) => parentSpanId)).toEqual([undefined]);
  });

  it('sends nothing of a caller who does not want it, and nothing of the anonymous', async () => {
    const unsampled = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    await ask(null, { query: '{ viewer { roles } }' }, { traceparent: `00-${unsampled}-00f067aa0ba902b7-00` });
    const anonymous = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
    await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'traceparent': `00-${anonymous}-00f067aa0ba902b7-01` }, body: '{"query":"{ viewer { roles } }"}' });
    const later = 'cccccccccccccccccccccccccccccccc';
    await ask(null, { query: '{ viewer { roles } }' }, { traceparent: `00-${later}-00f067aa0ba902b7-01` });
    await traced(later, (spans) => spans.length > 0);
    expect(collector.spans().filter(({ traceId }) => [unsampled, anonymous].includes(traceId))).toEqual([]);
  });

  it('is one trace for all steps of a deployment, under the deployment’s own id', async () => {
    const id = String(lines.find(({ deploymentId }) => deploymentId !== undefined)?.['deploymentId']);
    const spans = await traced(id.replace(/^deployment:|-/g, ''), (sent) => sent.some(({ name }) => name === 'move-change-to-review'));
    const steps = new Map(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map((span) => [span.spanId, span.name]));
    expect([...steps.values()]).toEqual(expect.arrayContaining(['revalidate', 'trigger', 'follow-run', 'write-running-version']));
    expect([...steps.values()]).not.toContain('wait-for-turn');
    const [dispatch] = spans.filter((span) => attribute(span, 'muster.connection') === 'github' && attribute(span, 'http.request.method') === 'POST');
    expect(steps.get(dispatch?.parentSpanId ?? '')).toBe('trigger');
    sane(spans);
  });

  it('is sent to the collector as it wants it, and nothing secret with it', () => {
    expect(new Set(collector.headers)).toEqual(new Set(['Bearer of-the-collector']));
    const text = collector.bodies.join('\n');
    const { integration } = servicenowCredentials;
    for (const secret of [...Object.values(world.sandbox.tokens), integration.password, btoa(`${integration.userName}:${integration.password}`), 'of-the-collector', 'canaryIn', 'payments-2.4.0"?']) expect(text).not.toContain(secret);
    expect(JSON.stringify(lines)).not.toContain('of-the-collector');
  });

  it('holds no bearer token of the hub’s or of a tool’s', () => {
    const text = JSON.stringify(lines);
    for (const token of Object.values(world.sandbox.tokens)) expect(text).not.toContain(token);
    expect(text.length).toBeGreaterThan(10_000);
  });
});
