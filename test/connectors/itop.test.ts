import { judging } from '../../src/domain/ports/ask.ts';
import type { ChangeListing } from '../../src/domain/record.ts';
import { now, options, roleOf, Stage, story } from './itop-stage.ts';

let stage: Stage;
beforeAll(async () => { stage = await Stage.open(); });
afterAll(() => stage.tool.close());

describe('changes', () => {
  it('are told in our words, in two calls, with the people they name', async () => {
    const calls = await stage.callsDuring(async () => {
      expect(await stage.change('C-000001')).toMatchObject({
        kind: 'change', id: 'itop:change:1', label: 'C-000001', number: 'C-000001', title: 'Deploy Ledger 1.9.2 to production', type: 'NORMAL', state: 'SCHEDULED', stateLabel: 'approved',
        approval: 'APPROVED', risk: null, isOnHold: null, correlationId: 'ledger-1.9.2', backoutPlan: 'Redeploy the previous package.', testPlan: null, template: null,
        requestedBy: { connection: 'itop', name: 'Kenji Sato', email: 'kenji.sato@northbank.example', isActive: true },
        source: { reference: 'itop:change:C-000001', system: 'ITOP', url: `${stage.tool.url}/pages/UI.php?operation=details&class=NormalChange&id=1`, isStale: false, problem: null },
      });
    });
    expect(calls).toBe(2);
  });

  it('have the state and approval that their class and life cycle prove', async () => {
    const all = await stage.read('change', [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `C-00000${number}`));
    expect(Object.fromEntries(all.map(({ label, type, state, approval }) => [label, [type, state, approval]]))).toEqual({
      'C-000001': ['NORMAL', 'SCHEDULED', 'APPROVED'], 'C-000002': ['NORMAL', 'AUTHORIZE', 'REQUESTED'], 'C-000003': ['NORMAL', 'NEW', 'NOT_REQUESTED'], 'C-000004': ['NORMAL', 'AUTHORIZE', 'REJECTED'],
      'C-000005': ['STANDARD', 'SCHEDULED', 'NOT_REQUESTED'], 'C-000006': ['EMERGENCY', 'IMPLEMENT', 'APPROVED'], 'C-000007': ['NORMAL', 'CLOSED', 'APPROVED'], 'C-000008': ['NORMAL', 'CANCELED', 'REJECTED'],
    });
  });

  it('tell their windows by the configured time zone, and none without one', async () => {
    const start = new Date(Math.floor((now.getTime() - 0.1 * 86_400_000) / 1000) * 1000);
    expect((await stage.change('C-000001')).plannedStartAt).toBe(start.toISOString());
    const parisian = await stage.change('C-000001', stage.connect({ ...options, timeZone: 'Asia/Tokyo' }));
    expect(parisian.plannedStartAt).toBe(new Date(start.getTime() - 9 * 3_600_000).toISOString());
    expect(await stage.change('C-000001', stage.connect({}))).toMatchObject({ plannedStartAt: null, plannedEndAt: null, correlationId: null });
  });

  it('are read as prose, though iTop keeps HTML', async () => {
    expect((await stage.change('C-000003')).description).toBe('See the gateway\'s runbook & plan.');
  });

  it('are found by correlation to the letter, by whole words of their text, and by name along with them', async () => {
    const find = async (keys: readonly string[], names: readonly string[] = [], from = stage.connection): Promise<readonly string[]> => (await roleOf(from.finders['changes.ofReleases']).find({ keys, names }, judging)).records.map(({ label }) => label).toSorted();
    expect(await find(['payments-2.4.0', 'ledger-1.9.2'])).toEqual(['C-000001', 'C-000002', 'C-000003']);
    expect(await find(['cards-3.1.0'])).toEqual([]);
    expect(await find(['ledger-1.9.1'], ['itop:change:C-000005', 'itop:change:6', 'other:change:C-000008'])).toEqual(['C-000005', 'C-000006', 'C-000007']);
    expect(await find(['payments-2.4.0'], [], stage.connect({}))).toEqual(['C-000003']);
    expect(await roleOf(stage.connection.finders['changes.ofReleases']).find({ keys: ['a\\b'], names: [] }, judging)).toEqual({ records: [], isComplete: false });
  });

  it('of 200 releases take as many calls as two questions of 100 and one for people', async () => {
    const keys = story.releases.map(({ key }) => key);
    expect(await stage.callsDuring(() => roleOf(stage.connection.finders['changes.ofReleases']).find({ keys, names: [] }, judging))).toBe(3);
  });

  it('are listed newest first, cut in the open, by state, time and text', async () => {
    const every: ChangeListing = { states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 50 };
    const list = async (wish: Partial<ChangeListing>, from = stage.connection): Promise<unknown> => {
      const { records, isComplete } = await roleOf(from.finders['changes.list']).find({ ...every, ...wish }, judging);
      return [records.map(({ label }) => Number(label.slice(2))), isComplete];
    };
    expect(await list({})).toEqual([[8, 7, 6, 5, 4, 3, 2, 1], true]);
    expect(await list({ limit: 2 })).toEqual([[8, 7], false]);
    expect(await list({ states: ['SCHEDULED'] })).toEqual([[5, 1], true]);
    expect(await list({ text: 'O\'Neill' })).toEqual([[8], true]);
    expect(await list({ text: '100%' })).toEqual([[8], true]);
    expect(await list({ plannedFrom: new Date(now.getTime() + 3 * 86_400_000).toISOString() })).toEqual([[], true]);
    expect(await list({ plannedFrom: now.toISOString() }, stage.connect({}))).toEqual([[], false]);
  });

  it('are about the items people linked, not those that iTop computed', async () => {
    const items = await stage.relate('change.configurationItems', ['itop:change:1', 'itop:change:8', 'itop:change:999']);
    expect(Object.fromEntries([...items].map(([id, its]) => [id, its.map(({ name }) => name)]))).toEqual({ 'itop:change:1': ['ledger-api-prod'], 'itop:change:8': [] });
  });

  it('have no approvals that could be judged', () => {
    expect(stage.connection.relations['change.approvals']).toBeUndefined();
    expect(stage.connection.relations['change.conflicts']).toBeUndefined();
  });
});

