import { createHmac } from 'node:crypto';
import { parse, stringify } from 'yaml';
import { itopCredentials } from '../../sandbox/itop/index.ts';
import type { SyncStatus } from '../../src/domain/ports/sync-store.ts';
import { setFaults } from './judging.ts';
import { toolContents } from './tool-contents.ts';
import { atTool, callsTo, patchChange, rowsOf, signIns } from './tools.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

/** The background sync of a whole hub: real connectors, real stand-ins, real HTTP; each pass begins when a test asks for it. */
const secret = 'a-secret-of-jiras-webhook';
const day = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await startWorld({
    isSeeded: false,
    configure: (yaml) => {
      const file = parse(yaml) as { connections: Record<string, unknown>[] };
      const connections = file.connections.map((one) => (one['name'] === 'jira' ? { ...one, webhook: { secret } } : one));
      return stringify({ ...file, connections, sync: { every: 'PT1H', wholeEvery: 'P1D' } }, { lineWidth: 0, aliasDuplicateObjects: false });
    },
  });
});
afterEach(() => Promise.all((['servicenow', 'jira', 'artifactory'] as const).map((tool) => setFaults(world.sandbox.tools[tool]))));
afterAll(() => world.close());

const statuses = (): Promise<readonly SyncStatus[]> => world.running.hub.syncs.statuses();
const statusOf = async (connection: string, kind: string): Promise<SyncStatus | undefined> => (await statuses()).find((one) => one.connection === connection && one.kind === kind);
const standing = async (kind: string, names: readonly string[]): Promise<readonly string[]> => [...(await world.running.store.copies.find(kind, names)).keys()];
const titleOf = async (kind: string, name: string): Promise<unknown> => ((await world.running.store.copies.find(kind, [name])).get(name)?.content as { readonly title?: unknown } | undefined)?.title;
const goneBecause = async (kind: string, identity: string): Promise<string | null | undefined> => (await world.running.store.history.asOf(kind, [identity], new Date(world.running.hub.clock.now()).toISOString())).get(identity)?.goneBecause;

const request = 'mutation($input: RequestSyncInput!) { requestSync(input: $input) { sync { kind state } userErrors { path message code } } }';
interface Requested { readonly requestSync: { readonly sync: readonly { readonly kind: string; readonly state: string }[] | null; readonly userErrors: readonly { readonly path: readonly string[] | null; readonly message: string; readonly code: string }[] } }

/** Asks for a pass and waits for its end, well or badly. */
async function pass(connection: string, kind: string): Promise<SyncStatus> {
  const before = await statusOf(connection, kind);
  await world.data(request, { input: { connection, kind } });
  const after = await until(() => statusOf(connection, kind), (now) => now !== undefined && !now.state.startsWith('READING') && (now.finishedAt !== before?.finishedAt || (now.problem !== null && now.problem.sinceAt !== before.problem?.sinceAt)));
  if (after === undefined) throw new Error('the sync is gone');
  return after;
}
/** Waits until nothing is being read or due: a day's move of the clock makes all of them due. */
async function quiet(): Promise<void> {
  const hourAgo = (): string => new Date(world.running.hub.clock.now().getTime() - 3_600_000).toISOString();
  await until(statuses, (all) => all.every(({ state, finishedAt, problem }) => !state.startsWith('READING') && (problem !== null || (finishedAt ?? '') > hourAgo())));
}
/** A pass from the first record to the last, which alone notices what is gone. */
async function wholePass(connection: string, kind: string): Promise<SyncStatus> {
  await quiet();
  world.moveClock(day + 60_000);
  return pass(connection, kind);
}
const arrived = async (): Promise<readonly SyncStatus[]> => until(statuses, (all) => all.length > 0 && all.every(({ finishedAt, problem }) => finishedAt !== null || problem !== null));

