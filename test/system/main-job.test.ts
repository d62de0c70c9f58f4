import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshDatabase } from './database.ts';
import { atTool, callsTo, patchChange, rowsOf, signIns } from './tools.ts';
import { startWorld, type World } from './world.ts';

interface Verdict {
  readonly gate: { readonly name: string }; readonly outcome: string; readonly because: string; readonly remedy: string | null; readonly remedyUrl: string | null;
  readonly evidence: readonly { readonly url: string | null; readonly source: { readonly connection: string } }[];
}
interface Readiness { readonly outcome: string; readonly readyFromAt: string | null; readonly basis: string; readonly verdicts: readonly Verdict[] }
interface Deployment { readonly id: string; readonly state: string; readonly because: string; readonly startAt: string | null; readonly triggeredAt: string | null; readonly needsAttention: boolean; readonly run: { readonly status: string; readonly url: string } | null; readonly incident: { readonly number: string; readonly isOpen: boolean } | null; readonly steps: readonly { readonly name: string; readonly state: string }[] }
interface Triggered { readonly deployment: Deployment | null; readonly readiness: Readiness | null; readonly userErrors: readonly { readonly code: string; readonly message: string }[] }

const readinessFields = 'outcome readyFromAt basis verdicts { gate { name } outcome because remedy remedyUrl evidence { url source { connection } } }';
const deploymentFields = 'id state because startAt triggeredAt needsAttention run { status url } incident { number isOpen } steps { name state }';
const ended = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

async function judged(world: World, key: string): Promise<Readiness> {
  return (await world.data<{ release: { readiness: Readiness } }>(`query ($key: String!) { release(key: $key) { readiness(environment: "production") { ${readinessFields} } } }`, { key })).release.readiness;
}

async function trigger(world: World, releaseKey: string, idempotencyKey: string, more: object = {}): Promise<Triggered> {
  const query = `mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { ${deploymentFields} } readiness { ${readinessFields} } userErrors { code message } } }`;
  return (await world.data<{ triggerDeployment: Triggered }>(query, { input: { releaseKey, environment: 'production', idempotencyKey, ...more } })).triggerDeployment;
}

async function accepted(...asked: Parameters<typeof trigger>): Promise<Deployment> {
  const { deployment, userErrors } = await trigger(...asked);
  expect(userErrors).toEqual([]);
  if (deployment === null) throw new Error('neither a deployment nor an error was answered');
  return deployment;
}

/** Asks until the answer fits, for a minute at most; the last answer is for the test to judge. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (fits(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function follow(world: World, id: string, fits: (deployment: Deployment) => boolean = ({ state }) => ended.includes(state)): Promise<Deployment> {
  return until(async () => (await world.data<{ deployment: Deployment }>(`query ($id: ID!) { deployment(id: $id) { ${deploymentFields} } }`, { id })).deployment, fits);
}

const reds = ({ verdicts }: Readiness): readonly Verdict[] => verdicts.filter(({ outcome }) => outcome !== 'PASS');
const outcomes = (readiness: Readiness): unknown => reds(readiness).map(({ gate: { name }, outcome }) => `${name} ${outcome}`).toSorted();
const threeReds = ['change-is-approved FAIL', 'package-matches-its-seal FAIL', 'work-items-are-done FAIL'];

/** The next Saturday at 02:00 UTC. */
function comingSaturday(now: Date): Date {
  const ofThisWeek = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + (6 - now.getUTCDay()), 2);
  return new Date(ofThisWeek > now.getTime() ? ofThisWeek : ofThisWeek + 7 * dayMs);
}

/** What the story promises of its four releases, at any start of the sandbox. */
async function expectTheStory(world: World, now: Date): Promise<void> {
  // The scanner needs a moment for what the seeding overwrote.
  const payments = await until(() => judged(world, 'payments-2.4.0'), (readiness) => reds(readiness).length === 3);
  const [ledger, statements, cards] = [await judged(world, 'ledger-1.9.2'), await judged(world, 'statements-5.0.1'), await judged(world, 'cards-3.1.0')];
  expect({ outcome: ledger.outcome, reds: outcomes(ledger), readyFromAt: ledger.readyFromAt, basis: ledger.basis }).toEqual({ outcome: 'READY', reds: [], readyFromAt: null, basis: 'LIVE' });
  expect({ outcome: payments.outcome, reds: outcomes(payments), readyFromAt: payments.readyFromAt }).toEqual({ outcome: 'NOT_READY', reds: threeReds, readyFromAt: null });
  expect({ outcome: statements.outcome, reds: outcomes(statements) }).toEqual({ outcome: 'UNDETERMINED', reds: ['no-blocking-vulnerability UNKNOWN'] });
  expect({ outcome: cards.outcome, reds: outcomes(cards) }).toEqual({ outcome: 'NOT_READY', reds: ['change-window-is-open FAIL'] });
  expect(cards.readyFromAt).toBe(comingSaturday(now).toISOString());
  const tools = reds(payments).map((verdict) => {
    expect(verdict.because).toMatch(/./);
    expect(verdict.remedy).toMatch(/./);
    expect(verdict.evidence.length).toBeGreaterThan(0);
    for (const { url, source } of verdict.evidence) expect(url).toMatch(`${world.sandbox.tools[source.connection as 'jira'].url}/`);
    return verdict.evidence[0]?.source.connection;
  });
  expect(new Set(tools)).toEqual(new Set(['servicenow', 'jira', 'artifactory']));
}