describe('items and services', () => {
  it('tell their state where their class has one, and UNKNOWN where not', async () => {
    const items = await stage.read('ci', ['ledger-api-prod', 'ledger-node-1-prod', 'LEDGER-DB-PROD', 'ledger-schema-prod', 'lending-legacy-prod', 'online-banking-dr-prod', 'no-such-item']);
    expect(Object.fromEntries(items.map(({ name, className, operationalState, runningVersion, environment }) => [name, [className, operationalState, runningVersion, environment]]))).toEqual({
      'ledger-api-prod': ['OtherSoftware', 'OPERATIONAL', '1.9.1', 'production'], 'ledger-node-1-prod': ['Server', 'OPERATIONAL', null, null], 'ledger-db-prod': ['DBServer', 'OPERATIONAL', '16.4', 'production'],
      'ledger-schema-prod': ['DatabaseSchema', 'UNKNOWN', null, null], 'lending-legacy-prod': ['OtherSoftware', 'NON_OPERATIONAL', '5.9.9', 'production'], 'online-banking-dr-prod': ['Server', 'READY', null, null],
    });
  });

  it('are not taken for one that only the database takes for the same', async () => {
    expect(await stage.read('ci', ['lédger-api-prod'])).toEqual([]);
    expect(await stage.read('change', ['Ç-000001'])).toEqual([]);
  });

  it('cost one call per class that knows more, however many items', async () => {
    const names = story.items.map(({ name }) => name);
    expect(await stage.callsDuring(async () => { expect(await stage.read('ci', names)).toHaveLength(names.length); })).toBe(7);
  });

  it('one hop up and down, the same ids of other kinds kept apart', async () => {
    const id = await stage.idOf('ci', 'ledger-api-prod');
    const down = await stage.relate('ci.dependsOn', [id, 'itop:ci:99999']);
    expect([...down.keys()]).toEqual([id]);
    expect(down.get(id)?.map(({ name }) => name).toSorted()).toEqual(['core-banking-bus-prod', 'ledger-db-prod', 'ledger-node-1-prod']);
    const up = await stage.relate('ci.usedBy', [id]);
    expect(up.get(id)?.map(({ name }) => name)).toEqual(['statements-api-prod']);
  });

  it('reach the services above in three calls, also round rings', async () => {
    const ids = await Promise.all(['edge-lb-prod', 'ledger-db-prod', 'bus-node-1-prod'].map((name) => stage.idOf('ci', name)));
    expect(await stage.callsDuring(async () => {
      const services = await stage.relate('ci.impactedServices', ids);
      expect(services.get(ids[0] ?? '')?.map(({ name }) => name).toSorted()).toEqual(['Cards', 'Customer Onboarding', 'Fraud Detection', 'Online Banking', 'Payments']);
      expect(services.get(ids[1] ?? '')?.map(({ name }) => name).toSorted()).toEqual(['Ledger', 'Statements']);
      expect(services.get(ids[2] ?? '')?.length).toBeGreaterThan(5);
    })).toBe(3);
  });

  it('are listed by name, class and environment, saying when that is not all', async () => {
    const list = roleOf(stage.connection.finders['cis.list']);
    const every = { text: null, className: null, environment: null, limit: 500 };
    expect((await list.find({ ...every, text: 'ledger', limit: 2 }, judging))).toMatchObject({ records: [{ name: 'ledger-api-prod' }, { name: 'ledger-api-stag' }], isComplete: false });
    expect((await list.find({ ...every, className: 'NetworkDevice' }, judging)).records.map(({ name }) => name)).toEqual(['edge-lb-prod', 'payments-lb-prod']);
    expect(await list.find({ ...every, className: 'No\' OR \'1\'=\'1' }, judging)).toEqual({ records: [], isComplete: true });
    const staging = await list.find({ ...every, environment: 'staging' }, judging);
    expect(staging.records).toHaveLength(20);
    expect(staging.isComplete).toBe(false);
    expect((await roleOf(stage.connection.finders['services.list']).find({ text: 'ay', limit: 5 }, judging)).records.map(({ name }) => name)).toEqual(['Payments']);
  });
});

