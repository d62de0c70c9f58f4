import { parse, stringify } from 'yaml';
import type { Reach } from '../../src/domain/configuration-item.ts';
import type { ReportRow } from '../../src/domain/report.ts';
import type { SyncStatus } from '../../src/domain/ports/sync-store.ts';
import { setFaults } from './judging.ts';
import { atTool, callsTo, rowsOf, signIns } from './tools.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

/** What items depend on and when builds' commits were made, read in the background: nobody ever opens a page of an item, an incident or a build here. */
const relations = 'GET /api/now/table/cmdb_rel_ci';
const relation = 'ci.dependencyReach';
const day = 86_400_000;

let world: World;
let ledgerDeployment = '';
beforeAll(async () => {
  world = await startWorld({ configure: (yaml) => stringify({ ...parse(yaml) as object, sync: { every: 'PT1H', wholeEvery: 'P1D' } }, { lineWidth: 0, aliasDuplicateObjects: false }) });
  await until(statuses, (all) => all.length > 0 && all.every(({ finishedAt, problem }) => finishedAt !== null || problem !== null));
  const { triggerDeployment: { deployment } } = await world.data<{ triggerDeployment: { deployment: { id: string } } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input: { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'surroundings' } });
  ledgerDeployment = deployment.id;
  await until(() => world.data<{ node: { state: string } }>('query ($id: ID!) { node(id: $id) { ... on Deployment { state } } }', { id: ledgerDeployment }), ({ node }) => node.state === 'SUCCEEDED');
});
afterEach(() => setFaults(world.sandbox.tools.servicenow));
afterAll(() => world.close());

const statuses = (): Promise<readonly SyncStatus[]> => world.running.hub.syncs.statuses();
const statusOf = async (kind: string, connection = 'servicenow'): Promise<SyncStatus | undefined> => (await statuses()).find((one) => one.connection === connection && one.kind === kind);
const reachOf = async (identity: string): Promise<{ readonly reach: Reach; readonly fetchedAt: string } | null> => {
  const copy = (await world.running.store.copies.find(relation, [identity])).get(identity);
  return copy === undefined ? null : { reach: copy.content as Reach, fetchedAt: copy.fetchedAt };
};
const identityOf = async (name: string): Promise<string> => `servicenow:ci:${String((await rowsOf<{ sys_id: string }>(world, 'cmdb_ci', `name=${name}`, 'sys_id'))[0]?.sys_id)}`;

async function pass(kind: string, connection = 'servicenow'): Promise<SyncStatus> {
  const before = await statusOf(kind, connection);
  await world.data('mutation ($input: RequestSyncInput!) { requestSync(input: $input) { userErrors { message } } }', { input: { connection, kind } });
  const after = await until(() => statusOf(kind, connection), (now) => now !== undefined && !now.state.startsWith('READING') && (now.finishedAt !== before?.finishedAt || (now.problem !== null && now.problem.sinceAt !== before.problem?.sinceAt)));
  if (after === undefined) throw new Error('the sync is gone');
  return after;
}

/** Opens an incident in ServiceNow itself, past the hub; answers its number. */
async function incidentAbout(name: string): Promise<string> {
  const { result } = await atTool(world, 'servicenow', 'POST /api/now/table/incident', signIns.servicenow, { short_description: `${name} is slow`, cmdb_ci: (await identityOf(name)).replace('servicenow:ci:', '') }) as { readonly result: { readonly number: string } };
  return result.number;
}

interface Said { readonly rows: readonly ReportRow[]; readonly sources: readonly { readonly connection: string | null; readonly kind: string; readonly readAt: string | null; readonly problem: string | null }[] }
const causes = async (): Promise<Said> => (await fetch(new URL('/reports/incident-causes.json', world.url), { headers: { authorization: `Bearer ${world.sandbox.tokens.viewer}` } })).json() as Promise<Said>;
const causeOf = async (number: string): Promise<ReportRow | undefined> => (await causes()).rows.find((row) => row['incident'] === number);

it('knows from its first pass on what the items of services depend on, and those of incidents', async () => {
  for (const { target } of world.sandbox.story.services) expect(await reachOf(await identityOf(target['production'] ?? ''))).not.toBeNull();
  const young = (openedAt: string): boolean => Date.parse(`${openedAt.replace(' ', 'T')}Z`) > world.running.hub.clock.now().getTime() - 80 * day;
  // As the hub's own account sees them: some incidents and items are hidden from it.
  const seen = async <T>(table: string, fields: string): Promise<readonly T[]> => (await atTool(world, 'servicenow', `GET /api/now/table/${table}?sysparm_fields=${fields}&sysparm_limit=1000`, signIns.servicenow) as { readonly result: readonly T[] }).result;
  const shown = new Set((await seen<{ sys_id: string }>('cmdb_ci', 'sys_id')).map(({ sys_id: id }) => id));
  const incidents = await seen<{ cmdb_ci: { value: string } | ''; opened_at: string }>('incident', 'cmdb_ci,opened_at');
  const items = incidents.flatMap(({ cmdb_ci: about, opened_at: openedAt }) => (about !== '' && young(openedAt) && shown.has(about.value) ? [`servicenow:ci:${about.value}`] : []));
  expect(items.length).toBeGreaterThan(3);
  for (const item of items) expect(await reachOf(item)).not.toBeNull();
});

