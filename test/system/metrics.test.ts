import { circuitStates } from '../../src/domain/ports/connection.ts';
import { deploymentStates } from '../../src/domain/deployment.ts';
import { readinessOutcomes } from '../../src/domain/readiness.ts';
import { recordKinds } from '../../src/domain/reference.ts';
import { sourceProblemCodes } from '../../src/domain/source.ts';
import { operationOutcomes } from '../../src/server/account.ts';
import { ofDatabase, ofProcess, standing, type LabelName, type MetricDefinition } from '../../src/server/metrics/definitions.ts';
import { startWorld, type Who, type World } from './world.ts';

const token = 'a-token-for-metrics-alone';
const canary = 'canary-of-a-client';

/** Every value that a label may ever have. */
const allowed: Readonly<Record<Exclude<LabelName, 'connection'>, readonly string[]>> = {
  purpose: ['page', 'judge', 'act'], problem: sourceProblemCodes, circuit: circuitStates, environment: ['staging', 'production'], basis: ['LIVE', 'MIRROR'], readiness: readinessOutcomes,
  type: ['query', 'mutation', 'subscription', 'none'], outcome: operationOutcomes, code: ['BAD_USER_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED', 'TOO_COMPLEX', 'RATE_LIMITED', 'SOURCE_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'],
  route: ['graphql', 'stream', 'reports', 'webhooks', 'metrics', 'livez', 'readyz', 'other'], status: ['200', '202', '400', '401', '403', '404', '429', '503'], state: deploymentStates,
  queue: ['advance-deployment', 'read-noticed-record', 'tell'], job: ['waiting', 'active'], kind: recordKinds, use: ['busy', 'idle'],
};

describe('/metrics', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ configure: (yaml) => `${yaml}\nmetrics: { token: ${token} }\n` }); });
  afterAll(() => world.close());

  const get = async (bearer: string | null): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }> => {
    const response = await fetch(world.url.replace('/graphql', '/metrics'), { headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  /** The value of the series that this begins; 0 for one that is not there. */
  const valueOf = async (series: string): Promise<number> => Number((await get(token)).text.split('\n').find((line) => line.startsWith(`${series} `))?.split(' ').at(-1) ?? 0);

  it('is for its own token, and for the signed-in by role', async () => {
    expect(await get(token)).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text: expect.stringContaining('muster_database_up 1') as string });
    const whoMay: Readonly<Record<Who, number>> = { viewer: 200, administrator: 200, auditor: 200, releaseManager: 403, changeAuthority: 403, deployer: 403 };
    for (const [who, status] of Object.entries(whoMay)) expect([who, (await get(world.sandbox.tokens[who as Who])).status]).toEqual([who, status]);
    const { auditLog } = await world.data<{ auditLog: { nodes: readonly { act: string; outcome: string }[] } }>('{ auditLog(first: 500) { nodes { act outcome } } }', {}, 'auditor');
    expect(auditLog.nodes.filter(({ act }) => act === 'metrics').map(({ outcome }) => outcome)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
    expect([(await get(null)).status, (await get(`${token}x`)).status]).toEqual([401, 401]);
    // It opens nothing else.
    expect((await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${token}` }, body: '{"query":"{ viewer { name } }"}' })).status).toBe(401);
  });

  it('counts judgements, requests to tools, operations and refusals', async () => {
    const counted = ['muster_readiness_judgements_total{environment="production",basis="LIVE",readiness="READY"}', 'muster_graphql_operation_seconds_count{type="query",outcome="OK"}', 'muster_graphql_operation_seconds_count{type="none",outcome="REFUSED"}', 'muster_graphql_errors_total{code="TOO_COMPLEX"}', 'muster_connection_request_seconds_count{connection="jira",purpose="judge"}'];
    const before = await Promise.all(counted.map(valueOf));
    await world.data('{ release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome } } }');
    await world.ask(`query ${canary.replaceAll('-', '_')} { release(key: "${canary}") { key } }`);
    await world.ask(`{ ${'__typename '.repeat(100)} }`);
    await fetch(world.url.replace('/graphql', `/${canary}`));
    await fetch(world.url.replace('/graphql', `/reports/${canary}.csv`), { headers: { authorization: `Bearer ${world.sandbox.tokens.viewer}` } });
    const after = await Promise.all(counted.map(valueOf));
    const [judgements = 0, queries = 0, refused = 0, tooComplex = 0, requests = 0] = after.map((value, index) => value - (before[index] ?? 0));
    expect({ judgements, queries, refused, tooComplex }).toEqual({ judgements: 1, queries: 2, refused: 1, tooComplex: 1 });
    expect(requests).toBeGreaterThan(0);
  });

  it('counts what a tool’s failure ends in, and the circuit that opens', async () => {
    await world.sandbox.tools.jira.close();
    for (let times = 0; times < 4; times += 1) await world.ask('{ workItem(reference: "jira:work-item:PAY-12") @freshness(maxAge: "PT0S") { id } }');
    expect(await valueOf('muster_connection_problems_total{connection="jira",problem="UNREACHABLE"}')).toBeGreaterThanOrEqual(3);
    expect(await valueOf('muster_connection_problems_total{connection="jira",problem="CIRCUIT_OPEN"}')).toBeGreaterThan(0);
    expect(await valueOf('muster_connection_circuit{connection="jira",circuit="OPEN"}')).toBe(1);
    expect(await valueOf('muster_connection_quiet_seconds{connection="jira"}')).toBeGreaterThan(0);
  });

  it('has labels of few values, all known beforehand, and every series is of a metric that docs/metrics.md has', async () => {
    const { text } = await get(token);
    const definitions: readonly MetricDefinition[] = [...Object.values(standing), ...Object.values(ofProcess), ...Object.values(ofDatabase)];
    const values: Readonly<Record<LabelName, readonly string[]>> = { ...allowed, connection: world.running.hub.connections.all.map(({ name }) => name) };
    const byName = new Map(definitions.map((definition) => [definition.name, definition]));
    const wrong: string[] = [];
    for (const line of text.split('\n').filter((one) => one.startsWith('muster_'))) {
      const [, series = '', labels = ''] = /^(\w+)(?:\{([^}]*)\})? \S+$/.exec(line) ?? [];
      const definition = byName.get(series) ?? byName.get(series.replace(/_(bucket|sum|count)$/, ''));
      if (definition === undefined) { wrong.push(line); continue; }
      for (const [, name = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
        if (name === 'le' && definition.kind === 'histogram') continue;
        if (!definition.labels.includes(name as LabelName) || !values[name as LabelName].includes(value)) wrong.push(line);
      }
    }
    expect(wrong).toEqual([]);
    expect(text).not.toContain('canary');
    expect(text).not.toContain('ledger');
  });
});
