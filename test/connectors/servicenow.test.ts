import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { waitingApproval } from '../../sandbox/bank/four.ts';
import { judging, type Ask } from '../../src/domain/ports/ask.ts';
import { roleOf, Stage, story, sysIdIn } from './servicenow-stage.ts';

const { admin } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

describe('reading', () => {
  it('tells a change in our words', async () => {
    const told = story.releases.flatMap(({ changes }) => changes).find(({ number }) => number === waitingApproval.change);
    const change = await stage.change(waitingApproval.change);
    expect(change).toMatchObject({
      kind: 'change', label: waitingApproval.change, number: waitingApproval.change, title: told?.title, description: told?.description, type: 'NORMAL', state: 'AUTHORIZE', stateLabel: 'Authorize',
      approval: 'REQUESTED', risk: 'MODERATE', isOnHold: false, correlationId: 'payments-2.4.0', serviceName: 'Payments', template: null, backoutPlan: told?.backoutPlan,
      requestedBy: { connection: 'snow', userName: 'kenji.sato', email: 'kenji.sato@northbank.example', isActive: true },
      source: { reference: `snow:change:${waitingApproval.change}`, system: 'SERVICENOW', connection: 'snow', isStale: false, problem: null },
    });
    expect(change.id).toMatch(/^snow:change:[0-9a-f]{32}$/);
    expect(Date.parse(change.plannedEndAt ?? '') - Date.parse(change.plannedStartAt ?? '')).toBe((7 * 24 + 1) * 3_600_000);
  });

  it('reads by number and by sys_id together, leaves out what is not there, and asks nothing for nothing', async () => {
    const { id } = await stage.change('CHG0030001');
    const calls = await stage.callsDuring(async () => {
      const found = await roleOf(stage.connection.readers.change).read([{ id: sysIdIn(id) }, { key: 'CHG0030002' }, { key: 'CHG9999999' }, { key: 'x^NQsys_idISNOTEMPTY' }, { id: 'nonsense' }], judging);
      expect(found.map(({ label }) => label).sort()).toEqual(['CHG0030001', 'CHG0030002']);
      expect(await roleOf(stage.connection.readers.change).read([], judging)).toEqual([]);
    });
    expect(calls).toEqual({ 'GET /api/now/table/change_request': 1 });
  });

  it('reads approvals of three changes in one call, whose decided and open ones the story tells', async () => {
    const changes = await stage.read('change', ['CHG0030002', waitingApproval.change, 'CHG0030004']);
    const calls = await stage.callsDuring(async () => {
      const approvals = await stage.relate('change.approvals', changes.map(({ id }) => id));
      expect(approvals.size).toBe(3);
      const waiting = approvals.get(changes.find(({ number }) => number === waitingApproval.change)?.id ?? '') ?? [];
      expect(waiting.map(({ approver, state, phase }) => [approver?.userName, state, phase]).sort()).toEqual([['grace.chen', 'APPROVED', 'RELEASE'], [waitingApproval.approver, 'REQUESTED', 'RELEASE']].sort());
      expect(waiting.find(({ state }) => state === 'REQUESTED')?.decidedAt).toBeNull();
    });
    expect(calls).toEqual({ 'GET /api/now/table/sysapproval_approver': 1 });
  });

  it('reads approvals that name their change only as a document', async () => {
    const told = story.releases.flatMap(({ changes }) => changes).find(({ type, approvals }) => type === 'emergency' && approvals.length > 0);
    const { id } = await stage.change(told?.number ?? '');
    const approvals = (await stage.relate('change.approvals', [id])).get(id) ?? [];
    expect(approvals).toHaveLength(told?.approvals.length ?? -1);
    expect(approvals.every(({ phase }) => phase === 'RELEASE')).toBe(true);
  });

  it('reads a change\'s items whether or not the primary one is listed, with versions, in two calls', async () => {
    const changes = await stage.read('change', ['CHG0030001', 'CHG0030002', 'CHG0030003', 'CHG0030004']);
    const calls = await stage.callsDuring(async () => {
      const items = await stage.relate('change.configurationItems', changes.map(({ id }) => id));
      for (const change of changes) {
        const told = story.releases.flatMap((release) => release.changes).find(({ number }) => number === change.number);
        expect(items.get(change.id)?.map(({ name }) => name).sort()).toEqual([...(told?.items ?? [])].sort());
      }
      expect([...items.values()].flat().find(({ name }) => name === 'payments-api-prod')).toMatchObject({ className: 'cmdb_ci_appl', operationalState: 'OPERATIONAL', runningVersion: '2.3.4', environment: 'production', owner: { userName: 'priya.nair' } });
    });
    expect(calls).toEqual({ 'GET /api/now/table/change_request': 1, 'GET /api/now/table/task_ci': 1 });
  });

  it('tells an item the same way by name and by relation', async () => {
    const [api] = await stage.read('ci', ['payments-api-prod']);
    const above = (await stage.relate('ci.usedBy', [api?.id ?? ''])).get(api?.id ?? '') ?? [];
    expect(above.map(({ name }) => name).sort()).toEqual(['Payments', 'online-banking-api-prod']);
    const below = (await stage.relate('ci.dependsOn', above.map(({ id }) => id)));
    const again = [...below.values()].flat().find(({ name }) => name === 'payments-api-prod');
    expect({ ...again, source: null }).toEqual({ ...api, source: null });
    const broker = (await stage.read('ci', ['core-banking-bus-prod']))[0]?.id ?? '';
    const neighbours = (await stage.relate('ci.dependsOn', [broker])).get(broker) ?? [];
    expect(neighbours.map(({ name }) => name).sort()).toEqual(['bus-broker-1-prod', 'bus-broker-2-prod']);
  });

  it('walks to the services above with as many calls as there are levels, however many items ask, and through rings', async () => {
    const few = await stage.read('ci', ['bus-node-1-prod', 'ledger-db-prod']);
    const many = await stage.read('ci', story.items.filter(({ environment }) => environment === 'production').map(({ name }) => name));
    let reached: ReadonlyMap<string, readonly { name: string | null }[]> = new Map();
    const fewCalls = await stage.callsDuring(async () => { reached = await stage.relate('ci.impactedServices', few.map(({ id }) => id)); });
    const namesOf = (name: string): (string | null)[] => reached.get(few.find((item) => item.name === name)?.id ?? '')?.map((service) => service.name).sort() ?? [];
    expect(namesOf('ledger-db-prod')).toEqual(expect.arrayContaining(['Ledger', 'Statements']));
    expect(namesOf('ledger-db-prod')).not.toContain('Payments');
    expect(namesOf('bus-node-1-prod')).toEqual(expect.arrayContaining(['Payments', 'Ledger', 'Cards', 'Online Banking']));
    const manyCalls = await stage.callsDuring(async () => stage.relate('ci.impactedServices', many.map(({ id }) => id)));
    expect(many.length).toBeGreaterThan(60);
    expect(Object.keys(manyCalls)).toEqual(['GET /api/now/table/cmdb_rel_ci']);
    expect(manyCalls['GET /api/now/table/cmdb_rel_ci']).toBeLessThanOrEqual(fewCalls['GET /api/now/table/cmdb_rel_ci'] ?? 0);
  });

  it('tells a service and what troubles it', async () => {
    const services = await stage.read('service', story.services.map(({ name }) => name));
    expect(services).toHaveLength(story.services.length);
    expect(services.find(({ name }) => name === 'Payments')).toMatchObject({ kind: 'service', criticality: '1 - most critical', owner: { userName: 'priya.nair' } });
    const open = story.incidents.filter(({ state, title }) => ['1', '2', '3'].includes(state) && !title.startsWith('Restricted:'));
    const found = [...(await stage.relate('service.openIncidents', services.map(({ id }) => id))).values()].flat();
    expect(found.map(({ number }) => number).sort()).toEqual(open.map(({ number }) => number).sort());
    expect(found.every(({ isOpen }) => isOpen)).toBe(true);
    const problems = [...(await stage.relate('service.openProblems', services.map(({ id }) => id))).values()].flat();
    expect(problems.map(({ number }) => number).sort()).toEqual(story.problems.filter(({ state }) => state !== '107').map(({ number }) => number).sort());
    const levels = [...(await stage.relate('service.serviceLevels', services.map(({ id }) => id))).values()].flat();
    expect(levels[0]).toEqual({ name: 'Incident resolution (8 hours)', target: 'resolution', isBreached: false, remainingPercent: 53.8 });
  });

  it('reads the conflicts of the last check, and none where none was run', async () => {
    const changes = await stage.read('change', ['CHG0030003', 'CHG0030004']);
    const [{ id } = { id: '' }] = changes;
    expect([...(await stage.relate('change.conflicts', changes.map((change) => change.id))).values()]).toEqual([[], []]);
    await stage.write(admin.userName, 'POST', `/api/sn_chg_rest/change/${sysIdIn(id)}/conflict`, {});
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    const conflicts = (await stage.relate('change.conflicts', [id])).get(id) ?? [];
    expect(conflicts[0]).toMatchObject({ kind: 'ci_already_scheduled', description: 'CI Already Scheduled', withChange: expect.stringMatching(/^CHG\d+$/) as string, configurationItem: expect.any(String) as string });
    expect((await stage.change(changes[0]?.number ?? '')).conflictsCheckedAt).not.toBeNull();
    await stage.write(admin.userName, 'POST', `/api/sn_chg_rest/change/${sysIdIn(id)}/conflict`, {});
    await expect(stage.relate('change.conflicts', [id])).rejects.toMatchObject({ problem: { message: expect.stringContaining('that is under way or did not end well') as string } });
  });
});

