import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { waitingApproval } from '../../sandbox/bank/four.ts';
import type { Change } from '../../src/domain/change.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { roleOf, Stage, sysIdIn } from './servicenow-stage.ts';

const { admin } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

describe('the change desk', () => {
  const note = { workNote: 'Deployed by Muster.', closeCode: 'successful', closeNotes: 'Verified.' } as const;
  const patchesIn = (calls: Readonly<Record<string, number>>): number => Object.entries(calls).filter(([call]) => call.startsWith('PATCH')).reduce((sum, [, count]) => sum + count, 0);

  it('walks state by state, and does nothing where the change is already', async () => {
    const { id } = await stage.change('CHG0030001');
    const move = (to: Change['state']): Promise<Change> => roleOf(stage.connection.changeDesk).move(id, to, note, acting);
    expect(patchesIn(await stage.callsDuring(async () => { expect((await move('IMPLEMENT')).state).toBe('IMPLEMENT'); }))).toBe(1);
    expect(patchesIn(await stage.callsDuring(async () => { expect((await move('IMPLEMENT')).state).toBe('IMPLEMENT'); }))).toBe(0);
    expect(patchesIn(await stage.callsDuring(async () => { expect((await move('CLOSED')).state).toBe('CLOSED'); }))).toBe(2);
    expect(patchesIn(await stage.callsDuring(async () => { expect((await move('REVIEW')).state).toBe('CLOSED'); }))).toBe(0);
    expect(await problemOf(move('CANCELED'))).toBe('FORBIDDEN');
  });

  it('never walks through an approval, cancels from before it, and does not revive the cancelled', async () => {
    const { id } = await stage.change(waitingApproval.change);
    const calls = await stage.callsDuring(async () => { expect(await problemOf(roleOf(stage.connection.changeDesk).move(id, 'IMPLEMENT', note, acting))).toBe('FORBIDDEN'); });
    expect(patchesIn(calls)).toBe(0);
    expect((await roleOf(stage.connection.changeDesk).move(id, 'CANCELED', note, acting)).state).toBe('CANCELED');
    expect(await problemOf(roleOf(stage.connection.changeDesk).move(id, 'IMPLEMENT', note, acting))).toBe('FORBIDDEN');
  });

  it('tells a move that a business rule refused, and one that was answered and not done', async () => {
    const { id } = await stage.change('CHG0030001');
    await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(id)}`, { on_hold: 'true' });
    expect(await problemOf(roleOf(stage.connection.changeDesk).move(id, 'IMPLEMENT', note, acting))).toBe('FORBIDDEN');
    expect(await stage.change('CHG0030001')).toMatchObject({ state: 'SCHEDULED', isOnHold: true });
    await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(id)}`, { on_hold: 'false' });
    await setFaults(stage.tool, { kind: 'garble', match: 'PATCH ', when: 'before' });
    expect(await problemOf(roleOf(stage.connection.changeDesk).move(id, 'IMPLEMENT', note, acting))).toBe('UNEXPECTED_ANSWER');
    expect((await stage.change('CHG0030001')).state).toBe('SCHEDULED');
  });

  it('takes a move whose answer was lost for done when it was done', async () => {
    const { id } = await stage.change('CHG0030001');
    await setFaults(stage.tool, { kind: 'reset', match: 'PATCH ', when: 'after', times: 1 });
    const calls = await stage.callsDuring(async () => { expect((await roleOf(stage.connection.changeDesk).move(id, 'IMPLEMENT', note, acting)).state).toBe('IMPLEMENT'); });
    expect(patchesIn(calls)).toBe(1);
  });
});

