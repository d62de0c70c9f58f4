import { existsSync, readFileSync } from 'node:fs';
import { startWorld, type World } from './world.ts';

/** The portal's own operations, which live beside the contract and not in this repository. */
const folder = new URL('../../../shared/contract/queries/', import.meta.url);
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const title = isThere ? 'the portal’s own operations' : `the portal’s own operations (skipped: ${folder.pathname} is missing)`;
const operation = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/**
 * What the page of one release costs cold, in upstream calls, whatever it holds: ten when every item the
 * configuration names is also named by a change, and two more to read those that are not; a third more the first
 * time, when nobody knows yet which item a name means and its services cannot be asked for ahead.
 */
const pageCost = { ledgerFirst: 13, ledger: 12, payments: 10 };
/** Of four releases: a search per project, a read per build (up to twenty; beyond, labels are asked for instead), and five for all of them together. */
const boardCost = 4 + 4 + 5;

interface Page<T> { readonly nodes: readonly T[]; readonly totalCount?: number }
interface Sourced { readonly source: { readonly url: string; readonly isStale: boolean } }
interface ReleasePage {
  readonly service: { readonly name: string };
  readonly changes: Page<Sourced & { readonly number: string; readonly approvals: readonly unknown[] }>;
  readonly workItems: Page<Sourced>;
  readonly package: { readonly isSealed: boolean; readonly artifacts: readonly { readonly matchesPin: boolean; readonly artifact: Sourced & { readonly name: string; readonly build: { readonly name: string } | null } }[] };
  readonly configurationItems: Page<Sourced & { readonly impactedServices: readonly { readonly name: string }[] }>;
  readonly plan: readonly { readonly environment: { readonly name: string }; readonly plan: { readonly version: number } | null }[];
}

