import { parse, stringify } from 'yaml';
import { strangersKey } from '../../sandbox/bank/signing.ts';
import { agreeToPlan } from '../../sandbox/seed/operations.ts';
import { judged, outcomes } from './judging.ts';
import { atTool, rowsOf, signIns } from './tools.ts';
import { startWorld, type Who, type World } from './world.ts';

const [ledger, cards] = ['ledger-1.9.2', 'cards-3.1.0'];
const hourMs = 3_600_000;
const waiverFields = 'id state reason gate { name } release { key } environment { name } packageRevision requestedBy { name } approvedBy { name } isBreakGlass expiresAt secondPerson { name } followUp { dueAt owner { name } settledBy { name } note }';

interface Waiver { readonly id: string; readonly state: string; readonly gate: { readonly name: string }; readonly isBreakGlass: boolean; readonly followUp: { readonly dueAt: string } | null }
interface Payload { readonly waiver?: Waiver | null; readonly waivers?: readonly Waiver[] | null; readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null; readonly message: string }[] }
interface Deployment { readonly id: string; readonly state: string; readonly because: string }

let world: World;
beforeAll(async () => {
  world = await startWorld({ configure });
  // One piece of work of each is taken up again after the seal.
  for (const item of ['LED-1000', 'CRD-1000']) await atTool(world, 'jira', `POST /rest/api/3/issue/${item}/transitions`, signIns.kenji, { transition: { id: '41' } });
});
afterAll(async () => { await world.close(); });

/** Production lets open work be waived, and what no scanner saw; the seal, never. A back-out alone must be signed by a key that nobody has, which may be waived. */
function configure(yaml: string): string {
  const file = parse(yaml) as { policies: { name: string; gates: Record<string, object>; backOut?: object }[] };
  for (const policy of file.policies) {
    const { name, gates } = policy;
    if (name !== 'production') continue;
    policy.backOut = { gates: { 'package-matches-its-seal': {}, 'package-is-signed': { isWaivable: true, parameters: { keys: [strangersKey.publicPem] } } } };
    gates['work-items-are-done'] = { isWaivable: true };
    gates['no-blocking-vulnerability'] = { ...gates['no-blocking-vulnerability'], isWaivable: true, isUnknownWaivable: true };
  }
  return stringify(file, { lineWidth: 0 });
}

const hubTime = (): number => world.running.hub.clock.now().getTime();
const inHours = (hours: number): string => new Date(hubTime() + hours * hourMs).toISOString();

async function mutate(name: string, input: object, who: Who, subject = 'waiver'): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { payload } = await world.data<{ payload: Payload }>(`mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${subject} { ${waiverFields} } userErrors { code path message } } }`, { input }, who);
  return payload;
}
const request = (given: object = {}, who: Who = 'releaseManager'): Promise<Payload> =>
  mutate('requestWaiver', { releaseKey: ledger, environment: 'production', gate: 'work-items-are-done', reason: 'LED-1000 is text only.', expiresAt: inHours(24), ...given }, who);
const decide = (waiverId: string, approve = true, who: Who = 'changeAuthority'): Promise<Payload> => mutate('decideWaiver', { waiverId, approve }, who);
const revoke = (waiverId: string): Promise<Payload> => mutate('revokeWaiver', { waiverId, reason: 'Done after all.' }, 'releaseManager');

function idOf({ waiver, userErrors }: Payload): string {
  expect(userErrors).toEqual([]);
  return waiver?.id ?? '';
}
async function waived(given: object = {}): Promise<string> {
  const id = idOf(await request(given));
  expect((await decide(id)).waiver).toMatchObject({ id, state: 'ACTIVE', approvedBy: { name: 'Omar Haddad' } });
  return id;
}
const stateOf = async (id: string): Promise<string> => (await world.data<{ node: Waiver }>('query ($id: ID!) { node(id: $id) { ... on Waiver { state } } }', { id })).node.state;
const workOf = async (key: string): Promise<string | undefined> => outcomes(await judged(world, key))['work-items-are-done'];