describe('incidents and problems', () => {
  it('are told with the one item people linked', async () => {
    const [first, second] = (await stage.read('incident', ['I-000001', 'I-000002'])).toSorted((one, other) => one.label.localeCompare(other.label));
    expect(first).toMatchObject({ label: 'I-000001', title: 'Payments answers slowly', priority: 1, isOpen: true, isMajor: null, resolvedAt: null, configurationItemId: await stage.idOf('ci', 'payments-api-prod'), problemId: (await stage.read('problem', ['P-000001']))[0]?.id });
    expect(second).toMatchObject({ isOpen: true, configurationItemId: null });
    expect(await stage.read('problem', ['P-000002'])).toMatchObject([{ number: 'P-000002', isOpen: false, isKnownError: null }]);
  });

  it('that are open belong to their service; a service that is not there is not in the answer', async () => {
    const id = await stage.idOf('service', 'Payments');
    const incidents = await stage.relate('service.openIncidents', [id, 'itop:service:999']);
    expect([...incidents].map(([service, its]) => [service, its.map(({ label }) => label).toSorted()])).toEqual([[id, ['I-000001', 'I-000002']]]);
    expect((await stage.relate('service.openProblems', [id])).get(id)?.map(({ label }) => label)).toEqual(['P-000001']);
  });

  it('are listed newest first', async () => {
    const list = roleOf(stage.connection.finders['incidents.list']);
    const every = { isOpen: null, serviceId: null, openedSince: null, limit: 10 };
    const labels = async (wish: object): Promise<readonly string[]> => (await list.find({ ...every, ...wish }, judging)).records.map(({ label }) => label);
    expect(await labels({})).toEqual(['I-000003', 'I-000002', 'I-000001']);
    expect(await labels({ isOpen: false })).toEqual(['I-000003']);
    expect(await labels({ isOpen: true, serviceId: await stage.idOf('service', 'Payments') })).toEqual(['I-000002', 'I-000001']);
    expect(await labels({ openedSince: new Date(now.getTime() - 0.5 * 86_400_000).toISOString() })).toEqual(['I-000001']);
    expect((await roleOf(stage.connection.finders['problems.list']).find({ text: 'broker', isOpen: null, isKnownError: null, limit: 5 }, judging)).records.map(({ label }) => label)).toEqual(['P-000001']);
  });
});

describe('hostile values', () => {
  it.each(['x\' OR \'1\'=\'1', 'x\\\' OR 1=1', '") OR (id > 0', '\'; SELECT User', '%', '_'])('%s names nothing and finds nothing it should not', async (value) => {
    expect(await stage.read('change', [value])).toEqual([]);
    expect(await stage.read('ci', [value])).toEqual([]);
    expect((await roleOf(stage.connection.finders['changes.ofReleases']).find({ keys: [value], names: [] }, judging)).records.map(({ label }) => label)).toEqual([]);
  });

  it('control characters and nothing at all are refused as a search and absent as a name', async () => {
    expect(await stage.read('change', ['C-1\u0000', ' '])).toEqual([]);
    await expect(roleOf(stage.connection.finders['services.list']).find({ text: 'a\nb', limit: 5 }, judging)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
  });

  it('identities of others are absent', async () => {
    expect(await stage.relate('change.configurationItems', ['other:change:1', 'itop:ci:1', 'itop:change:x'])).toEqual(new Map());
    expect(await roleOf(stage.connection.readers.change).read([{ id: '1 OR 1=1' }], judging)).toEqual([]);
  });
});