suite(title, () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(async () => { await world.close(); });

  /** Upstream calls as the stand-ins themselves counted them. */
  const counted = async (): Promise<number> => {
    const totals = await Promise.all(Object.values(world.sandbox.tools).map(async ({ url }) => (await (await fetch(`${url}/__sandbox/calls`)).json() as { total: number }).total));
    return totals.reduce((sum, total) => sum + total, 0);
  };

  /** What it costs cold: every copy is too old by now. */
  async function cold(ask: () => Promise<unknown>): Promise<number> {
    world.moveClock(3_600_000);
    const before = await counted();
    await ask();
    return await counted() - before;
  }
  const page = async (key: string): Promise<ReleasePage> => (await world.data<{ release: ReleasePage }>(operation('page.graphql'), { key, environment: 'production' })).release;

  it('show the page of a release whole', async () => {
    // What the seeding overwrote was read a moment before, for the seal.
    world.moveClock(60_000);
    const release = await page('payments-2.4.0');
    expect(release.service.name).toBe('Payments');
    expect(release.changes.nodes.map(({ number, approvals }) => [number, approvals.length])).toEqual(expect.arrayContaining([['CHG0030002', 2], ['CHG0030003', 2], ['CHG0030004', 2]]));
    expect(release.changes.nodes).toHaveLength(3);
    expect(release.workItems).toMatchObject({ totalCount: 40 });
    expect(release.workItems.nodes).toHaveLength(40);
    expect(release.package.artifacts).toHaveLength(12);
    // What was overwritten is of no build: its build lists other content.
    const overwritten = release.package.artifacts.filter(({ matchesPin, artifact }) => !matchesPin || artifact.build?.name !== 'payments');
    expect(overwritten.map(({ matchesPin, artifact: { name, build } }) => ({ name, matchesPin, build }))).toEqual([{ name: 'payments-gateway-2.4.0.tgz', matchesPin: false, build: null }]);
    // 25 of production, and the two of staging.
    expect(release.configurationItems.nodes).toHaveLength(27);
    expect(release.configurationItems.nodes.filter(({ impactedServices }) => impactedServices.some(({ name }) => name === 'Payments')).length).toBeGreaterThanOrEqual(25);
    expect(release.plan.map(({ environment, plan }) => [environment.name, plan?.version])).toEqual([['staging', undefined], ['production', 1]]);
    const sources = [...release.changes.nodes, ...release.workItems.nodes, ...release.package.artifacts.map(({ artifact }) => artifact), ...release.configurationItems.nodes].map(({ source }) => source);
    expect(sources.every(({ url, isStale }) => url.startsWith('http://') && !isStale)).toBe(true);
  });

  it('cost a number of upstream calls that does not grow with the records', async () => {
    const calls = { ledgerFirst: await cold(() => page('ledger-1.9.2')), ledger: await cold(() => page('ledger-1.9.2')), payments: await cold(() => page('payments-2.4.0')) };
    const records = ({ changes, workItems, package: { artifacts }, configurationItems }: ReleasePage): number => changes.nodes.length + workItems.nodes.length + artifacts.length + configurationItems.nodes.length;
    expect([records(await page('ledger-1.9.2')), records(await page('payments-2.4.0'))]).toEqual([15, 82]);
    expect(calls).toEqual(pageCost);
  });

  it('cost ten who ask at the same time hardly more than one', async () => {
    // Slow tools, so that the ten are there before the first answer is.
    const slow = (ms: number) => Promise.all(Object.values(world.sandbox.tools).map(({ url }) => fetch(`${url}/__sandbox/latency`, { method: 'POST', body: JSON.stringify({ ms }) })));
    await slow(350);
    const calls = await cold(() => Promise.all(Array.from({ length: 10 }, () => page('payments-2.4.0'))));
    await slow(0);
    expect(calls).toBeGreaterThanOrEqual(pageCost.payments);
    expect(calls).toBeLessThanOrEqual(1.2 * pageCost.payments);
  });

  it('cost nothing upstream once the copies are at hand', async () => {
    world.moveClock(3_600_000);
    const first = await page('payments-2.4.0');
    const before = await counted();
    const again = await page('payments-2.4.0');
    const undated = (page: object): string => JSON.stringify(page).replaceAll(/"fetchedAt":"[^"]*"/g, '');
    expect(undated(again)).toBe(undated(first));
    expect(await counted() - before).toBe(0);
  });

  it('show the board, in fewer calls than the pages of its releases', async () => {
    const board = () => world.data<{ releases: Page<ReleasePage & { key: string }> }>(operation('board.graphql'));
    const calls = await cold(board);
    const { releases } = await board();
    expect(releases.totalCount).toBe(4);
    expect(releases.nodes.map(({ key }) => key).toSorted()).toEqual(['cards-3.1.0', 'ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1']);
    expect(releases.nodes.find(({ key }) => key === 'payments-2.4.0')).toMatchObject({ state: 'SEALED', workItems: { totalCount: 40 } });
    expect(releases.nodes.every(({ package: { artifacts }, configurationItems }) => artifacts.length > 2 && configurationItems.nodes.length > 4)).toBe(true);
    expect(calls).toBe(boardCost);
  });

  it('count what a declared build and version hold, and not those themselves', async () => {
    const told = world.sandbox.story.releases.find(({ key, artifacts }) => key.startsWith('fraud-') && artifacts.length > 1);
    if (told === undefined) throw new Error('the story has no such release');
    const { key, version, serviceKey, build } = told;
    const project = world.sandbox.story.services.find((service) => service.key === serviceKey)?.project ?? '';
    const input = { key, version, serviceKey, records: [{ reference: `artifactory:build:${build.name}/${build.number}` }, { reference: `jira:version:${project}/${version}` }] };
    await world.data('mutation Create($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { message } } }', { input });
    const release = await page(key);
    expect(release.package.artifacts.map(({ artifact: { name } }) => name).toSorted()).toEqual(told.artifacts.map(({ name }) => name).toSorted());
    expect(release.workItems).toMatchObject({ totalCount: told.workItems.length, nodes: { length: told.workItems.length } });
  });
});