describe('a waiver', () => {
  it('lets a gate go once another person has approved it, shows in the verdict, and ends when it is revoked', async () => {
    expect(await workOf(ledger)).toBe('FAIL');
    const asked = await request();
    const id = idOf(asked);
    expect(asked.waiver).toMatchObject({ state: 'REQUESTED', gate: { name: 'work-items-are-done' }, release: { key: ledger }, environment: { name: 'production' }, packageRevision: 1, requestedBy: { name: 'Ines Weber' }, approvedBy: null, isBreakGlass: false, followUp: null });
    expect(await workOf(ledger)).toBe('FAIL');
    expect(idOf(await decide(id))).toBe(id);
    const judgement = await judged(world, ledger);
    expect([judgement.outcome, outcomes(judgement)['work-items-are-done']]).toEqual(['READY', 'WAIVED']);
    const { release } = await world.data<{ release: { readiness: { verdicts: { gate: { name: string }; because: string; waiver: object | null }[] } } }>(
      `query ($key: String!) { release(key: $key) { readiness(environment: "production") { verdicts { gate { name } because waiver { ${waiverFields} } } } } }`, { key: ledger });
    const waivers = release.readiness.verdicts.filter(({ waiver }) => waiver !== null);
    expect(waivers).toMatchObject([{ gate: { name: 'work-items-are-done' }, waiver: { id, state: 'ACTIVE', approvedBy: { name: 'Omar Haddad' } } }]);
    expect(waivers[0]?.because).toMatch(/LED-1000.* Omar Haddad let it go until .*Z: LED-1000 is text only\.$/);
    expect((await revoke(id)).waiver).toMatchObject({ state: 'REVOKED' });
    expect(await workOf(ledger)).toBe('FAIL');
  });

  it('is listed by where it stands', async () => {
    const [open, rejected] = [idOf(await request()), idOf(await request())];
    await decide(rejected, false);
    const listed = async (state: string): Promise<readonly string[]> => (await world.data<{ waivers: { nodes: Waiver[] } }>('query ($state: WaiverState) { waivers(state: $state) { nodes { id } } }', { state })).waivers.nodes.map(({ id }) => id);
    expect([await listed('REQUESTED'), await listed('REJECTED'), await listed('ACTIVE')]).toEqual([[open], [rejected], []]);
    await revoke(open);
  });

  it('is of its environment and release alone', async () => {
    const ids = [await waived(), await waived({ releaseKey: cards, expiresAt: inHours(1) })];
    expect([await workOf('payments-2.4.0'), outcomes(await judged(world, ledger, 'staging'))['work-items-are-done']]).toEqual(['FAIL', 'FAIL']);
    for (const id of ids) await revoke(id);
  });

  it('lets a gate that nobody could judge go where the policy says so', async () => {
    const id = await waived({ releaseKey: 'statements-5.0.1', gate: 'no-blocking-vulnerability', reason: 'The renderer is internal.' });
    const judgement = await judged(world, 'statements-5.0.1');
    expect([judgement.outcome, outcomes(judgement)['no-blocking-vulnerability']]).toEqual(['READY', 'WAIVED']);
    await revoke(id);
    expect((await judged(world, 'statements-5.0.1')).outcome).toBe('UNDETERMINED');
  });

  it('lets a gate go that only back-outs must pass', async () => {
    const backOut = async () => {
      const { release: { readiness } } = await world.data<{ release: { readiness: { outcome: string; verdicts: { gate: { name: string }; outcome: string }[] } } }>('query ($key: String!) { release(key: $key) { readiness(environment: "production", purpose: BACK_OUT) { outcome verdicts { gate { name } outcome } } } }', { key: ledger });
      return [readiness.outcome, readiness.verdicts.find(({ gate }) => gate.name === 'package-is-signed')?.outcome];
    };
    expect(await backOut()).toEqual(['NOT_READY', 'FAIL']);
    const id = await waived({ gate: 'package-is-signed', reason: 'Built before packages were signed.' });
    expect(await backOut()).toEqual(['READY', 'WAIVED']);
    expect(outcomes(await judged(world, ledger))['package-is-signed']).toBeUndefined();
    await revoke(id);
    expect(await backOut()).toEqual(['NOT_READY', 'FAIL']);
  });

  it('is void once the package is sealed anew, even with the same artifacts', async () => {
    const [active, open] = [await waived(), idOf(await request())];
    await world.data('mutation ($input: SealPackageInput!) { sealPackage(input: $input) { userErrors { code } } }', { input: { releaseKey: ledger, replace: true } });
    expect([await stateOf(active), await stateOf(open), await workOf(ledger)]).toEqual(['VOID', 'VOID', 'FAIL']);
    expect((await decide(open)).userErrors).toMatchObject([{ code: 'CONFLICT', path: ['input', 'waiverId'] }]);
  });

  it('goes as agreements do: the plan is agreed to anew after the package was sealed anew', async () => {
    const agreed = async (): Promise<string | undefined> => outcomes(await judged(world, ledger))['plan-is-agreed'];
    expect(await agreed()).toBe('FAIL');
    const plan = async () => (await world.data<{ release: { environments: { environment: { name: string }; plan: { id: string; version: number; isAgreed: boolean } | null }[] } }>(
      'query ($key: String!) { release(key: $key) { environments { environment { name } plan { id version isAgreed } } } }', { key: ledger })).release.environments.find(({ environment }) => environment.name === 'production')?.plan;
    const before = await plan();
    expect(before?.isAgreed).toBe(false);
    await world.data(agreeToPlan, { input: { planId: before?.id, planVersion: before?.version } }, 'changeAuthority');
    expect([await agreed(), await plan()]).toEqual(['PASS', { ...before, isAgreed: true }]);
  });

  it('is not approved by somebody whom the directory says to have left', async () => {
    const id = idOf(await request());
    const [omar] = await rowsOf<{ sys_id: string }>(world, 'sys_user', 'user_name=omar.haddad', 'sys_id');
    const setActive = (active: string): Promise<unknown> => atTool(world, 'servicenow', `PATCH /api/now/table/sys_user/${omar?.sys_id ?? ''}`, signIns.servicenowAdmin, { active });
    await setActive('false');
    expect((await decide(id)).userErrors).toMatchObject([{ code: 'FORBIDDEN', message: 'servicenow says that the account of Omar Haddad is switched off: somebody who works here must do it.' }]);
    await setActive('true');
    expect((await decide(id)).userErrors).toEqual([]);
    await revoke(id);
  });

  it.each<[string, object, string, string | null]>([
    ['a gate that nobody may waive', { gate: 'package-matches-its-seal' }, 'FORBIDDEN', 'gate'],
    ['a gate that the policy does not have', { gate: 'no-freeze' }, 'NOT_FOUND', 'gate'],
    ['no time', { expiresAt: '2020-01-01T00:00:00Z' }, 'INVALID', 'expiresAt'],
    ['all time', { expiresAt: '2099-01-01T00:00:00Z' }, 'INVALID', 'expiresAt'],
    ['no reason', { reason: '' }, 'INVALID', 'reason'],
  ])('is refused for %s', async (_name, given, code, path) => {
    expect(await request(given)).toMatchObject({ waiver: null, userErrors: [{ code, path: ['input', path] }] });
  });
});