describe('finding', () => {
  const listing = { states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 500 };

  const page = { purpose: 'page', maxAgeMs: 0 } as const;
  const ofReleases = async (keys: readonly string[], names: readonly string[] = [], ask: Ask = judging) => {
    const found = await roleOf(stage.connection.finders['changes.ofReleases']).find({ keys, names }, ask);
    return { ...found, records: found.records.map(({ number }) => number).sort() };
  };

  it.each([judging, page])('finds changes by correlation id to the letter, by a release named in their text, and those named along (%j)', async (ask) => {
    expect(await ofReleases(['payments-2.4.0', 'LEDGER-1.9.2'], ['snow:change:CHG0030005', 'other:change:CHG0030006', 'snow:ci:CHG0030006'], ask)).toEqual({ isComplete: true, records: ['CHG0030001', 'CHG0030002', 'CHG0030003', 'CHG0030004', 'CHG0030005'] });
    expect(await ofReleases(['payments-2.4'], [], ask)).toEqual({ isComplete: true, records: [] });
    expect(await ofReleases(['payments-2.4.0^NQsys_idISNOTEMPTY'], [], ask)).toEqual({ isComplete: false, records: [] });
  });

  it('finds the changes of 200 releases in a few calls, whatever becomes of each key', async () => {
    const keys = story.releases.map(({ key }) => key);
    const calls = await stage.callsDuring(async () => {
      const { records } = await ofReleases(keys, [], page);
      expect(records).toEqual(story.releases.flatMap(({ changes }) => changes).filter(({ title }) => !title.startsWith('Restricted:')).map(({ number }) => number).sort());
    });
    expect(calls['GET /api/now/table/change_request']).toBeLessThanOrEqual(8);
  });

  it('takes the primary item of a page\'s changes from the rows of the affected ones, and asks for it where there are none', async () => {
    const changes = await stage.read('change', ['CHG0030001', 'CHG0030002', 'CHG0030003', 'CHG0030004']);
    const ids = changes.map(({ id }) => id);
    const judged = await stage.relate('change.configurationItems', ids);
    const calls = await stage.callsDuring(async () => {
      const told = await roleOf(stage.connection.relations['change.configurationItems']).relate(ids, page);
      const names = (of: typeof told) => ids.map((id) => of.get(id)?.map(({ name, runningVersion }) => `${name ?? ''} ${runningVersion ?? ''}`).sort());
      expect(names(told)).toEqual(names(judged));
    });
    expect(calls).toEqual({ 'GET /api/now/table/task_ci': 1 });
    const every = await stage.read('change', story.releases.flatMap((release) => release.changes.map(({ number }) => number)));
    const all = every.map(({ id }) => id);
    const namesOfAll = (of: ReadonlyMap<string, readonly { readonly id: string }[]>) => [...of].map(([id, items]) => [id, ...items.map((item) => item.id).sort()].join(' ')).sort();
    expect(namesOfAll(await roleOf(stage.connection.relations['change.configurationItems']).relate(all, page))).toEqual(namesOfAll(await stage.relate('change.configurationItems', all)));
  });

  it('asks without a version, so that an empty list is 200, and in the one format it reads', async () => {
    const calls = await stage.callsDuring(async () => {
      const found = await stage.connection.finders['changes.list']?.find({ states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: 'no change says this', limit: 5 }, judging);
      expect(found).toEqual({ records: [], isComplete: true });
    });
    expect(Object.keys(calls)).toEqual(['GET /api/now/table/change_request']);
    const plain = await fetch(`${stage.tool.url}/api/now/table/change_request?sysparm_limit=1`, { headers: { accept: 'text/html', authorization: 'Basic x' } });
    expect(plain.status).toBe(406);
  });

  it('lists changes newest first, says when a limit cut them, and never lets a value rewrite the query', async () => {
    const list = roleOf(stage.connection.finders['changes.list']);
    const waiting = await list.find({ ...listing, states: ['AUTHORIZE'] }, judging);
    expect(waiting.records.map(({ number }) => number)).toContain(waitingApproval.change);
    expect(waiting.records.every(({ state }) => state === 'AUTHORIZE')).toBe(true);
    expect(await list.find({ ...listing, states: ['UNKNOWN'] }, judging)).toEqual({ records: [], isComplete: true });
    expect((await list.find({ ...listing, limit: 5 }, judging))).toMatchObject({ isComplete: false, records: { length: 5 } });
    expect((await list.find({ ...listing, updatedSince: '2999-01-01T00:00:00.000Z' }, judging)).records).toEqual([]);
    await expect(list.find({ ...listing, text: 'x^NQsys_idISNOTEMPTY' }, judging)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    await expect(list.find({ ...listing, text: 'javascript:gs.getUserID()' }, judging)).rejects.toMatchObject({ name: 'UserMistake' });
  });

  it('lists items, services, problems, and incidents with those it may not see counted as missing', async () => {
    const items = await roleOf(stage.connection.finders['cis.list']).find({ text: 'PAYMENTS-', className: 'cmdb_ci_appl', environment: 'production', limit: 50 }, judging);
    expect(items.isComplete).toBe(true);
    expect(items.records.map(({ name }) => name)).toContain('payments-gateway-prod');
    expect(items.records.every(({ className, environment, runningVersion }) => className === 'cmdb_ci_appl' && environment === 'production' && runningVersion !== null)).toBe(true);
    expect((await roleOf(stage.connection.finders['services.list']).find({ text: 'pay', limit: 5 }, judging)).records.map(({ name }) => name)).toEqual(['Payments']);
    expect((await roleOf(stage.connection.finders['problems.list']).find({ text: 'broker', isOpen: null, isKnownError: null, limit: 5 }, judging)).records.map(({ number }) => number)).toEqual(['PRB0040001']);
    const incidents = await roleOf(stage.connection.finders['incidents.list']).find({ isOpen: null, serviceId: null, openedSince: null, limit: 100 }, judging);
    const restricted = story.incidents.filter(({ title }) => title.startsWith('Restricted:'));
    expect(restricted.length).toBeGreaterThan(0);
    expect(incidents).toMatchObject({ isComplete: false, records: { length: story.incidents.length - restricted.length } });
  });
});