describe('the main job', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ afterwards: { bake: 'PT1S', recurrence: { times: 1 } } }); });
  afterAll(async () => { await world.close(); });

  const dispatches = (): Promise<number> => callsTo(world, 'github', 'POST /repos/:owner/:repo/actions/workflows/:workflow/dispatches');
  const recordings = (): Promise<number> => callsTo(world, 'servicenow', 'POST /api/now/identifyreconcile');
  const runsOf = async (service: string, deployment: Deployment): Promise<readonly unknown[]> => {
    const { workflow_runs: runs } = await atTool(world, 'github', `GET /repos/northbank/${service}/actions/runs`, signIns.github) as { workflow_runs: { display_title: string; conclusion: string; html_url: string }[] };
    return runs.filter(({ display_title: title }) => title.includes(deployment.id.replace('deployment:', ''))).map(({ conclusion, html_url: url }) => ({ conclusion, url }));
  };

  /** Of one file of payments-2.4.0, by its repository. */
  const propertiesAt = async (repository: string): Promise<unknown> => (await atTool(world, 'artifactory', `GET /artifactory/api/storage/${repository}/northbank/payments/2.4.0/payments-gateway-2.4.0.tgz?properties`, signIns.artifactoryAdmin) as { properties: unknown }).properties;

  it('finds the four releases as the story says', async () => {
    await expectTheStory(world, new Date());
  });

  it('deploys nothing that is not ready, and says why', async () => {
    const refused = await Promise.all(['payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0'].map((key) => trigger(world, key, `too early ${key}`)));
    expect(refused.map(({ deployment, readiness, userErrors }) => [deployment, readiness?.outcome, userErrors.map(({ code }) => code)])).toEqual([
      [null, 'NOT_READY', ['NOT_READY']], [null, 'UNDETERMINED', ['NOT_READY']], [null, 'NOT_READY', ['NOT_READY']],
    ]);
    expect(refused[2]?.userErrors[0]?.message).toContain('WHEN_WINDOW_OPENS');
    expect((await trigger(world, 'statements-5.0.1', 'waiting does not help', { start: 'WHEN_WINDOW_OPENS' })).deployment).toBeNull();
    expect([await dispatches(), await recordings()]).toEqual([0, 0]);
  });

  it('turns payments-2.4.0 ready once its three reds are mended in their own tools', async () => {
    await atTool(world, 'servicenow', 'PATCH /api/sn_chg_rest/change/b5e851ba543a244a1bc45fc31b5e57c6/approvals', signIns.omar, { state: 'approved' });
    const two = await until(() => judged(world, 'payments-2.4.0'), (readiness) => reds(readiness).length === 2);
    expect(outcomes(two)).toEqual(threeReds.slice(1));
    await atTool(world, 'jira', 'POST /rest/api/3/issue/PAY-1017/transitions', signIns.kenji, { transition: { id: '31' } });
    await atTool(world, 'artifactory', 'PUT /artifactory/libs-release-local/northbank/payments/2.4.0/payments-gateway-2.4.0.tgz', signIns.artifactoryAdmin, undefined,
      { 'x-checksum-deploy': 'true', 'x-checksum-sha256': '704ac76a0f5ca63b6b3d589a09731694cc9d38a8d3e28ac9e130306b0bf0d893' });
    const mended = await until(() => judged(world, 'payments-2.4.0'), ({ outcome }) => outcome === 'READY');
    expect({ outcome: mended.outcome, reds: outcomes(mended) }).toEqual({ outcome: 'READY', reds: [] });
  });

  it('deploys it once, whoever asks again, and every tool has it on record', async () => {
    await atTool(world, 'github', 'PUT /__sandbox/runs', signIns.github, { conclusion: 'success', runMs: 2_500 });
    const first = await accepted(world, 'payments-2.4.0', 'payments');
    const second = await accepted(world, 'payments-2.4.0', 'payments, by somebody else');
    expect((await trigger(world, 'payments-2.4.0', 'payments')).deployment?.id).toBe(first.id);
    expect((await trigger(world, 'payments-2.4.0', 'payments', { start: 'WHEN_WINDOW_OPENS' })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }]);
    expect((await trigger(world, 'payments-2.4.0', 'payments', { environment: 'staging' })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }]);

    const behind = await follow(world, second.id, ({ because }) => because.includes(first.id));
    expect(behind).toMatchObject({ state: 'WAITING', triggeredAt: null });
    const done = await follow(world, first.id);
    expect({ state: done.state, because: done.because, needsAttention: done.needsAttention, incident: done.incident }).toEqual({ state: 'SUCCEEDED', because: done.because, needsAttention: false, incident: null });

    expect(await world.data('query ($id: ID!) { deployment(id: $id) { downtime serviceLevelUse { service isBreached } } }', { id: first.id })).toEqual({ deployment: { downtime: 'PT0S', serviceLevelUse: expect.any(Array) as unknown } });
    expect(await rowsOf(world, 'cmdb_ci_appl', 'name=payments-api-prod', 'version')).toEqual([{ version: '2.4.0' }]);
    expect(await rowsOf(world, 'change_request', 'numberINCHG0030002,CHG0030003,CHG0030004^ORDERBYnumber', 'number,state,close_code')).toEqual([
      { number: 'CHG0030002', state: '-2', close_code: '' }, { number: 'CHG0030003', state: '0', close_code: 'successful' }, { number: 'CHG0030004', state: '0', close_code: 'successful' },
    ]);
    expect(await runsOf('payments', first)).toEqual([{ conclusion: 'success', url: done.run?.url }]);
    expect([await dispatches(), await recordings()]).toEqual([1, 1]);
    const stamp = { 'muster.release.production': ['payments-2.4.0'], 'muster.deployment.production': [first.id] };
    expect(await propertiesAt('libs-release-local')).toMatchObject(stamp);
    expect(await propertiesAt('libs-production-local')).toMatchObject(stamp);
    expect(await callsTo(world, 'artifactory', 'POST /artifactory/api/build/promote/{name}/{number}')).toBe(1);
    expect(await atTool(world, 'jira', 'GET /rest/api/3/project/PAY/versions', signIns.jira)).toContainEqual(expect.objectContaining({ name: '2.4.0', released: true, releaseDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as unknown }));
    expect(await atTool(world, 'jira', 'GET /rest/api/3/issue/PAY-1017/remotelink', signIns.jira)).toMatchObject([{ globalId: 'muster:payments-2.4.0:production', object: { url: done.run?.url, title: 'payments-2.4.0 to production, asked for by Ines Weber' } }]);
    expect(await callsTo(world, 'jira', 'PUT /rest/api/3/version/:id')).toBe(1);
    // The second one had its turn, and the changes had been used up.
    expect(await follow(world, second.id)).toMatchObject({ state: 'REFUSED', triggeredAt: null, because: expect.stringContaining('CHG003000') as unknown });
    expect(await dispatches()).toBe(1);
    const { release } = await world.data<{ release: unknown }>('{ release(key: "payments-2.4.0") { state deployments { totalCount } service { running(environment: "production") { id } } } }');
    expect(release).toEqual({ state: 'DEPLOYED', deployments: { totalCount: 2 }, service: { running: { id: first.id } } });
  });

  it('ends FAILED when the run does, with one incident that names it', async () => {
    await atTool(world, 'artifactory', 'POST /xray/api/v1/forceReindex', signIns.artifactoryAdmin, { artifacts: [{ repository: 'libs-release-local', path: 'northbank/statements/5.0.1/statements-renderer-5.0.1.tgz' }] });
    await until(() => judged(world, 'statements-5.0.1'), ({ outcome }) => outcome === 'READY');
    await atTool(world, 'github', 'PUT /__sandbox/runs', signIns.github, { conclusion: 'failure', times: 1, runMs: 300 });
    const failed = await follow(world, (await accepted(world, 'statements-5.0.1', 'statements')).id);
    expect(failed).toMatchObject({ state: 'FAILED', incident: { isOpen: true } });
    expect(await runsOf('statements', failed)).toEqual([{ conclusion: 'failure', url: failed.run?.url }]);
    const incidents = await rowsOf(world, 'incident', `correlation_id=${failed.id}`, 'number,short_description,description');
    expect(incidents).toEqual([{ number: failed.incident?.number, short_description: 'Deployment of statements-5.0.1 to production failed', description: expect.stringContaining(failed.id) as unknown }]);
    const [explained] = await rowsOf<{ problem_id: { value: string } }>(world, 'incident', `correlation_id=${failed.id}`, 'problem_id');
    expect(await rowsOf(world, 'problem', 'correlation_idSTARTSWITHmuster:', 'sys_id,correlation_id')).toEqual([{ sys_id: explained?.problem_id.value, correlation_id: 'muster:statements:production:1' }]);
    expect(await rowsOf(world, 'cmdb_ci_appl', 'name=statements-api-prod', 'version')).toEqual([{ version: '5.0.0' }]);
    expect(await rowsOf(world, 'change_request', 'number=CHG0030005', 'state,close_code')).toEqual([{ state: '0', close_code: 'unsuccessful' }]);
    expect([await dispatches(), await recordings()]).toEqual([2, 1]);
  });

  it('says which deployment most likely caused an incident, and never merely the newest', async () => {
    const { deployments } = await world.data<{ deployments: { nodes: { id: string; release: { key: string }; incident: { cause: unknown } | null }[] } }>('{ deployments(filter: { state: [SUCCEEDED, FAILED] }) { nodes { id release { key } incident { cause { confidence deployment { id } } } } } }');
    const [failed, payments] = ['statements-5.0.1', 'payments-2.4.0'].map((key) => deployments.nodes.find(({ release }) => release.key === key));
    expect(failed?.incident).toEqual({ cause: { confidence: 'DECLARED', deployment: { id: failed?.id } } });
    const [item] = await rowsOf(world, 'cmdb_ci_appl', 'name=payments-api-prod', 'sys_id');
    const { result } = await atTool(world, 'servicenow', 'POST /api/now/table/incident', signIns.servicenow, { short_description: 'Payments are slow', cmdb_ci: item?.['sys_id'] }) as { readonly result: { readonly number: string } };
    const asked = `{ incident(reference: "servicenow:incident:${result.number}") { cause { confidence because deployment { id } } } }`;
    expect(await world.data(asked)).toEqual({ incident: { cause: { confidence: 'STRONG', because: expect.stringMatching(/^payments-2.4.0 to production changed payments-api-prod, which the incident is about, at /) as unknown, deployment: { id: payments?.id } } } });
  });

  it('refuses what waits when its change is cancelled in ServiceNow', async () => {
    const startAt = new Date(Date.now() + hourMs).toISOString();
    const waiting = await accepted(world, 'ledger-1.9.2', 'ledger', { startAt });
    expect(await follow(world, waiting.id, ({ state }) => state === 'WAITING')).toMatchObject({ state: 'WAITING', startAt });
    await patchChange(world, 'CHG0030001', { state: '4' });
    expect(await follow(world, waiting.id)).toMatchObject({ state: 'REFUSED', because: expect.stringContaining('CHG0030001') as unknown, triggeredAt: null });
    expect(await dispatches()).toBe(2);
  });

  it('waits for the window of cards-3.1.0, is refused by a hold, and runs on Saturday', async () => {
    const { readyFromAt } = await judged(world, 'cards-3.1.0');
    const held = await accepted(world, 'cards-3.1.0', 'cards', { start: 'WHEN_WINDOW_OPENS' });
    expect(await follow(world, held.id, ({ state }) => state === 'WAITING')).toMatchObject({ state: 'WAITING', startAt: readyFromAt });
    await patchChange(world, 'CHG0030006', { on_hold: 'true', on_hold_reason: 'A freeze' });
    expect(await follow(world, held.id)).toMatchObject({ state: 'REFUSED', because: expect.stringContaining('on hold') as unknown, triggeredAt: null });

    await patchChange(world, 'CHG0030006', { on_hold: 'false', on_hold_reason: '' });
    const waiting = await accepted(world, 'cards-3.1.0', 'cards again', { start: 'WHEN_WINDOW_OPENS' });
    await follow(world, waiting.id, ({ state }) => state === 'WAITING');
    expect(await dispatches()).toBe(2);
    world.moveClock(Date.parse(readyFromAt ?? '') + 30_000 - Date.now());
    const done = await follow(world, waiting.id);
    expect(done).toMatchObject({ state: 'SUCCEEDED', startAt: readyFromAt });
    expect(Date.parse(done.triggeredAt ?? '')).toBeGreaterThanOrEqual(Date.parse(readyFromAt ?? ''));
    expect(await rowsOf(world, 'cmdb_ci_appl', 'name=cards-api-prod', 'version')).toEqual([{ version: '3.1.0' }]);
    expect(await dispatches()).toBe(3);
  });
});

it('says the same a week later: the sandbox and the hub are started again with their clocks moved', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-week-'));
  const database = await freshDatabase(folder);
  try {
    // From a Wednesday: a week after an early Saturday morning the window would stand open.
    const toWednesday = ((10 - new Date().getUTCDay()) % 7) * dayMs;
    for (const offsetMs of [toWednesday, toWednesday + 7 * dayMs]) {
      const world = await startWorld({ kept: { folder, database, offsetMs } });
      try {
        await expectTheStory(world, new Date(Date.now() + offsetMs));
      } finally {
        await world.close();
      }
    }
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
});