describe('a broken glass', () => {
  it('lets nothing go until the second person confirms each gate, and leaves a follow-up', async () => {
    const input = { releaseKey: ledger, environment: 'production', gates: ['work-items-are-done', 'no-blocking-vulnerability'], reason: 'Bookings are lost.', expiresAt: inHours(2), secondPersonEmail: 'Omar.Haddad@northbank.example' };
    const { waivers, userErrors } = await mutate('breakGlass', input, 'releaseManager', 'waivers');
    expect(userErrors).toEqual([]);
    expect(waivers?.map(({ state, isBreakGlass }) => [state, isBreakGlass])).toEqual([['REQUESTED', true], ['REQUESTED', true]]);
    expect(await workOf(ledger)).toBe('FAIL');
    const [first] = waivers ?? [];
    expect((await decide(first?.id ?? '')).waiver).toMatchObject({ state: 'ACTIVE', secondPerson: { name: 'Omar Haddad' }, followUp: { settledBy: null } });
    expect(await workOf(ledger)).toBe('WAIVED');
    const debt = async () => (await world.data<{ waiverDebt: unknown }>('{ waiverDebt { active { id } byGate { name count } byService { name count } openFollowUps { id } } }')).waiverDebt;
    expect(await debt()).toEqual({ active: [{ id: first?.id }], byGate: [{ name: 'work-items-are-done', count: 1 }], byService: [{ name: 'ledger', count: 1 }], openFollowUps: [{ id: first?.id }] });
    await revoke(first?.id ?? '');
    expect(await debt()).toMatchObject({ active: [], openFollowUps: [{ id: first?.id }] });
    expect((await mutate('settleFollowUp', { waiverId: first?.id, note: 'PRB0040002 tells the rest.' }, 'changeAuthority')).waiver?.followUp).toMatchObject({ settledBy: { name: 'Omar Haddad' }, note: 'PRB0040002 tells the rest.' });
    expect(await debt()).toEqual({ active: [], byGate: [], byService: [], openFollowUps: [] });
  });
});

