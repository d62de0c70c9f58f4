import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { RecordFinder } from '../../src/domain/ports/connection.ts';
import type { QuestionName } from '../../src/domain/record.ts';
import { problemOf } from './every-fault.ts';
import { roleOf, Stage, story, sysIdIn } from './servicenow-stage.ts';

const { admin } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

const find = <Q extends QuestionName>(question: Q): RecordFinder<Q> => roleOf<RecordFinder<Q>>(stage.connection.finders[question]);
const made = async (path: string, body: object): Promise<string> => ((await (await stage.write(admin.userName, 'POST', path, body)).json()) as { result: { sys_id: string } }).result.sys_id;

describe('what hangs on a change', () => {
  it('its tasks, impacted services and offerings, one call each for many', async () => {
    const changes = await stage.read('change', ['CHG0030001', 'CHG0030003']);
    const ids = changes.map(({ id }) => id);
    const calls = await stage.callsDuring(async () => {
      const tasks = await stage.relate('change.tasks', ids);
      for (const change of changes) expect(tasks.get(change.id)?.map(({ title, state, stateLabel, assignedTo }) => [title, state, stateLabel, assignedTo?.userName])).toEqual([
        ['Implementation', 'OPEN', 'Open', change.assignedTo?.userName], ['Post implementation testing', 'PENDING', 'Pending', change.assignedTo?.userName],
      ]);
      expect([...(await stage.relate('change.impactedServices', ids)).values()].map((services) => services.map(({ name }) => name))).toEqual(expect.arrayContaining([['Ledger'], ['Payments']]));
      expect([...(await stage.relate('change.serviceOfferings', ids)).values()].every((offerings) => offerings.length === 1 && offerings[0]?.criticality === '1 - most critical')).toBe(true);
    });
    expect(calls).toEqual({ 'GET /api/now/table/change_task': 1, 'GET /api/now/table/task_cmdb_ci_service': 1, 'GET /api/now/table/task_service_offering': 1 });
  });

  it('the slots in which it fits, followed to the worker\'s end; none where it does not fit or lacks its plan', async () => {
    const { id } = await stage.change('CHG0030006');
    const slots = (await stage.relate('change.openSlots', [id])).get(id) ?? [];
    expect(slots).toHaveLength(4);
    for (const { startAt, endAt } of slots) expect([new Date(startAt).getUTCDay(), Date.parse(endAt) - Date.parse(startAt)]).toEqual([6, 4 * 3_600_000]);
    const tooLong = await stage.change('CHG0030001');
    const unplanned = `snow:change:${await made('/api/now/table/change_request', { short_description: 'Someday' })}`;
    expect([...(await stage.relate('change.openSlots', [tooLong.id, unplanned])).values()]).toEqual([[], []]);
  });

  it('a group\'s approvals, one per member, of which the others are let off once one has decided', async () => {
    const change = await made('/api/now/table/change_request', { short_description: 'By the board' });
    const [board, ...people] = await Promise.all([['sys_user_group', 'name=Change advisory board'], ['sys_user', 'user_name=omar.haddad'], ['sys_user', 'user_name=grace.chen']].map(async ([table, query]) => {
      const answer = await fetch(`${stage.tool.url}/api/now/table/${table ?? ''}?sysparm_query=${query ?? ''}&sysparm_fields=sys_id`, { headers: { authorization: `Basic ${Buffer.from(`${admin.userName}:${admin.password}`).toString('base64')}` } });
      return ((await answer.json()) as { result: readonly { sys_id: string }[] }).result[0]?.sys_id ?? '';
    }));
    const group = await made('/api/now/table/sysapproval_group', { assignment_group: board, parent: change, approval: 'requested', wait_for: 'any' });
    const rows = await Promise.all(people.map((approver) => made('/api/now/table/sysapproval_approver', { approver, sysapproval: change, source_table: 'change_request', document_id: change, group, state: 'requested' })));
    await stage.write(admin.userName, 'PATCH', `/api/now/table/sysapproval_approver/${rows[0] ?? ''}`, { state: 'approved' });
    const approvals = (await stage.relate('change.approvals', [`snow:change:${change}`])).get(`snow:change:${change}`) ?? [];
    expect(approvals.map(({ group: name, state }) => [name, state]).sort()).toEqual([['Change advisory board', 'APPROVED'], ['Change advisory board', 'CANCELED']]);
  });
});

