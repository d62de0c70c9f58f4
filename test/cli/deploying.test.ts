import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { startWorld, type World } from '../system/world.ts';
import { muster, startMuster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(120_000);

let world: World;
beforeAll(async () => { world = await startWorld({ runMs: 1_000 }); });
afterAll(async () => { await world.close(); });

const me = (): Record<string, string> => ({ MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.releaseManager });
const ask = (...words: readonly string[]): Promise<Said> => muster(words, { env: me() });
const dispatches = (): number => Object.entries(world.sandbox.tools.github.calls()).filter(([endpoint]) => endpoint.endsWith('/dispatches')).reduce((sum, [, calls]) => sum + calls, 0);
const steer = async (tool: 'github' | 'servicenow', what: string, body: object): Promise<void> => {
  const { status } = await fetch(`${world.sandbox.tools[tool].url}/__sandbox/${what}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(status).toBeLessThan(300);
};
const idOf = ({ stdout }: Said): string => (JSON.parse(stdout) as { id: string }).id;

const deployLedger = ['deploy', 'ledger-1.9.2', '--env', 'production', '--json'] as const;

it('exits 3 for what is not ready, says why, and starts nothing', async () => {
  const { code, stdout } = await ask('deploy', 'payments-2.4.0', '--env', 'production', '--wait');
  expect(code).toBe(3);
  expect(stdout).toMatch(/NOT_READY[^]*change-is-approved[^]*work-items-are-done[^]*package-matches-its-seal/);
  expect(dispatches()).toBe(0);
});

it('watches a readiness until the time is up or it is ready, a line of JSON for each change', async () => {
  const ready = await ask('readiness', 'ledger-1.9.2', '--env', 'production', '--watch', '--json');
  expect({ code: ready.code, outcomes: ready.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { outcome: string }).outcome).at(-1) }).toEqual({ code: 0, outcomes: 'READY' });
  const red = await ask('readiness', 'payments-2.4.0', '--env', 'production', '--watch', '--timeout', '15s');
  expect([red.code, /NOT_READY/.test(red.stdout)]).toEqual([3, true]);
  expect(await ask('readiness', 'nobody-1', '--env', 'production', '--watch')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no release nobody-1.') as unknown });
});

it('tells the story of a release, and goes on where it was left', async () => {
  const { code, stdout } = await ask('release', 'timeline', 'ledger-1.9.2', '--json', '--limit', '3');
  const first = JSON.parse(stdout) as { nodes: { id: string; kind: string }[]; pageInfo: { endCursor: string } };
  expect([code, first.nodes.length, first.nodes[0]?.kind]).toEqual([0, 3, 'RELEASE_CREATED']);
  const rest = await ask('release', 'timeline', 'ledger-1.9.2', '--after', first.pageInfo.endCursor);
  expect([rest.code, /was created/.test(rest.stdout), /Plan 1 for production was proposed/.test(rest.stdout)]).toEqual([0, false, true]);
});

describe('ledger-1.9.2, whose first run fails', () => {
  let first: string;

  it('a command line killed after its post is joined by its rerun: one dispatch', async () => {
    await steer('github', 'runs', { conclusion: 'failure', times: 1 });
    const { child, said } = startMuster([...deployLedger, '--wait'], { env: me() });
    if (child.stderr === null) throw new Error('the command line was started without pipes');
    await once(child.stderr, 'data'); // Its first progress line: the hub has answered the post.
    child.kill('SIGKILL');
    expect(await said).toMatchObject({ code: null, stdout: '' });

    first = idOf(await ask(...deployLedger));
    await ask('deployment', 'watch', first);
    expect(dispatches()).toBe(1);
  });

  it('exits 6 when the run has failed, with the incident, watched or joined again', async () => {
    const watched = await ask('deployment', 'watch', first);
    expect(watched.code).toBe(6);
    expect(watched.stdout).toMatch(/FAILED[^]*incident +INC\d+/);
    expect(watched.stderr).toMatch(/^FAILED: /m);
    const joined = await ask(...deployLedger, '--wait');
    expect({ code: joined.code, id: idOf(joined) }).toEqual({ code: 6, id: first });
    expect(joined.stderr).toContain('--again REASON starts another');
    expect((await ask('deployment', 'show', first)).code).toBe(6);
    expect(dispatches()).toBe(1);
  });
});

describe('cards-3.1.0, whose window opens on Saturday', () => {
  const deployCards = ['deploy', 'cards-3.1.0', '--env', 'production', '--when-window-opens'] as const;
  let second: string;

  it('exits 3 when it should go now, and 8 when it may wait', async () => {
    expect((await ask('deploy', 'cards-3.1.0', '--env', 'production')).code).toBe(3);
    const accepted = await ask(...deployCards);
    expect(accepted.code).toBe(0);
    expect((await ask(...deployCards, '--wait', '--timeout', '1s')).code).toBe(8);
    expect(accepted.stdout).toMatch(/cards-3\.1\.0 → production: (ACCEPTED|WAITING)[^]*starts +\d{4}-\d\d-\d\dT02:00:00/);
  });

  it('is joined by a rerun even when it was canceled, and started anew by another reason', async () => {
    const first = idOf(await ask(...deployCards, '--json'));
    expect(await ask('deployment', 'cancel', first, '--reason', 'too early')).toMatchObject({ code: 0, stdout: expect.stringContaining('called it off: too early') as string });
    const rerun = await ask(...deployCards, '--wait', '--json');
    expect({ code: rerun.code, id: idOf(rerun) }).toEqual({ code: 6, id: first });

    const again = await ask(...deployCards, '--json', '--again', 'asked too early');
    second = idOf(again);
    expect(again.code).toBe(0);
    expect(second).not.toBe(first);
  });

  it('exits 7 when it is live and a record needs a person, and 0 once that is mended', async () => {
    const before = dispatches();
    await steer('servicenow', 'faults', { kind: 'status', status: 500, match: 'identifyreconcile' });
    const { startAt } = JSON.parse((await ask('deployment', 'show', second, '--json')).stdout) as { startAt: string };
    world.moveClock(Date.parse(startAt) - Date.now() + 60_000);
    const live = await ask('deployment', 'watch', second, '--json', '--timeout', '60s');
    expect(JSON.parse(live.stdout)).toMatchObject({ state: 'RECORDING', needsAttention: true });
    expect(live.code).toBe(7);
    expect((await ask('deployment', 'settle-step', second, 'write-running-version', '--reason', 'x')).code).toBe(2);
    expect((await ask('deployment', 'settle', second, '--happened', '--reason', 'it is live')).stderr).toContain('Nothing about it is unclear');
    const again = await ask('deployment', 'settle-step', second, 'write-running-version', '--retry', '--reason', 'the CMDB is coming back', '--json');
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { state: 'RECORDING', needsAttention: false }]);

    await fetch(`${world.sandbox.tools.servicenow.url}/__sandbox/faults`, { method: 'DELETE' });
    // The watcher does not wait for a person; the deployment does.
    let ended = live;
    for (let looks = 0; looks < 60 && ended.code === 7; looks += 1) ended = await ask('deployment', 'watch', second);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCEEDED') as string });
    expect(dispatches()).toBe(before + 1);
  });
});

describe('muster report, of what was deployed above', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-reports-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });
  const file = (name: string): string => path.join(folder, name);
  const fetched = (address: string, more: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(new URL(address, world.url), { headers: { authorization: `Bearer ${me()['MUSTER_TOKEN'] ?? ''}`, ...more } });
  interface Row { readonly service: string; readonly deployments: number; readonly failures: number; readonly deployment_ids: readonly string[]; readonly failure_ids: readonly string[]; readonly incident_ids: readonly string[]; readonly lead_times: number }
  let rows: readonly Row[];

  it('is a table for people, and says how fresh it is', async () => {
    const { code, stdout, stderr } = await ask('report', 'delivery-performance');
    expect(code).toBe(0);
    expect(stdout).toMatch(/PERIOD +ENVIRONMENT +TEAM +SERVICE +DEPLOYMENTS[^]*\d{4}-W\d\d +production +– +(?:cards +1|ledger +0) [^]*\nall /);
    expect(stderr).toContain('incident, read never: Not read in the background');
  });

  it('is JSON whose numbers lead to the records behind them', async () => {
    const { stdout } = await ask('report', 'delivery-performance', '--json');
    const document = JSON.parse(stdout) as { readonly rows: readonly Row[]; readonly totals: object };
    expect(document.totals).toMatchObject({ deployments: 1, attempts: 2, failures: 1, change_failure_rate: 0.5 });
    rows = document.rows;
    expect(rows.map(({ service, deployments, failures, lead_times: times }) => ({ service, deployments, failures, times })).toSorted((one, other) => one.service.localeCompare(other.service))).toEqual([
      { service: 'cards', deployments: 1, failures: 0, times: 1 }, { service: 'ledger', deployments: 0, failures: 1, times: 0 },
    ]);
    const ids = rows.flatMap(({ deployment_ids: live, failure_ids: failed, incident_ids: incidents }) => [...live, ...failed, ...incidents]);
    const { nodes } = await world.data<{ nodes: readonly { readonly __typename: string }[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', { ids });
    expect(nodes.map(({ __typename: type }) => type).toSorted()).toEqual(['Deployment', 'Deployment', 'Incident']);
  });

  it('says the same over GraphQL, page by page', async () => {
    const query = 'query ($after: String) { reports { deliveryPerformance(first: 1, after: $after, by: SERVICE) { totalCount totals { deployments changeFailureRate } nodes { service failureIds } pageInfo { hasNextPage endCursor } sources { kind } } } }';
    interface Page { readonly reports: { readonly deliveryPerformance: { readonly totalCount: number; readonly totals: object; readonly nodes: readonly { readonly service: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } } } }
    const first = (await world.data<Page>(query)).reports.deliveryPerformance;
    const second = (await world.data<Page>(query, { after: first.pageInfo.endCursor })).reports.deliveryPerformance;
    expect(first).toMatchObject({ totalCount: 2, totals: { deployments: 1, changeFailureRate: 0.5 }, pageInfo: { hasNextPage: true } });
    expect([...first.nodes, ...second.nodes].map(({ service }) => service)).toEqual(rows.map(({ service }) => service));
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('is a file of each form, whose bytes are those of the hub', async () => {
    for (const form of ['csv', 'ndjson', 'parquet']) {
      expect(await ask('report', 'delivery-performance', '--since', '2026-01-01', '--until', '2099-01-01', '--format', form, '--output', file(form))).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/: \d+ bytes\n$/) as string });
      const response = await fetched(`/reports/delivery-performance.${form}?since=2026-01-01&until=2099-01-01`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="delivery-performance_2026-01-01_2099-01-01\\.${form}"$`));
      expect(Buffer.from(await response.arrayBuffer()).equals(readFileSync(file(form)))).toBe(true);
    }
    expect(readFileSync(file('csv'), 'utf8')).toMatch(/^id,period,period_start[^\n]*\r\n2[^]*,cards,/);
    const read = await parquetReadObjects({ file: new Uint8Array(readFileSync(file('parquet'))).buffer });
    expect(read.map(({ deployments, deployment_ids: ids }) => ({ deployments: deployments as number, ids: ids as unknown }))).toEqual(rows.map(({ deployments, deployment_ids: ids }) => ({ deployments, ids })));
  });

  it('is not sent again to whom it was sent already', async () => {
    const address = '/reports/delivery-performance.csv?since=2026-01-01&until=2099-01-01';
    // Who knows an answer waits for the whole of the next, however busy the machine is.
    const etag = (await fetched(address, { 'if-none-match': '"another"' })).headers.get('etag') ?? '';
    const again = await fetched(address, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetched(`${address}&service=cards`, { 'if-none-match': etag })).status).toBe(200);
  });

  it.each([
    ['an unknown parameter', ['--param', 'colour=red'], 'colour: delivery-performance has no such parameter; it has since, until,'],
    ['a day that is none', ['--since', '2026-02-30'], 'since: "2026-02-30" is neither a day'],
  ])('refuses %s by its name', async (_title, words, sentence) => {
    expect(await ask('report', 'delivery-performance', ...words)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(sentence) as string });
  });

  it('finds nothing against what Muster deployed by its rules, and says at how much it looked', async () => {
    expect((await ask('report', 'compliance', '--service', 'ledger')).stdout).toMatch(/There is nothing of that\.\ndeployments 1\n$/);
  });

  it('lists what there is', async () => {
    expect((await ask('report', 'list')).stdout).toMatch(/REPORT +QUESTION +PARAMETERS\n[^]*delivery-performance/);
    expect(await ask('report', 'delivery')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no report delivery: there are delivery-performance') as string });
  });
});

describe('cards-3.1.0, live', () => {
  it('is joined by a rerun while it is what runs, and not when another package took its place', async () => {
    const rerun = ['deploy', 'cards-3.1.0', '--env', 'production', '--when-window-opens', '--again', 'asked too early', '--json'];
    const joined = await ask(...rerun);
    const second = idOf(joined);
    expect(joined.code).toBe(0);

    const { deployments } = world.running.store;
    const standing = await deployments.byId(second);
    if (standing === null) throw new Error('the deployment that was watched is not there');
    const entry = { at: standing.requestedAt, kind: 'STATE', step: null, summary: 'put there by the test', data: {} } as const;
    const twin = { ...standing, id: `${second}-twin`, idempotencyKey: null, correlation: 'twin' };
    await deployments.accept(twin, 'body', entry);
    expect((await ask(...rerun)).code).toBe(0);
    await deployments.accept({ ...twin, id: `${second}-other`, releaseKey: null, packageDigest: 'e'.repeat(64) }, 'body', entry);
    expect(await ask(...rerun)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`another package (${second}-other) took its place since: --again REASON`) as unknown });
  });
});