describe('a deployment', () => {
  const trigger = async (releaseKey: string, idempotencyKey: string): Promise<{ deployment: Deployment | null; userErrors: readonly { code: string }[] }> =>
    (await world.data<{ triggerDeployment: { deployment: Deployment | null; userErrors: { code: string }[] } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id state because } userErrors { code } } }', { input: { releaseKey, environment: 'production', idempotencyKey, start: 'WHEN_WINDOW_OPENS' } })).triggerDeployment;
  async function ended(id: string | undefined): Promise<Deployment> {
    for (let look = 0; ; look += 1) {
      const { deployment } = await world.data<{ deployment: Deployment }>('query ($id: ID!) { deployment(id: $id) { id state because } }', { id });
      if (['SUCCEEDED', 'FAILED', 'REFUSED'].includes(deployment.state) || look === 300) return deployment;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }

  it('goes out with a waived gate', async () => {
    const id = await waived();
    const { deployment, userErrors } = await trigger(ledger, 'waived');
    expect(userErrors).toEqual([]);
    expect((await ended(deployment?.id)).state).toBe('SUCCEEDED');
    const change = await atTool(world, 'servicenow', 'GET /api/now/table/change_request?sysparm_query=number=CHG0030001&sysparm_fields=work_notes&sysparm_display_value=true', signIns.servicenowAdmin) as { readonly result: readonly { readonly work_notes: string }[] };
    expect(change.result[0]?.work_notes).toMatch(new RegExp(`work-items-are-done was let go by Omar Haddad until .*Z, as Ines Weber asked \\(${id}\\)`));
    await revoke(id);
  });

  it('is refused at its turn when its waiver has run out by then, and not accepted with one that surely will', async () => {
    const saturday = Date.parse((await world.data<{ release: { changes: { nodes: { plannedStartAt: string }[] } } }>('query ($key: String!) { release(key: $key) { changes { nodes { plannedStartAt } } } }', { key: cards })).release.changes.nodes[0]?.plannedStartAt ?? '');
    const tooShort = await waived({ releaseKey: cards, expiresAt: new Date(saturday).toISOString() });
    expect((await trigger(cards, 'too short')).userErrors).toEqual([{ code: 'NOT_READY' }]);
    await revoke(tooShort);
    await waived({ releaseKey: cards, expiresAt: new Date(saturday + hourMs / 2).toISOString() });
    const { deployment, userErrors } = await trigger(cards, 'long enough');
    expect(userErrors).toEqual([]);
    world.moveClock(saturday + hourMs - hubTime());
    const { state, because } = await ended(deployment?.id);
    expect(state).toBe('REFUSED');
    expect(because).toContain('work-items-are-done');
  });
});
