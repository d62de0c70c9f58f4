import { parse, stringify } from 'yaml';
import { jest } from '@jest/globals';
import { setFaults } from '../system/judging.ts';
import { until } from '../system/town.ts';
import { startWorld, type Who, type World } from '../system/world.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

let world: World;
let unsynced: World;
beforeAll(async () => {
  world = await startWorld({ isSeeded: false, configure: (yaml) => stringify({ ...parse(yaml) as object, sync: { every: 'PT1H', wholeEvery: 'P1D' } }, { lineWidth: 0, aliasDuplicateObjects: false }) });
  unsynced = await startWorld({ isSeeded: false });
  await until(() => world.running.hub.syncs.statuses(), (all) => all.length > 0 && all.every(({ finishedAt }) => finishedAt !== null));
});
afterEach(() => setFaults(world.sandbox.tools.servicenow));
afterAll(async () => {
  await world.close();
  await unsynced.close();
});

const ask = (words: readonly string[], who: Who = 'releaseManager', of: World = world): Promise<Said> => muster(words, { env: { MUSTER_URL: of.url, MUSTER_TOKEN: of.sandbox.tokens[who] } });
interface Row { readonly connection: string; readonly kind: string; readonly state: string; readonly done: number; readonly total: number | null; readonly finishedAt: string | null; readonly health: { readonly circuit: string } | null }

describe('muster sync', () => {
  it('shows how far each kind is, with a bar where the tool says how many there are, and JSON to scripts', async () => {
    const [table, json] = await Promise.all([ask(['sync', '--connection', 'servicenow']), ask(['sync', '--json'], 'viewer')]);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/CONNECTION +KIND +STATE +PROGRESS +LAST READ +HEALTH\nservicenow +account +waiting +█{24} (\d+)\/\1 +\d{4}-/);
    const rows = JSON.parse(json.stdout) as readonly Row[];
    expect(new Set(rows.map(({ connection }) => connection))).toEqual(new Set(['servicenow', 'jira', 'artifactory', 'github', 'gitlab', 'itop', 'jira-data-center']));
    expect(rows.find(({ connection, kind }) => connection === 'servicenow' && kind === 'change')).toMatchObject({ state: 'WAITING', done: expect.any(Number) as number, health: { circuit: 'CLOSED' } });
  });

  it('--now --watch lets one kind begin, follows it to its end, and leaves the others alone', async () => {
    const before = JSON.parse((await ask(['sync', '--json', '--connection', 'servicenow'])).stdout) as readonly Row[];
    world.moveClock(60_000);
    expect(await ask(['sync', '--now', '--watch', '--connection', 'servicenow', '--kind', 'problem'])).toMatchObject({ code: 0, stderr: '' });
    const after = JSON.parse((await ask(['sync', '--json', '--connection', 'servicenow'])).stdout) as readonly Row[];
    expect(after.filter(({ finishedAt }, nth) => finishedAt !== before[nth]?.finishedAt).map(({ kind }) => kind)).toEqual(['problem']);
  });

  it('--now alone asks all connections', async () => {
    world.moveClock(60_000);
    const before = await world.running.hub.syncs.statuses();
    expect(await ask(['sync', '--now'])).toMatchObject({ code: 0 });
    await until(() => world.running.hub.syncs.statuses(), (all) => all.every(({ finishedAt }, nth) => finishedAt !== before[nth]?.finishedAt));
  });

  it('exits 5 while a tool fails, and says why', async () => {
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 403 });
    const failing = await ask(['sync', '--now', '--watch', '--connection', 'servicenow', '--kind', 'incident']);
    expect(failing.code).toBe(5);
    expect(failing.stdout).toMatch(/servicenow +incident +does not let our account do this \(403\)/);
    await setFaults(world.sandbox.tools.servicenow);
    expect((await ask(['sync', '--now', '--watch', '--connection', 'servicenow', '--kind', 'incident'])).code).toBe(0);
  });

  it('refuses what is not synced, and whoever may not ask', async () => {
    expect(await ask(['sync', '--now', '--connection', 'jenkins'])).toMatchObject({ code: 1, stdout: '', stderr: 'Nothing of jenkins is synced in the background.\n' });
    expect(await ask(['sync', '--now', '--connection', 'jira', '--kind', 'change'])).toMatchObject({ code: 1, stderr: expect.stringContaining('jira is not synced for "change"') as string });
    expect(await ask(['sync', '--now'], 'releaseManager', unsynced)).toMatchObject({ code: 1, stderr: expect.stringContaining('see sync: in the configuration') as string });
    expect(await ask(['sync', '--now', '--connection', 'jira'], 'releaseManager', unsynced)).toMatchObject({ code: 1, stderr: expect.stringContaining('write sync: into the configuration') as string });
    expect(await ask(['sync', '--now', '--connection', 'jira'], 'viewer')).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('RELEASE_MANAGER') as string });
  });
});

describe('muster connections', () => {
  it('shows how a connection fares, beside whether it is reachable now', async () => {
    const well = await ask(['connections']);
    expect(well.code).toBe(0);
    expect(well.stdout).toMatch(/CONNECTION +SYSTEM +KIND +STATE +HEALTH\nservicenow +SERVICENOW +production +reachable\n/);
    await setFaults(world.sandbox.tools.servicenow, { kind: 'status', status: 503 });
    for (let nth = 0; nth < 3; nth += 1) await world.ask('{ changes(filter: { connection: "servicenow" }) { totalCount } }');
    const ill = await ask(['connections']);
    expect(ill.code).toBe(5);
    expect(ill.stdout.replaceAll(/\s+/g, ' ')).toMatch(/servicenow SERVICENOW production .*left alone until/);
  });
});