describe('Everything that tools keep', () => {
  it('arrives: all kinds of each connection, and of each kind every record that the tool shows us', async () => {
    const hub = world.running.hub.connections.all.flatMap(({ name, syncs }) => Object.keys(syncs ?? {}).map((kind) => `${name} ${kind}`));
    const ofItems = world.running.hub.connections.all.flatMap(({ name, relations }) => Object.keys(relations).filter((relation) => ['ci.dependencyReach', 'ci.impactedServices'].includes(relation)).map((relation) => `${name} ${relation}`));
    expect(ofItems).toEqual(expect.arrayContaining(['servicenow ci.dependencyReach', 'itop ci.impactedServices']));
    const beside = [...ofItems, 'github build.commit', 'gitlab build.commit'];
    const all = await until(arrived, (some) => some.length === hub.length + beside.length);
    expect(all.map(({ connection, kind }) => `${connection} ${kind}`).sort()).toEqual([...hub, ...beside].sort());
    expect(all.filter(({ problem }) => problem !== null)).toEqual([]);
    const contents = await toolContents(urls(), world.sandbox.story);
    expect(contents.map(({ connection, kind }) => `${connection} ${kind}`).sort()).toEqual(hub.sort());
    for (const { connection, kind, names } of contents) {
      expect(names.length).toBeGreaterThan(0);
      const found = new Set(await standing(kind, names));
      expect({ connection, kind, missing: names.filter((name) => !found.has(name)) }).toEqual({ connection, kind, missing: [] });
    }
  });

  it('is told by connections { sync, health } without a question to any tool', async () => {
    const calls = async (): Promise<number> => (await Promise.all(Object.values(world.sandbox.tools).map(async ({ url }) => (await (await fetch(`${url}/__sandbox/calls`)).json() as { readonly total: number }).total))).reduce((sum, total) => sum + total, 0);
    const before = await calls();
    const { connections } = await world.data<{ connections: readonly { readonly name: string; readonly lastSyncedAt: string | null; readonly sync: readonly { readonly kind: string; readonly done: number; readonly state: string }[]; readonly health: { readonly circuit: string; readonly inFlight: number; readonly mostInFlight: number; readonly lastSuccessAt: string | null } }[] }>(
      '{ connections { name lastSyncedAt sync { kind done total state finishedAt problem { code } } health { circuit retryAt inFlight mostInFlight perMinute lastSuccessAt lastProblem { code message } } } }');
    expect(await calls()).toBe(before);
    const servicenow = connections.find(({ name }) => name === 'servicenow');
    expect(servicenow?.sync.map(({ kind }) => kind)).toEqual(['account', 'change', 'ci', 'ci.dependencyReach', 'ci.impactedServices', 'incident', 'knowledge', 'problem', 'service']);
    expect(servicenow).toMatchObject({ lastSyncedAt: expect.any(String) as string, health: { circuit: 'CLOSED', inFlight: 0, mostInFlight: 10, lastSuccessAt: expect.any(String) as string, lastProblem: null } });
    expect(connections.find(({ name }) => name === 'github')?.sync.map(({ kind }) => kind)).toEqual(['build.commit']);
    expect(connections.find(({ name }) => name === 'jenkins')).toMatchObject({ lastSyncedAt: null, sync: [] });
  });
});

