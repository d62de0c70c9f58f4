import { parse, stringify } from 'yaml';
import { judged, outcomes } from './judging.ts';
import { atTool, rowsOf, signIns } from './tools.ts';
import { startWorld, type Who, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const hourMs = 3_600_000;
const freezeFields = 'id name reason scope { environments services } timeZone recurrence first { startAt endAt } next(count: 3) { startAt endAt } declaredBy { name } source { url } isLiftable state';

interface Freeze { readonly id: string; readonly state: string; readonly next: readonly { readonly startAt: string; readonly endAt: string | null }[] }
interface Payload { readonly freeze: Freeze | null; readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null; readonly message: string }[] }

let world: World;
beforeAll(async () => {
  world = await startWorld({
    configure: (yaml) => {
      const file = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[] };
      for (const policy of file.policies) policy.gates['no-freeze'] = { parameters: { blackouts: ['Year end freeze'] } };
      return stringify(file, { lineWidth: 0 });
    },
  });
});
afterAll(async () => { await world.close(); });

const mutate = async (name: 'declareFreeze' | 'liftFreeze', input: object, who: Who): Promise<Payload> =>
  (await world.data<Record<string, Payload>>(`mutation ($input: ${name === 'declareFreeze' ? 'DeclareFreezeInput' : 'LiftFreezeInput'}!) { payload: ${name}(input: $input) { freeze { ${freezeFields} } userErrors { code path message } } }`, { input }, who))['payload'] as Payload;
const declare = (input: object = {}, who: Who = 'changeAuthority'): Promise<Payload> =>
  mutate('declareFreeze', { name: 'Stop the line', reason: 'Payments are failing.', timeZone: 'Europe/Berlin', firstStartAt: new Date(Date.now() - hourMs).toISOString(), ...input }, who);
const idOf = ({ freeze, userErrors }: Payload): string => {
  expect(userErrors).toEqual([]);
  return freeze?.id ?? '';
};
const lift = (freezeId: string): Promise<Payload> => mutate('liftFreeze', { freezeId, reason: 'Mended.' }, 'releaseManager');
const listed = async (state: string): Promise<readonly string[]> =>
  (await world.data<{ freezes: { nodes: Freeze[] } }>('query ($state: FreezeState) { freezes(state: $state) { nodes { id } } }', { state })).freezes.nodes.map(({ id }) => id);

