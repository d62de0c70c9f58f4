import { createHash } from 'node:crypto';
import { createLog } from '../../src/server/log.ts';
import { startWorld, type World } from './world.ts';

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

const named = 'query Standing($key: String!) { release(key: $key) { readiness(environment: "production") { outcome } } }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED'];

describe('what is told of work', () => {
  const lines: Line[] = [];
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ log: createLog('debug', { write: (text) => { lines.push(JSON.parse(text) as Line); } }) });
  });
  afterAll(() => world.close());

  const ask = async (requestId: string | null, body: object): Promise<{ readonly named: string; readonly told: readonly Line[] }> => {
    const response = await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${world.sandbox.tokens.releaseManager}`, ...(requestId !== null && { 'x-request-id': requestId }) }, body: JSON.stringify(body) });
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

  it('holds no bearer token of the hub’s or of a tool’s', () => {
    const text = JSON.stringify(lines);
    for (const token of Object.values(world.sandbox.tokens)) expect(text).not.toContain(token);
    expect(text.length).toBeGreaterThan(10_000);
  });
});