describe('A sync that is asked for', () => {
  it('begins now, one kind or all, and brings what has changed since', async () => {
    await patchChange(world, 'CHG0030001', { short_description: 'A title of today' });
    expect(await titleOf('change', 'servicenow:change:CHG0030001')).not.toBe('A title of today');
    expect(await pass('servicenow', 'change')).toMatchObject({ state: 'WAITING', problem: null });
    expect(await titleOf('change', 'servicenow:change:CHG0030001')).toBe('A title of today');
    const { requestSync } = await world.data<Requested>(request, { input: { connection: 'itop' } });
    expect(requestSync.sync?.map(({ kind }) => kind)).toEqual(['change', 'ci', 'ci.dependencyReach', 'ci.impactedServices', 'incident', 'problem', 'service']);
  });

  it('goes on when it is under way: asked five times at once, it reads once', async () => {
    await setFaults(world.sandbox.tools.servicenow, { kind: 'slow', delayMs: 300, times: 1, match: '/api/now/table/problem' });
    const before = await callsTo(world, 'servicenow', 'GET /api/now/table/problem');
    const ended = pass('servicenow', 'problem');
    await Promise.all(Array.from({ length: 4 }, () => world.data(request, { input: { connection: 'servicenow', kind: 'problem' } })));
    expect(await ended).toMatchObject({ problem: null });
    expect(await callsTo(world, 'servicenow', 'GET /api/now/table/problem') - before).toBeLessThanOrEqual(2);
  });

  it.each([
    [{ connection: 'nowhere' }, 'NOT_FOUND', 'No connection "nowhere" is configured.'],
    [{ connection: 'jenkins' }, 'INVALID', 'Nothing of jenkins is synced in the background.'],
    [{ connection: 'artifactory', kind: 'change' }, 'INVALID', 'artifactory is not synced for "change", but for artifact.'],
  ])('is refused for %j', async (input, code, message) => {
    expect((await world.data<Requested>(request, { input })).requestSync).toEqual({ sync: null, userErrors: [{ path: ['input', 'kind' in input ? 'kind' : 'connection'], message, code }] });
  });

  it('is refused to a viewer', async () => {
    expect((await world.ask(request, { input: { connection: 'jira' } }, 'viewer')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('A whole pass', () => {
  it('notices what was deleted', async () => {
    const [file = ''] = await inTool('artifactory', 'artifact');
    const identity = String((await world.running.store.copies.find('artifact', [file])).get(file)?.identity);
    await atTool(world, 'artifactory', `DELETE /artifactory/${file.replace('artifactory:artifact:', '')}`, signIns.artifactoryAdmin);
    expect(await pass('artifactory', 'artifact')).toMatchObject({ problem: null });
    expect(await standing('artifact', [file])).toEqual([file]);
    expect(await wholePass('artifactory', 'artifact')).toMatchObject({ problem: null });
    expect(await standing('artifact', [file])).toEqual([]);
    expect(await goneBecause('artifact', identity)).toContain('deleted, or hidden from us by access rules, which its tool does not tell apart');

    const [incident = '', ...others] = await inTool('itop', 'incident');
    await deleteInItop(incident);
    await wholePass('itop', 'incident');
    expect(await standing('incident', [incident, ...others])).toEqual(others);
  });

  it('notices what access rules hide, and says how many its tool hid', async () => {
    const [row] = await rowsOf<{ readonly sys_id: string }>(world, 'change_request', 'number=CHG0030004', 'sys_id');
    const identity = `servicenow:change:${row?.sys_id ?? ''}`;
    expect(await standing('change', [identity])).toEqual([identity]);
    await patchChange(world, 'CHG0030004', { short_description: 'Restricted: not for everybody' });
    await wholePass('servicenow', 'change');
    expect(await standing('change', [identity])).toEqual([]);
    expect(await goneBecause('change', identity)).toMatch(/deleted, or hidden from us by access rules, which hid \d+ records in that reading/);
    await patchChange(world, 'CHG0030004', { short_description: 'For everybody again' });
    await pass('servicenow', 'change');
    expect(await titleOf('change', identity)).toBe('For everybody again');
  });

  it('that a 429 cuts off midway empties nothing, tells why, and goes on where it stood', async () => {
    const names = await inTool('jira', 'work-item');
    const search = 'POST /rest/api/3/search/jql';
    // The first page comes, and then no other.
    await quiet();
    await setFaults(world.sandbox.tools.jira, { kind: 'slow', delayMs: 1, times: 1, match: '/search/jql' }, { kind: 'status', status: 429, match: '/search/jql' });
    const cut = await wholePass('jira', 'work-item');
    expect(cut).toMatchObject({ state: 'FAILING', problem: { code: 'RATE_LIMITED' } });
    expect(cut.done).toBeGreaterThan(0);
    expect(cut.done).toBeLessThan(names.length);
    expect((await standing('work-item', names)).length).toBe(names.length);
    const { connections } = await world.data<{ connections: readonly { readonly name: string; readonly health: { readonly lastProblem: { readonly code: string } | null } }[] }>('{ connections { name health { retryAt lastProblem { code } } } }');
    expect(connections.find(({ name }) => name === 'jira')?.health.lastProblem?.code).toBe('RATE_LIMITED');
    await setFaults(world.sandbox.tools.jira);
    const before = await callsTo(world, 'jira', search);
    expect(await pass('jira', 'work-item')).toMatchObject({ state: 'WAITING', problem: null });
    expect((await standing('work-item', names)).length).toBe(names.length);
    expect((await statusOf('jira', 'work-item'))?.done).toBeGreaterThanOrEqual(names.length);
    expect(await callsTo(world, 'jira', search)).toBeGreaterThan(before);
  });
});

describe('What a tool sends by itself', () => {
  const [one, two] = ['PAY-1000', 'PAY-1001'];
  const rename = (key: string, summary: string): Promise<unknown> => atTool(world, 'jira', `PUT /rest/api/3/issue/${key}`, signIns.jira, { fields: { summary } });
  /** As Jira's webhook sends it. */
  async function deliver(key: string): Promise<number> {
    const { id } = await atTool(world, 'jira', `GET /rest/api/3/issue/${key}?fields=summary`, signIns.jira) as { readonly id: string };
    const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', timestamp: Date.now(), issue: { id, key } });
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const answer = await fetch(world.url.replace('/graphql', '/webhooks/jira'), { method: 'POST', headers: { 'content-type': 'application/json', 'x-hub-signature': signature, 'x-atlassian-webhook-identifier': `${key}-${Date.now()}` }, body });
    return answer.status;
  }

  it('shortens the delay, and polling alone comes to the same in the end', async () => {
    await Promise.all([rename(one, 'Renamed with a webhook'), rename(two, 'Renamed without one')]);
    expect(await deliver(one)).toBe(202);
    await until(() => titleOf('work-item', `jira:work-item:${one}`), (title) => title === 'Renamed with a webhook');
    expect(await titleOf('work-item', `jira:work-item:${two}`)).not.toBe('Renamed without one');
    // Jira's search knows of a writing only a while after it.
    world.moveClock(60_000);
    await pass('jira', 'work-item');
    expect([await titleOf('work-item', `jira:work-item:${one}`), await titleOf('work-item', `jira:work-item:${two}`)]).toEqual(['Renamed with a webhook', 'Renamed without one']);
  });
});

/** All that a tool shows us of one kind, now. */
async function inTool(connection: string, kind: string): Promise<readonly string[]> {
  return (await toolContents(urls(), world.sandbox.story)).find((one) => one.connection === connection && one.kind === kind)?.names ?? [];
}

function urls(): Parameters<typeof toolContents>[0] {
  return Object.fromEntries(Object.entries(world.sandbox.tools).map(([name, { url }]) => [name, url])) as Parameters<typeof toolContents>[0];
}

/** Deletes one incident in iTop itself. */
async function deleteInItop(identity: string): Promise<void> {
  const { userName, password } = itopCredentials.integration;
  const question = { operation: 'core/delete', comment: 'a test', class: 'Incident', key: identity.replace('itop:incident:', ''), simulate: false };
  const response = await fetch(`${world.sandbox.tools.itop.url}/webservices/rest.php?version=1.3`, {
    method: 'POST', headers: { 'authorization': `Basic ${btoa(`${userName}:${password}`)}`, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ json_data: JSON.stringify(question) }).toString(),
  });
  expect(await response.json()).toMatchObject({ code: 0 });
}
