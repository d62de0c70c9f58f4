import { itopCredentials } from '../../sandbox/itop/index.ts';
import type { Fault } from '../../sandbox/kernel/index.ts';
import type { Change } from '../../src/domain/change.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { options, roleOf, Stage } from './itop-stage.ts';

let stage: Stage;
beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

/** How many calls reading an item by name takes: the item, five classes with a status, one with a version. */
const itemCalls = 7;

/** All calls have one address: a fault that does nothing lets the first ones pass. */
function passing(times: number): Fault {
  return { kind: 'slow', delayMs: 0, times };
}

/** Does what the call after the first ones asks, and loses its answer. */
async function losing(after: number): Promise<void> {
  await setFaults(stage.tool, passing(after), { kind: 'reset', when: 'after', times: 1 });
}

describe('the change desk', () => {
  const note = { workNote: 'Deployed by Muster.', closeCode: 'successful', closeNotes: 'Verified.' } as const;
  const move = (id: string, to: Change['state'], from = stage.connection): Promise<Change> => roleOf(from.changeDesk).move(id, to, note, acting);

  it('walks state by state, and does nothing where the change is already', async () => {
    expect((await move('itop:change:1', 'IMPLEMENT')).state).toBe('IMPLEMENT');
    expect(await stage.callsDuring(async () => { expect((await move('itop:change:1', 'IMPLEMENT')).state).toBe('IMPLEMENT'); })).toBe(2);
    expect((await move('itop:change:1', 'CLOSED')).state).toBe('CLOSED');
    expect((await move('itop:change:1', 'REVIEW')).state).toBe('CLOSED');
    expect(await problemOf(move('itop:change:1', 'CANCELED'))).toBe('FORBIDDEN');
    const log = await stage.work({ operation: 'core/get', class: 'Change', key: 1, output_fields: 'private_log' });
    expect((JSON.stringify(log.objects).match(/Deployed by Muster/g) ?? []).length).toBeGreaterThanOrEqual(3);
  });

  it('never walks through an approval, rejects where the life cycle does, revives nothing', async () => {
    for (const [id, to] of [['2', 'IMPLEMENT'], ['3', 'SCHEDULED'], ['4', 'IMPLEMENT'], ['8', 'IMPLEMENT'], ['2', 'CANCELED'], ['999', 'IMPLEMENT']] as const) {
      expect(await problemOf(move(`itop:change:${id}`, to))).toBe(id === '999' ? 'NOT_FOUND' : 'FORBIDDEN');
    }
    expect((await move('itop:change:3', 'CANCELED')).state).toBe('CANCELED');
  });

  it('tells which mandatory attributes are missing, and fills in none', async () => {
    await expect(move('itop:change:5', 'IMPLEMENT')).rejects.toMatchObject({ problem: { code: 'FORBIDDEN', message: expect.stringContaining('fallback') as string } });
    expect(await stage.change('C-000005')).toMatchObject({ state: 'SCHEDULED', backoutPlan: null });
  });

  it('takes a move whose answer was lost for done when it was done', async () => {
    await losing(2);
    expect(await stage.callsDuring(async () => { expect((await move('itop:change:1', 'IMPLEMENT')).state).toBe('IMPLEMENT'); })).toBe(5);
  });

  it('tells a move that was answered and not done', async () => {
    await setFaults(stage.tool, passing(2), { kind: 'empty', when: 'before', times: 1 });
    expect(await problemOf(move('itop:change:1', 'IMPLEMENT'))).toBe('UNEXPECTED_ANSWER');
    expect((await stage.change('C-000001')).state).toBe('SCHEDULED');
  });
});