describe('how records of the CMDB and of knowledge are classified', () => {
  it('is told whichever way they come: by name, in lists, behind a change or another item, in a walk, in a sync', async () => {
    const from = stage.connect({ kind: 'basic', ...servicenowCredentials.integration }, { classifications: { ci: 'environment', service: 'busines_criticality', knowledge: 'workflow_state' } });
    expect(from.classifies).toEqual(['ci', 'service', 'knowledge']);
    const [item] = await stage.read('ci', ['payments-api-prod'], from);
    const [service] = await stage.read('service', ['Payments'], from);
    const { id } = await stage.change('CHG0030003');
    const seen = new Map<string, readonly { readonly classification?: string | null }[]>();
    for (const [kind, key] of [['ci', 'payments-api-prod'], ['service', 'Payments'], ['knowledge', 'KB0010001']] as const) seen.set(kind, await stage.read(kind, [key], from));
    for (const [question, about] of [['cis.list', { text: null, className: null, environment: null, limit: 5 }], ['services.list', { text: null, limit: 5 }], ['knowledge.list', { text: null, limit: 5 }]] as const) {
      seen.set(question, (await roleOf<RecordFinder<QuestionName>>(from.finders[question]).find(about, judging)).records);
    }
    for (const [relation, of] of [['change.configurationItems', id], ['change.impactedServices', id], ['change.serviceOfferings', id], ['ci.impactedServices', item?.id ?? ''], ['ci.usedBy', item?.id ?? ''], ['service.offerings', service?.id ?? '']] as const) seen.set(relation, (await stage.relate(relation, [of], from)).get(of) ?? []);
    seen.set('ci.userReach', (await stage.relate('ci.userReach', [item?.id ?? ''], from)).get(item?.id ?? '')?.items.map((one) => one.item) ?? []);
    // Nothing is found without its classification, and something is found each way.
    expect([...seen].map(([way, records]) => [way, records.length > 0, records.filter((record) => !('classification' in record)).length])).toEqual([...seen.keys()].map((way) => [way, true, 0]));
    expect(seen.get('ci')?.[0]?.classification).toBe('Production');
    expect([...seen.values()].flat().some(({ classification }) => classification === null)).toBe(false);
  });
});

describe('what hangs on incidents and services', () => {
  it('service levels of an incident, the ended ones too; offerings of a service, which lists of services leave out', async () => {
    const [incident] = await stage.read('incident', ['INC0010010']);
    expect((await stage.relate('incident.serviceLevels', [incident?.id ?? ''])).get(incident?.id ?? '')).toEqual([{ name: 'Incident resolution (8 hours)', target: 'resolution', isBreached: false, remainingPercent: 53.8 }]);
    const [payments] = await stage.read('service', ['Payments']);
    expect((await stage.relate('service.offerings', [payments?.id ?? ''])).get(payments?.id ?? '')?.map(({ name }) => name)).toEqual(['Offering 01, around the clock']);
    expect((await find('services.list').find({ text: null, limit: 50 }, judging)).records.map(({ name }) => name).sort()).toEqual(story.services.map(({ name }) => name).sort());
  });
});

describe('the CMDB both ways, however far', () => {
  it('reaches breadth first, a level per call, nearest first and each item once', async () => {
    const [api, broker] = [(await stage.read('ci', ['payments-api-prod']))[0]?.id ?? '', (await stage.read('ci', ['bus-broker-1-prod']))[0]?.id ?? ''];
    const calls = await stage.callsDuring(async () => {
      const below = (await stage.relate('ci.dependencyReach', [api])).get(api);
      expect(below?.items.length).toBeGreaterThan(3);
      expect(new Set(below?.items.map(({ item }) => item.id)).size).toBe(below?.items.length);
      const distances = below?.items.map(({ distance }) => distance) ?? [];
      expect(distances).toEqual([...distances].sort((a, b) => a - b));
      expect(distances[0]).toBe(1);
      expect(Math.max(...distances)).toBeGreaterThan(1);
    });
    expect(Object.keys(calls)).toEqual(['GET /api/now/table/cmdb_rel_ci']);
    const above = (await stage.relate('ci.userReach', [broker])).get(broker);
    expect(above?.items.map(({ item }) => item.name)).toEqual(expect.arrayContaining(['core-banking-bus-prod', 'Payments']));
    expect(above?.items.find(({ item }) => item.name === 'Payments')?.distance).toBeGreaterThan(1);
  });
});

describe('knowledge', () => {
  it('is found by the tool\'s own search among what user criteria show, and read by number', async () => {
    const found = await find('knowledge.list').find({ text: 'runbook payments', limit: 10 }, judging);
    expect(found).toMatchObject({ isComplete: true, records: expect.arrayContaining([expect.objectContaining({ isPublished: true, title: expect.stringMatching(/^Runbook of [a-z-]+ for \S+$/) as string })]) as unknown });
    expect((await find('knowledge.list').find({ text: null, limit: 1 }, judging))).toMatchObject({ isComplete: false, records: { length: 1 } });
    expect((await find('knowledge.list').find({ text: 'vault^NQsys_idISNOTEMPTY', limit: 10 }, judging)).records).toEqual([]);
    const read = await stage.read('knowledge', ['KB0010001', 'KB0010002', 'KB0010005', 'KB0010006']);
    expect(read.map(({ number, isPublished }) => [number, isPublished]).sort()).toEqual([['KB0010001', true], ['KB0010002', false], ['KB0010006', false]]);
  });
});

