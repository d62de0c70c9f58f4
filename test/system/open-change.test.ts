import { muster } from '../cli/muster.ts';
import { setFaults } from '../connectors/every-fault.ts';
import { startWorld, type Who, type World } from './world.ts';

const creations = 'POST /api/sn_chg_rest/change/normal';

interface Opened {
  readonly change: { readonly number: string; readonly conflictsCheckedAt: string | null; readonly requestedBy: { readonly name: string } | null; readonly configurationItems: readonly { readonly name: string }[] } | null;
  readonly link: { readonly linkedAt: string; readonly reference: string; readonly environment: string; readonly origin: string; readonly by: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] | null }[];
}

let world: World;
beforeAll(async () => { world = await startWorld({ isSeeded: false }); });
afterAll(async () => { await world.close(); });
afterEach(() => setFaults(world.sandbox.tools.servicenow));

async function planned(key: string, environments: readonly string[] = ['production']): Promise<void> {
  await world.data('mutation ($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { message } } }', { input: { key, version: key.replace('cards-', ''), serviceKey: 'cards' } });
  for (const environment of environments) {
    const input = { releaseKey: key, environment, deployer: 'github-cards', windowStartAt: '2027-03-06T02:00:00Z', windowEndAt: '2027-03-06T04:00:00Z', backoutPlan: 'Deploy the version before.' };
    await world.data('mutation ($input: PlanDeploymentInput!) { planDeployment(input: $input) { userErrors { message } } }', { input });
  }
}

async function open(releaseKey: string, given: object = {}, who: Who = 'releaseManager'): Promise<Opened> {
  const input = { releaseKey, environment: 'production', connection: 'servicenow', idempotencyKey: releaseKey, ...given };
  const query = 'mutation ($input: OpenChangeInput!) { openChange(input: $input) { change { number conflictsCheckedAt requestedBy { name } configurationItems { name } } link { linkedAt reference environment origin by } userErrors { code message path } } }';
  return (await world.data<{ openChange: Opened }>(query, { input }, who)).openChange;
}

/** What the tool counted of creations while the work was done. */
async function creationsDuring(work: () => Promise<unknown>): Promise<number> {
  const before = world.sandbox.tools.servicenow.calls()[creations] ?? 0;
  await work();
  return (world.sandbox.tools.servicenow.calls()[creations] ?? 0) - before;
}

async function changesOf(key: string): Promise<readonly unknown[]> {
  const { release } = await world.data<{ release: { changes: { nodes: readonly unknown[] } } }>('query ($key: String!) { release(key: $key) { changes { nodes { number title } } } }', { key });
  return release.changes.nodes;
}

it('opened at once by several, under one key or another, it is one change, linked once', async () => {
  await planned('cards-9.0.1');
  const all: Opened[] = [];
  const posted = await creationsDuring(async () => { all.push(...await Promise.all([open('cards-9.0.1'), open('cards-9.0.1'), open('cards-9.0.1', { idempotencyKey: 'another' })])); });
  expect(posted).toBe(1);
  const [first] = all;
  expect(first).toMatchObject({
    change: { requestedBy: { name: 'Ines Weber' }, configurationItems: [{ name: 'cards-api-prod' }] },
    link: { reference: `servicenow:change:${first?.change?.number ?? ''}`, environment: 'production', origin: 'DECLARED', by: 'Ines Weber' }, userErrors: [],
  });
  expect(first?.change?.conflictsCheckedAt).not.toBeNull();
  expect(new Set(all.map(({ change, link }) => `${change?.number ?? ''} ${link?.linkedAt ?? ''}`)).size).toBe(1);
  expect(await changesOf('cards-9.0.1')).toEqual([{ number: first?.change?.number, title: 'Deploy cards-9.0.1 to production' }]);
});

it('is judged as the change of its environment: nobody approved it yet, and its window is the plan’s', async () => {
  const { release } = await world.data<{ release: { changes: { nodes: readonly { number: string }[] }; readiness: { verdicts: readonly { gate: { name: string }; outcome: string; because: string }[] } } }>(
    '{ release(key: "cards-9.0.1") { changes { nodes { number } } readiness(environment: "production") { verdicts { gate { name } outcome because } } } }');
  const number = release.changes.nodes[0]?.number ?? 'none';
  const told = Object.fromEntries(release.readiness.verdicts.map(({ gate, outcome, because }) => [gate.name, { outcome, because }]));
  expect(told['change-is-approved']).toEqual({ outcome: 'FAIL', because: `Nobody approved ${number}.` });
  expect(told['change-window-is-open']).toEqual({ outcome: 'FAIL', because: expect.stringContaining('2027-03-06') as string });
});

it('whose answer was lost is found again, and not posted twice', async () => {
  await planned('cards-9.0.2');
  await setFaults(world.sandbox.tools.servicenow, { kind: 'reset', match: creations, when: 'after', times: 1 });
  const posted = await creationsDuring(async () => {
    expect((await open('cards-9.0.2')).userErrors).toEqual([]);
    expect((await open('cards-9.0.2', { idempotencyKey: 'again' })).userErrors).toEqual([]);
  });
  expect(posted).toBe(1);
  expect(await changesOf('cards-9.0.2')).toHaveLength(1);
});

it('that nobody can tell of is not posted again until it cannot appear any more', async () => {
  await planned('cards-9.0.3');
  await setFaults(world.sandbox.tools.servicenow, { kind: 'reset', match: creations, when: 'before', times: 1 });
  expect((await open('cards-9.0.3')).userErrors).toMatchObject([{ code: 'SOURCE_UNAVAILABLE', path: ['input', 'connection'] }]);
  expect(await creationsDuring(async () => { expect((await open('cards-9.0.3')).userErrors).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]); })).toBe(0);
  world.moveClock(121_000);
  expect(await creationsDuring(async () => { expect((await open('cards-9.0.3')).userErrors).toEqual([]); })).toBe(1);
});

it('one for staging comes from a listed template, beside the one for production', async () => {
  await planned('cards-9.0.4', ['staging', 'production']);
  const template = 'Deploy a service to staging - 1';
  expect((await open('cards-9.0.4', { template })).userErrors).toMatchObject([{ code: 'FORBIDDEN', path: ['input', 'template'] }]);
  const production = await open('cards-9.0.4');
  const staging = await open('cards-9.0.4', { environment: 'staging', template, idempotencyKey: 'staging' });
  expect(staging.userErrors).toEqual([]);
  expect(staging.link).toMatchObject({ environment: 'staging' });
  expect(staging.change?.number).not.toBe(production.change?.number);
  expect((await open('cards-9.0.4', { type: 'EMERGENCY' })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH', path: ['input', 'idempotencyKey'] }]);
});

it('is opened from the command line too', async () => {
  await planned('cards-9.0.5');
  const env = { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.releaseManager };
  const words = ['change', 'open', 'cards-9.0.5', '--env', 'production', '--connection', 'servicenow'];
  const first = await muster([...words, '--json'], { env });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const { number } = JSON.parse(first.stdout) as { number: string };
  expect(await muster(words, { env })).toMatchObject({ code: 0, stdout: expect.stringContaining(`${number} is the change of cards-9.0.5 in production`) as string });
  expect(await muster([...words, '--template', 'None such'], { env })).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('does not pre-approve') as string });
}, 60_000);