describe('the incident desk', () => {
  const wish = { correlation: 'deployment:1', title: 'Deployment failed', description: 'It did.', configurationItem: 'ledger-api-prod', causedByChange: 'itop:change:1' };

  it.each<[string, object]>([['its attribute', options], ['the end of its title', { ...options, correlation: {} }]])('opens one incident per correlation, kept in %s', async (_name, given) => {
    const from = stage.connect({ ...given });
    const first = await roleOf(from.incidentDesk).createOrFind(wish, acting);
    expect(first).toMatchObject({ isNew: true, incident: { isOpen: true, configurationItemId: await stage.idOf('ci', 'ledger-api-prod') } });
    expect(await roleOf(from.incidentDesk).createOrFind(wish, acting)).toMatchObject({ isNew: false, incident: { id: first.incident.id } });
    expect((await roleOf(from.finders['incidents.correlated']).find({ correlationId: wish.correlation }, judging)).records).toHaveLength(1);
    expect((await roleOf(from.finders['incidents.correlated']).find({ correlationId: 'DEPLOYMENT:1' }, judging)).records).toEqual([]);
    expect((await roleOf(from.finders['incidents.correlated']).find({ correlationId: 'deployment_1' }, judging)).records).toEqual([]);
  });

  it('opens no second one when the answer to the first was lost', async () => {
    await losing(1 + itemCalls);
    expect(await roleOf(stage.connection.incidentDesk).createOrFind(wish, acting)).toMatchObject({ isNew: true });
    await setFaults(stage.tool);
    expect(await roleOf(stage.connection.incidentDesk).createOrFind(wish, acting)).toMatchObject({ isNew: false });
    expect((await roleOf(stage.connection.finders['incidents.list']).find({ isOpen: null, serviceId: null, openedSince: null, limit: 50 }, judging)).records).toHaveLength(4);
  });

  it('plays no such role without an organization to open it under', () => {
    expect(stage.connect({}).incidentDesk).toBeUndefined();
  });

  it('opens an incident without its item rather than none', async () => {
    const { incident } = await roleOf(stage.connection.incidentDesk).createOrFind({ ...wish, configurationItem: 'no-such-item' }, acting);
    expect(incident.configurationItemId).toBeNull();
  });

  it('refuses where the account may not', async () => {
    const from = stage.connect(options, { kind: 'basic', ...itopCredentials.withoutTickets });
    expect(await problemOf(roleOf(from.incidentDesk).createOrFind(wish, acting))).toBe('FORBIDDEN');
  });
});

describe('the running version desk', () => {
  const target = { connection: 'itop', className: 'OtherSoftware', match: 'ledger-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };

  it('writes once and reads back; the same again writes nothing', async () => {
    const desk = roleOf(stage.connection.runningVersionDesk);
    expect(await desk.read(target, acting)).toBe('1.9.1');
    const item = await stage.idOf('ci', target.match);
    expect(await stage.callsDuring(async () => { expect(await desk.write(target, '1.9.2', 'c', acting)).toEqual({ item, operation: 'UPDATED', version: '1.9.2' }); })).toBe(3);
    expect(await stage.callsDuring(async () => { expect(await desk.write(target, '1.9.2', 'c', acting)).toEqual({ item, operation: 'UNCHANGED', version: '1.9.2' }); })).toBe(1);
    expect((await stage.read('ci', [target.match]))[0]?.runningVersion).toBe('1.9.2');
  });

  it('takes a write whose answer was lost for done when it was done', async () => {
    await losing(1);
    expect(await stage.callsDuring(async () => { expect(await roleOf(stage.connection.runningVersionDesk).write(target, '1.9.2', 'c', acting)).toMatchObject({ operation: 'UPDATED', version: '1.9.2' }); })).toBe(3);
  });

  it('refuses targets that do not exist, or are not one', async () => {
    const desk = roleOf(stage.connection.runningVersionDesk);
    expect(await problemOf(desk.read({ ...target, match: 'no-such-item' }, acting))).toBe('NOT_FOUND');
    expect(await problemOf(desk.write({ ...target, match: 'ledger-node-1-prod' }, '1', 'c', acting))).toBe('NOT_FOUND');
    expect(await problemOf(desk.read({ ...target, versionAttribute: 'nosuchattribute' }, acting))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(desk.read({ ...target, className: 'NoSuchClass' }, acting))).toBe('UNEXPECTED_ANSWER');
    await stage.work({ operation: 'core/create', comment: 'x', class: 'OtherSoftware', fields: { name: target.match, org_id: 1 }, output_fields: 'id' });
    expect(await problemOf(desk.write(target, '9', 'c', acting))).toBe('UNEXPECTED_ANSWER');
  });
});