it('puts an incident down to what its item depends on, although nobody ever looked at either', async () => {
  // It hangs on the ledger by way of the statements; no service has it as its target.
  const worker = await identityOf('ledger-worker-prod');
  const number = await incidentAbout('ledger-worker-prod');
  await pass('incident');
  await pass(relation);
  expect(await reachOf(worker)).toMatchObject({ reach: { isComplete: true } });
  expect(await causeOf(number)).toMatchObject({ confidence: 'STRONG', tie: 'PATH', deployment_id: ledgerDeployment, is_reach_known: true, evidence: 'ledger-worker-prod depends on ledger-api-prod over 2 relations, which the deployment changed.' });
  expect((await causes()).sources.find(({ connection, kind }) => connection === 'servicenow' && kind === relation)).toMatchObject({ readAt: (await statusOf(relation))?.finishedAt, problem: null });
});

it('asks about each item once in the time from one whole pass to the next', async () => {
  await pass(relation);
  const before = await callsTo(world, 'servicenow', relations);
  expect(await pass(relation)).toMatchObject({ state: 'WAITING', done: 0, total: 0, problem: null });
  expect(await callsTo(world, 'servicenow', relations)).toBe(before);
});

it('lets lead times begin at the commit that the build names, once its tool told of it', async () => {
  interface Row { readonly service: string; readonly lead_times: number; readonly lead_times_from_commit: number; readonly lead_time_p50: number }
  const lead = async (): Promise<Row | undefined> => (await (await fetch(new URL('/reports/delivery-performance.json', world.url), { headers: { authorization: `Bearer ${world.sandbox.tokens.viewer}` } })).json() as { readonly rows: readonly Row[] }).rows.find(({ service }) => service === 'ledger');
  const { node: { liveAt } } = await world.data<{ node: { liveAt: string } }>('query ($id: ID!) { node(id: $id) { ... on Deployment { liveAt } } }', { id: ledgerDeployment });
  const { build } = world.sandbox.story.releases.find(({ key }) => key === 'ledger-1.9.2') ?? {};
  const sinceBuild = (Date.parse(liveAt) - Date.parse(build?.startedAt ?? '')) / 1_000;
  await setFaults(world.sandbox.tools.github, { kind: 'status', status: 429, match: '/commits/' });
  expect(await pass('build.commit', 'github')).toMatchObject({ state: 'FAILING', problem: { code: 'RATE_LIMITED' } });
  expect(await lead()).toMatchObject({ lead_times: 1, lead_times_from_commit: 0, lead_time_p50: expect.closeTo(sinceBuild, 2) as number });
  await setFaults(world.sandbox.tools.github);
  expect(await pass('build.commit', 'github')).toMatchObject({ state: 'WAITING', problem: null });
  // As the bank's commits go: so long before their builds begin, in whole seconds.
  expect(await lead()).toMatchObject({ lead_times: 1, lead_times_from_commit: 1, lead_time_p50: expect.closeTo(sinceBuild + 37 * 60 + Date.parse(build?.startedAt ?? '') % 1_000 / 1_000, 2) as number });
  const calls = await callsTo(world, 'github', 'GET /repos/:owner/:repo/commits/:ref');
  expect(await pass('build.commit', 'github')).toMatchObject({ done: 0, total: 0 });
  expect(await callsTo(world, 'github', 'GET /repos/:owner/:repo/commits/:ref')).toBe(calls);
});

it('that a 429 cuts off keeps what stood, says why, and goes on where it stood', async () => {
  const number = await incidentAbout('statements-worker-prod');
  const stood = await reachOf(await identityOf('ledger-api-prod'));
  const answered = await causes();
  world.moveClock(day + 60_000);
  await until(statuses, (all) => all.every(({ state, finishedAt }) => !state.startsWith('READING') && Date.parse(finishedAt ?? '') > world.running.hub.clock.now().getTime() - 3_600_000));
  expect(Date.parse((await reachOf(await identityOf('ledger-api-prod')))?.fetchedAt ?? '')).toBeGreaterThan(Date.parse(stood?.fetchedAt ?? ''));

  world.moveClock(day + 60_000);
  // The first items come, and then no others.
  await setFaults(world.sandbox.tools.servicenow, { kind: 'slow', delayMs: 1, times: 3, match: '/cmdb_rel_ci' }, { kind: 'status', status: 429, match: '/cmdb_rel_ci' });
  const cut = await until(() => statusOf(relation), (now) => now?.problem != null);
  expect(cut).toMatchObject({ state: 'FAILING', problem: { code: 'RATE_LIMITED' } });
  for (const { target } of world.sandbox.story.services) expect(await reachOf(await identityOf(target['production'] ?? ''))).toMatchObject({ reach: { isComplete: true } });
  const said = await causes();
  expect(said.rows.filter(({ tie }) => tie === 'PATH')).toEqual(answered.rows.filter(({ tie }) => tie === 'PATH'));
  expect(said.sources.find(({ connection, kind }) => connection === 'servicenow' && kind === relation)?.problem).toMatch(/429|too many|wait/i);
  expect(await world.data('{ connections { name sync { kind state problem { code } } } }')).toMatchObject({ connections: expect.arrayContaining([expect.objectContaining({ name: 'servicenow', sync: expect.arrayContaining([{ kind: relation, state: 'FAILING', problem: { code: 'RATE_LIMITED' } }]) as unknown })]) as unknown });

  await setFaults(world.sandbox.tools.servicenow);
  expect(await pass(relation)).toMatchObject({ state: 'WAITING', problem: null });
  expect(await reachOf(await identityOf('statements-worker-prod'))).not.toBeNull();
  expect(await causeOf(number)).toMatchObject({ is_reach_known: true });
});