describe('the incident desk', () => {
  it('opens one incident per correlation, asked twice or with its answer lost', async () => {
    const { id } = await stage.change('CHG0030001');
    const wish = { correlation: 'deployment:1', title: 'Deployment failed', description: 'It did.', configurationItem: 'ledger-api-prod', causedByChange: id };
    await setFaults(stage.tool, { kind: 'hang', match: 'POST ', when: 'after', times: 1 });
    const desk = roleOf(stage.connection.incidentDesk);
    let incident: { readonly id: string; readonly configurationItemId: string | null } | null = null;
    const calls = await stage.callsDuring(async () => {
      const first = await desk.createOrFind(wish, acting);
      expect(first).toMatchObject({ isNew: true, incident: { title: 'Deployment failed', isOpen: true } });
      const second = await desk.createOrFind(wish, acting);
      expect(second).toMatchObject({ isNew: false, incident: { id: first.incident.id } });
      incident = second.incident;
    });
    expect(calls['POST /api/now/table/incident']).toBe(1);
    const [item] = await stage.read('ci', ['ledger-api-prod']);
    expect(incident).toMatchObject({ configurationItemId: item?.id });
    expect((await roleOf(stage.connection.finders['incidents.correlated']).find({ correlationId: wish.correlation }, judging)).records).toHaveLength(1);
  });
});

describe('the running version desk', () => {
  const target = { connection: 'snow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };
  const reconciles = 'POST /api/now/identifyreconcile';

  it('writes once through reconciliation and reads back', async () => {
    const desk = roleOf(stage.connection.runningVersionDesk);
    const [item] = await stage.read('ci', [target.match]);
    expect(await desk.read(target, acting)).toBe('2.3.4');
    const calls = await stage.callsDuring(async () => {
      expect(await desk.write(target, '2.4.0', 'c', acting)).toEqual({ item: item?.id, operation: 'UPDATED', version: '2.4.0' });
      expect(await desk.write(target, '2.4.0', 'c', acting)).toEqual({ item: item?.id, operation: 'UNCHANGED', version: '2.4.0' });
    });
    expect(calls[reconciles]).toBe(1);
    expect((await stage.read('ci', [target.match]))[0]?.runningVersion).toBe('2.4.0');
  });

  it('names its source with every payload, so that none is parked', async () => {
    await roleOf(stage.connection.runningVersionDesk).write(target, '2.4.0', 'c', acting);
    const parked = await fetch(`${stage.tool.url}/api/now/table/cmdb_ire_incomplete_payloads`, { headers: { accept: 'application/json', authorization: `Basic ${btoa(`${admin.userName}:${admin.password}`)}` } });
    expect([parked.status, await parked.json()]).toEqual([200, { result: [] }]);
  });

  it('takes a write whose answer was lost for done when it was done', async () => {
    await setFaults(stage.tool, { kind: 'truncate', match: 'POST ', times: 1 });
    const calls = await stage.callsDuring(async () => { expect(await roleOf(stage.connection.runningVersionDesk).write(target, '2.4.0', 'c', acting)).toMatchObject({ operation: 'UPDATED', version: '2.4.0' }); });
    expect(calls[reconciles]).toBe(1);
  });

  it('tells what really stands there when another source has precedence', async () => {
    const report = await roleOf(stage.connection.runningVersionDesk).write({ ...target, className: 'cmdb_ci_lb', match: 'edge-lb-prod' }, '18.0', 'c', acting);
    expect(report).toMatchObject({ version: '17.1' });
  });

  it('judges the item and not the status, and refuses targets that do not exist', async () => {
    const desk = roleOf(stage.connection.runningVersionDesk);
    expect(await problemOf(desk.write({ ...target, discoverySource: 'Nobody' }, '2.4.0', 'c', acting))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(desk.read({ ...target, match: 'no-such-item' }, acting))).toBe('NOT_FOUND');
    expect(await problemOf(desk.read({ ...target, versionAttribute: 'no_such_attribute' }, acting))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(desk.read({ ...target, className: 'cmdb_ci_no_such' }, acting))).toBe('UNEXPECTED_ANSWER');
    expect(await desk.read(target, acting)).toBe('2.3.4');
  });
});