describe('windows', () => {
  it('are blackout and maintenance schedules with their entries as rules; what floats or cannot be put so is partial', async () => {
    const windows = await stage.read('window', ['Year end freeze', 'Weekend maintenance', 'Month end', 'Office hours']);
    const named = new Map(windows.map((window) => [window.label, window]));
    const year = new Date().getUTCFullYear();
    expect([...named.keys()].sort()).toEqual(['Month end', 'Weekend maintenance', 'Year end freeze']);
    expect(named.get('Year end freeze')).toMatchObject({ isBlackout: true, timeZone: 'Europe/Berlin', isPartial: false, occurrences: [], recurring: [{ rule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20', first: { startAt: `${year}-12-19T23:00:00.000Z`, endAt: `${year + 1}-01-05T22:59:59.000Z` } }] });
    expect(named.get('Weekend maintenance')).toMatchObject({ isBlackout: false, isPartial: false, recurring: [{ rule: 'FREQ=WEEKLY;BYDAY=SA', first: { startAt: `${year}-01-03T01:00:00.000Z` } }], occurrences: [{ startAt: `${year}-07-04T10:00:00.000Z`, endAt: `${year}-07-04T16:00:00.000Z` }] });
    expect(named.get('Month end')).toMatchObject({ isBlackout: true, timeZone: null, isPartial: true, recurring: [] });
    const listed = async (startAt: string, endAt: string): Promise<string[]> => (await find('windows.list').find({ startAt, endAt }, judging)).records.map(({ label }) => label).sort();
    expect(await listed(`${year}-12-24T00:00:00.000Z`, `${year}-12-25T00:00:00.000Z`)).toEqual(['Month end', 'Weekend maintenance', 'Year end freeze']);
    expect(await listed('2001-01-01T00:00:00.000Z', '2001-01-02T00:00:00.000Z')).toEqual(['Month end']);
  });
});

describe('people and licences', () => {
  it('who left is not active, nor who is locked out; an interface says so', async () => {
    await stage.write(admin.userName, 'PATCH', `/api/now/table/sys_user/${sysIdIn((await stage.read('account', ['sofia.rossi']))[0]?.id ?? '')}`, { locked_out: 'true' });
    const accounts = await stage.read('account', ['paul.kramer', 'sofia.rossi', 'grace.chen', servicenowCredentials.integration.userName]);
    expect(accounts.map(({ userName, isActive, isService }) => [userName, isActive, isService]).sort()).toEqual([
      ['grace.chen', true, false], [servicenowCredentials.integration.userName, true, true], ['paul.kramer', false, false], ['sofia.rossi', false, false],
    ].sort());
    const listing = { emails: ['Paul.Kramer@northbank.example', 'grace.chen@northbank.example', 'x^y@z'], isActive: null, limit: 10 };
    expect(await find('accounts.list').find(listing, judging)).toMatchObject({ isComplete: false, records: [{ userName: 'grace.chen' }, { userName: 'paul.kramer' }] });
    expect((await find('accounts.list').find({ emails: null, isActive: false, limit: 10 }, judging)).records.map(({ userName }) => userName)).toEqual(['paul.kramer', 'sofia.rossi']);
    expect((await find('accounts.list').find({ emails: null, isActive: true, limit: 100 }, judging)).records.map(({ userName }) => userName)).not.toContain('sofia.rossi');
  });

  it('licences with their price by the month, and who holds them; tables of a plug-in that is not there are no failure', async () => {
    const { records, isComplete } = await find('licences.list').find({ text: null, limit: 10 }, judging);
    expect([isComplete, records.map(({ name, product, rights, currency }) => [name, product, rights, currency])]).toEqual([true, [['Diagram Maker, 1,200 seats', 'Diagram Maker', 1200, 'USD'], ['Trading Desk Studio, 50 seats', 'Trading Desk Studio', 50, 'EUR']]]);
    expect(records[1]?.monthlyCost).toBeCloseTo(60, 0);
    const [studio] = await stage.read('licence', ['Trading Desk Studio, 50 seats']);
    const [grace] = await stage.read('account', ['grace.chen']);
    const held = await find('entitlements.list').find({ accounts: [grace?.id ?? ''], limit: 10 }, judging);
    expect(held).toMatchObject({ isComplete: true, records: [{ licenceId: studio?.id, heldBy: { userName: 'grace.chen' }, isActive: true }] });
    expect((await find('entitlements.list').find({ accounts: null, limit: 3 }, judging))).toMatchObject({ isComplete: false, records: { length: 3 } });
  });
});

it('an account without rights is refused what hangs on a change, and never told that there is nothing', async () => {
  const from = stage.connect({ kind: 'basic', userName: 'vera.lind', password: 'northbank' });
  const { id } = await stage.change('CHG0030001');
  for (const relation of ['change.tasks', 'change.impactedServices', 'change.serviceOfferings'] as const) expect(['FORBIDDEN', 'UNAUTHORIZED']).toContain(await problemOf(stage.relate(relation, [id], from)));
});
