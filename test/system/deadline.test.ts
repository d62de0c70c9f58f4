import { createLog } from '../../src/server/log.ts';
import { startWorld, type World } from './world.ts';

type Line = Readonly<Record<string, unknown>>;
interface Judged { readonly viewer: { readonly roles: readonly string[] }; readonly release: { readonly key: string; readonly readiness: { readonly outcome: string } | null } }

describe('a query that takes longer than it may', () => {
  const lines: Line[] = [];
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      deadline: { page: 'PT2S', judge: 'PT1M' }, configure: (yaml) => yaml.replace(/^limits:\n(?: +.*\n)+/m, 'limits: { costPerMinute: null, queryWithin: PT3S }\n'),
      log: createLog('debug', { write: (text) => { lines.push(JSON.parse(text) as Line); } }),
    });
  });
  afterEach(() => fault('DELETE'));
  afterAll(() => world.close());

  async function fault(method: 'PUT' | 'DELETE', body?: object): Promise<void> {
    await fetch(`${world.sandbox.tools.jira.url}/__sandbox/faults`, { method, headers: { 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
  }

  it('answers what is there, null for what is not, and says so once; what a tool is asked for it is broken off', async () => {
    await fault('PUT', { kind: 'hang' });
    const { status, data, errors } = await world.ask<Judged & { again: Judged['release'] }>('{ viewer { roles } release(key: "ledger-1.9.2") { key readiness(environment: "production") { outcome } } again: release(key: "cards-3.1.0") { key readiness(environment: "production") { outcome } } }');
    expect({ status, data }).toEqual({ status: 200, data: { viewer: { roles: ['RELEASE_MANAGER'] }, release: { key: 'ledger-1.9.2', readiness: null }, again: { key: 'cards-3.1.0', readiness: null } } });
    expect(errors).toEqual([{ message: 'This query was not answered whole within 3 s: what is missing is null. Ask for less at once, or for older copies.', path: ['release', 'readiness'], locations: expect.anything() as unknown, extensions: { code: 'DEADLINE_EXCEEDED' } }]);
    // Jira would have had a minute, and the hang lasts for ever: that its requests ended at all is our doing.
    const broken = (): readonly Line[] => lines.filter(({ msg, connection, problem }) => msg === 'asked a tool' && connection === 'jira' && problem === 'TIMEOUT');
    while (broken().length === 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
    for (const { milliseconds } of broken()) expect(milliseconds).toBeLessThan(59_000);
  });

  it('is no mutation: a judgement that somebody is to act on is waited for', async () => {
    await fault('PUT', { kind: 'slow', delayMs: 4_000, times: 1 });
    const { validateReadiness } = await world.data<{ validateReadiness: { assessment: { readiness: { outcome: string } } | null; userErrors: readonly unknown[] } }>('mutation ($input: ValidateReadinessInput!) { validateReadiness(input: $input) { assessment { readiness { outcome } } userErrors { code } } }', { input: { releaseKey: 'ledger-1.9.2', environment: 'production' } });
    expect(validateReadiness).toEqual({ assessment: { readiness: { outcome: 'READY' } }, userErrors: [] });
  });
});