describe('a freeze', () => {
  it('stops the line at once, for deployments too, until it is lifted', async () => {
    expect((await judged(world, ledger)).outcome).toBe('READY');
    const id = idOf(await declare());
    const judgement = await judged(world, ledger);
    expect([judgement.outcome, outcomes(judgement)['no-freeze']]).toEqual(['NOT_READY', 'FAIL']);
    expect(judgement.text).toContain('The freeze \\"Stop the line\\" is on until it is lifted; Omar Haddad declared it: Payments are failing.');
    const { triggerDeployment } = await world.data<{ triggerDeployment: { deployment: unknown; userErrors: { code: string }[] } }>(
      'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { code } } }', { input: { releaseKey: ledger, environment: 'production', idempotencyKey: 'frozen', start: 'WHEN_WINDOW_OPENS' } });
    expect(triggerDeployment).toEqual({ deployment: null, userErrors: [{ code: 'NOT_READY' }] });
    expect(await listed('ACTIVE')).toEqual([id]);
    const { release } = await world.data<{ release: Record<string, { outcome: string; purpose: string; verdicts: { gate: { name: string } }[] }> }>(
      `query ($key: String!) { release(key: $key) { ${['RELEASE', 'BACK_OUT'].map((purpose) => `${purpose}: readiness(environment: "production", purpose: ${purpose}) { outcome purpose verdicts { gate { name } } }`).join(' ')} } }`, { key: ledger });
    expect([release['RELEASE']?.outcome, release['BACK_OUT']?.outcome]).toEqual(['NOT_READY', 'READY']);
    const { environment } = await world.data<{ environment: { policy: { backOutGates: { gate: { name: string } }[] } } }>('{ environment(name: "production") { policy { backOutGates { gate { name } } } } }');
    expect(release['BACK_OUT']?.verdicts).toEqual(environment.policy.backOutGates);
    expect(environment.policy.backOutGates.map(({ gate }) => gate.name)).toEqual(['package-is-in-the-dml', 'package-matches-its-seal']);
    expect((await lift(id)).freeze).toMatchObject({ id, state: 'LIFTED', isLiftable: false, next: [] });
    expect((await judged(world, ledger)).outcome).toBe('READY');
    expect([await listed('ACTIVE'), await listed('LIFTED')]).toEqual([[], [id]]);
  });

  it('is of its environments and services alone', async () => {
    const ids = [idOf(await declare({ environments: ['staging'] })), idOf(await declare({ services: ['payments'] }))];
    expect((await judged(world, ledger)).outcome).toBe('READY');
    expect(outcomes(await judged(world, ledger, 'staging'))['no-freeze']).toBe('FAIL');
    expect(outcomes(await judged(world, 'payments-2.4.0'))['no-freeze']).toBe('FAIL');
    for (const id of ids) await lift(id);
  });

  it('comes again at its wall-clock time, and says when', async () => {
    const { freeze, userErrors } = await declare({ name: 'Fridays', firstStartAt: '2027-03-19T17:00:00Z', firstEndAt: '2027-03-21T17:00:00Z', recurrence: 'FREQ=WEEKLY;BYDAY=FR', environments: ['production'] }, 'releaseManager');
    expect(userErrors).toEqual([]);
    expect(freeze).toMatchObject({ state: 'SCHEDULED', source: null, isLiftable: true, declaredBy: { name: 'Ines Weber' }, scope: { environments: ['production'], services: null } });
    expect(freeze?.next.map(({ startAt }) => startAt)).toEqual(['2027-03-19T17:00:00.000Z', '2027-03-26T17:00:00.000Z', '2027-04-02T16:00:00.000Z']);
    expect((await world.data<{ node: unknown }>('query ($id: ID!) { node(id: $id) { __typename id } }', { id: freeze?.id })).node).toEqual({ __typename: 'Freeze', id: freeze?.id });
    expect((await judged(world, ledger)).outcome).toBe('READY');
  });

  it.each<[object, string, string]>([
    [{ timeZone: 'Mars/Olympus' }, 'INVALID', 'timeZone'],
    [{ recurrence: 'FREQ=NEVER', firstEndAt: '2099-01-01T00:00:00Z' }, 'INVALID', 'recurrence'],
    [{ firstEndAt: '2020-01-01T00:00:00Z' }, 'INVALID', 'firstEndAt'],
    [{ environments: ['prodution'] }, 'NOT_FOUND', 'environments'],
  ])('is refused with %j, which is named', async (input, code, path) => {
    expect(await declare(input)).toMatchObject({ freeze: null, userErrors: [{ code, path: ['input', path] }] });
  });

  it('is not a viewer’s to declare', async () => {
    const answer = await world.ask('mutation { declareFreeze(input: { name: "x", reason: "y", timeZone: "UTC", firstStartAt: "2026-01-01T00:00:00Z" }) { freeze { id } } }', {}, 'viewer');
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});

interface NextWindow { readonly window: { readonly startAt: string; readonly endAt: string } | null; readonly because: string; readonly blockers: readonly { readonly because: string; readonly freeze: { readonly id: string } | null; readonly record: { readonly label: string } | null }[] }
const nextWindow = async (duration = 'PT1H', from: string | null = null): Promise<NextWindow> => (await world.data<{ nextOpenWindow: NextWindow }>(
  'query ($key: String!, $duration: Duration!, $from: DateTime) { nextOpenWindow(releaseKey: $key, environment: "production", duration: $duration, from: $from) { window { startAt endAt } because blockers { because freeze { id } record { __typename id label } } } }',
  { key: ledger, duration, from })).nextOpenWindow;

describe('a blackout that ServiceNow keeps', () => {
  it('stops the release while it is on, and stands in the way of the next window', async () => {
    expect((await judged(world, ledger)).outcome).toBe('READY');
    const [schedule] = await rowsOf<{ readonly sys_id: string }>(world, 'cmn_schedule', 'name=Year end freeze', 'sys_id');
    const inTwoHours = new Date(Date.now() + 2 * hourMs);
    const stored = (moment: Date): string => `${moment.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    const { result } = await atTool(world, 'servicenow', 'POST /api/now/table/cmn_schedule_span', signIns.servicenowAdmin, { name: 'Early close', schedule: schedule?.sys_id, start_date_time: stored(new Date(Date.now() - hourMs)), end_date_time: stored(inTwoHours) }) as { readonly result: { readonly sys_id: string } };
    const judgement = await judged(world, ledger);
    expect([judgement.outcome, outcomes(judgement)['no-freeze']]).toEqual(['NOT_READY', 'FAIL']);
    expect(judgement.text).toContain('The blackout \\"Year end freeze\\" of servicenow is on until');
    const { window, blockers } = await nextWindow();
    expect(window?.startAt.slice(0, 19)).toBe(inTwoHours.toISOString().slice(0, 19));
    expect(blockers).toMatchObject([{ because: 'The blackout "Year end freeze" of servicenow.', freeze: null, record: { __typename: 'ChangeWindow', label: 'Year end freeze' } }]);
    await atTool(world, 'servicenow', `PATCH /api/now/table/cmn_schedule_span/${result.sys_id}`, signIns.servicenowAdmin, { end_date_time: stored(new Date(Date.now() - hourMs / 2)) });
    expect((await judged(world, ledger)).outcome).toBe('READY');
  });
});

describe('the next open window', () => {
  it('begins behind the freeze, and ends with the window of the change', async () => {
    const endAt = new Date(Date.now() + 3 * hourMs).toISOString();
    const id = idOf(await declare({ firstEndAt: endAt }));
    const { window, blockers, because } = await nextWindow();
    expect(window?.startAt).toBe(endAt);
    expect(because).toContain(`from ${endAt}`);
    expect(blockers.map(({ freeze }) => freeze?.id)).toEqual([id]);
    expect(await nextWindow('P30D')).toMatchObject({ window: null, because: expect.stringContaining('nothing is free for so long') as string });
    await lift(id);
    expect((await nextWindow()).blockers).toEqual([]);
  });

  it('of a release that is not there is none, and a length that is none is refused', async () => {
    expect(await world.data('{ nextOpenWindow(releaseKey: "nobody-1", environment: "production", duration: "PT1H") { because } }')).toEqual({ nextOpenWindow: null });
    const { errors } = await world.ask('query ($key: String!) { nextOpenWindow(releaseKey: $key, environment: "production", duration: "P1M") { because } }', { key: ledger });
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('no length of time')]);
  });
});
