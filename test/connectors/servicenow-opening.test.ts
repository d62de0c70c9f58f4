import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { acting } from '../../src/domain/ports/ask.ts';
import type { ChangeOpening, NewChange } from '../../src/domain/ports/desk.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';
import { roleOf, Stage } from './servicenow-stage.ts';

const { admin } = servicenowCredentials;
const creations = 'POST /api/sn_chg_rest/change/normal';
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

function wish(given: Partial<NewChange> = {}): NewChange {
  return {
    correlation: 'cards-9.0.0', source: { type: 'NORMAL' }, title: 'Deploy cards-9.0.0 to production', description: 'Version 9.0.0 of cards.',
    window: { startAt: '2026-12-05T02:00:00.000Z', endAt: '2026-12-05T04:00:00.000Z' }, backoutPlan: 'Deploy 8.9 again.', testPlan: 'It reports 9.0.0.', implementationPlan: 'Run the pipeline.',
    configurationItems: ['cards-api-prod'], requestedBy: 'ines.weber', askedAt: null, beforeCreation: () => Promise.resolve(), ...given,
  };
}

const open = (given: Partial<NewChange> = {}): Promise<ChangeOpening> => {
  const { changeDesk } = stage.connection;
  return roleOf(changeDesk?.open?.bind(changeDesk))(wish(given), acting);
};
const opened = async (given: Partial<NewChange> = {}): Promise<Extract<ChangeOpening, { outcome: 'OPEN' }>> => {
  const opening = await open(given);
  return opening.outcome === 'OPEN' ? opening : Promise.reject(new Error(opening.because));
};
const changesOf = async (correlationId: string): Promise<number> => {
  const { records } = await roleOf(stage.connection.finders['changes.ofReleases']).find({ keys: [correlationId], names: [] }, acting);
  return records.filter((change) => change.correlationId === correlationId).length;
};

describe('opening a change', () => {
  it('says what the plan says, is about its items, and has its conflicts checked', async () => {
    const { change, isNew, unfinished } = await opened();
    expect({ isNew, unfinished }).toEqual({ isNew: true, unfinished: [] });
    expect(change).toMatchObject({
      type: 'NORMAL', state: 'NEW', approval: 'NOT_REQUESTED', title: 'Deploy cards-9.0.0 to production', description: 'Version 9.0.0 of cards.', correlationId: 'cards-9.0.0',
      plannedStartAt: '2026-12-05T02:00:00.000Z', plannedEndAt: '2026-12-05T04:00:00.000Z', backoutPlan: 'Deploy 8.9 again.', testPlan: 'It reports 9.0.0.', requestedBy: { userName: 'ines.weber' },
    });
    expect(change.conflictsCheckedAt).not.toBeNull();
    const items = await stage.relate('change.configurationItems', [change.id]);
    expect(items.get(change.id)?.map(({ name }) => name)).toEqual(['cards-api-prod']);
  });

  it('asked twice opens one, and does nothing the second time', async () => {
    const first = await opened();
    const calls = await stage.callsDuring(async () => { expect(await opened()).toMatchObject({ isNew: false, change: { id: first.change.id } }); });
    expect(Object.keys(calls).filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  it('answers the change that people opened, and leaves it as it is', async () => {
    await stage.write(admin.userName, 'POST', '/api/now/table/change_request', { short_description: 'Ours', correlation_id: 'cards-9.0.0' });
    const calls = await stage.callsDuring(async () => { expect(await opened()).toMatchObject({ isNew: false, change: { title: 'Ours', conflictsCheckedAt: null } }); });
    expect(Object.keys(calls).filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  it('opens another one when the last is over', async () => {
    const first = await opened();
    await roleOf(stage.connection.changeDesk).move(first.change.id, 'CANCELED', { workNote: 'x' }, acting);
    const second = await opened();
    expect(second).toMatchObject({ isNew: true, change: { state: 'NEW' } });
    expect(second.change.id).not.toBe(first.change.id);
  });

  it('takes a correlation to the letter, though the tool compares without case', async () => {
    await stage.write(admin.userName, 'POST', '/api/now/table/change_request', { short_description: 'Other', correlation_id: 'CARDS-9.0.0' });
    expect(await opened()).toMatchObject({ isNew: true });
  });

  it('adds several items by a worker, in one call', async () => {
    const calls = await stage.callsDuring(async () => {
      const { change, unfinished } = await opened({ configurationItems: ['cards-api-prod', 'payments-api-prod', 'ledger-api-prod'] });
      expect(unfinished).toEqual([]);
      const items = await stage.relate('change.configurationItems', [change.id]);
      expect(items.get(change.id)?.map(({ name }) => name).toSorted()).toEqual(['cards-api-prod', 'ledger-api-prod', 'payments-api-prod']);
    });
    expect(Object.entries(calls).filter(([call]) => /^POST .*\/ci$/.test(call)).map(([, count]) => count)).toEqual([1]);
  });

  it('opens nothing for an item that is not there, and nothing it could not find again', async () => {
    expect(await problemOf(open({ configurationItems: ['no-such-item'] }))).toBe('NOT_FOUND');
    await expect(open({ correlation: 'a^b' })).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    await expect(open({ correlation: 'x'.repeat(101) })).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    expect(callsTo(stage.tool, 'POST')).toBe(0);
  });

  it('opens it all the same when nobody knows who asks, and says so', async () => {
    const { change, unfinished } = await opened({ requestedBy: 'nobody.known' });
    expect(change.requestedBy).toMatchObject({ userName: servicenowCredentials.integration.userName });
    expect(unfinished).toEqual([expect.stringContaining('knows no active user "nobody.known"')]);
  });
});

describe('opening a change from the catalogue', () => {
  it.each(['Deploy a service to staging', 'Deploy a service to staging - 1'])('makes a standard change from %s; what the template fixes is no complaint', async (template) => {
    const { change, unfinished } = await opened({ source: { template } });
    expect(unfinished).toEqual([]);
    expect(change).toMatchObject({ type: 'STANDARD', template: 'Deploy a service to staging - 1', correlationId: 'cards-9.0.0', backoutPlan: 'Run the pipeline again with the version before.', plannedStartAt: '2026-12-05T02:00:00.000Z' });
  });

  it('makes a change of a model', async () => {
    expect(await opened({ source: { model: 'Emergency repair' } })).toMatchObject({ change: { type: 'EMERGENCY', correlationId: 'cards-9.0.0' } });
  });

  it.each<[string, NewChange['source']]>([['template', { template: 'Replace a load balancer' }], ['model', { model: 'Old release process' }]])('knows no withdrawn %s', async (path, source) => {
    await expect(open({ source })).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID', path: [path] });
    expect(callsTo(stage.tool, 'POST')).toBe(0);
  });
});

describe('a lost answer', () => {
  it.each(['reset', 'truncate', 'html', 'hang', 'garble'] as const)('to the creation (%s): the change is found by its correlation', async (kind) => {
    await setFaults(stage.tool, { kind, match: creations, when: 'after', times: 1 });
    const calls = await stage.callsDuring(async () => { expect(await opened()).toMatchObject({ isNew: true, unfinished: [], change: { correlationId: 'cards-9.0.0' } }); });
    expect(calls[creations]).toBe(1);
    expect(await opened()).toMatchObject({ isNew: false });
    expect(await changesOf('cards-9.0.0')).toBe(1);
  });

  it('of a creation that was not done is UNCLEAR, and nothing is posted until it could not appear any more', async () => {
    await setFaults(stage.tool, { kind: 'reset', match: creations, when: 'before', times: 1 });
    let posts = 0;
    const calls = await stage.callsDuring(async () => { expect(await open({ beforeCreation: () => { posts += 1; return Promise.resolve(); } })).toMatchObject({ outcome: 'UNCLEAR' }); });
    expect([calls[creations], posts]).toEqual([1, 1]);
    const later = await stage.callsDuring(async () => { expect(await open({ askedAt: new Date(Date.now() - 60_000).toISOString() })).toMatchObject({ outcome: 'UNCLEAR' }); });
    expect(later[creations]).toBeUndefined();
    expect(await opened({ askedAt: new Date(Date.now() - 121_000).toISOString() })).toMatchObject({ isNew: true });
  });

  it('is no reason to post again while the change cannot be looked for', async () => {
    const silent = (): Promise<void> => setFaults(stage.tool, { kind: 'reset', match: creations, when: 'after', times: 1 }, { kind: 'status', status: 503, match: 'GET ' });
    const calls = await stage.callsDuring(async () => { expect(await open({ beforeCreation: silent })).toMatchObject({ outcome: 'UNCLEAR' }); });
    await setFaults(stage.tool);
    expect(await opened({ askedAt: new Date().toISOString() })).toMatchObject({ isNew: false });
    expect(calls[creations]).toBe(1);
  });

  it('to adding the items or to the conflict check costs nothing that was done', async () => {
    await setFaults(stage.tool, { kind: 'reset', match: '/ci', when: 'after', times: 1 }, { kind: 'truncate', match: '/conflict', times: 1 });
    const first = await opened({ configurationItems: ['cards-api-prod', 'payments-api-prod'] });
    expect(first.isNew).toBe(true);
    expect(first.unfinished.length).toBeGreaterThan(0);
    await setFaults(stage.tool);
    const again = await opened({ configurationItems: ['cards-api-prod', 'payments-api-prod'] });
    expect(again).toMatchObject({ isNew: false, unfinished: [] });
    expect(again.change.conflictsCheckedAt).not.toBeNull();
    expect((await stage.relate('change.configurationItems', [again.change.id])).get(again.change.id)).toHaveLength(2);
  });
});

it.each(spoilingFaults)('posts nothing when the look before meets %j', async (fault, code) => {
  await setFaults(stage.tool, { ...fault, match: 'GET ' });
  expect(await problemOf(open())).toBe(code);
  await setFaults(stage.tool);
  expect(callsTo(stage.tool, 'POST')).toBe(0);
});

it('says that a refused creation is refused, and did not open it', async () => {
  await setFaults(stage.tool, { kind: 'status', status: 403, match: creations });
  expect(await problemOf(open())).toBe('FORBIDDEN');
  await setFaults(stage.tool);
  expect(await changesOf('cards-9.0.0')).toBe(0);
});

it('opens nothing while a change of this correlation is hidden from us', async () => {
  await stage.write(admin.userName, 'POST', '/api/now/table/change_request', { short_description: 'Restricted: ours', correlation_id: 'cards-9.0.0' });
  expect(await problemOf(open())).toBe('FORBIDDEN');
  expect(callsTo(stage.tool, creations)).toBe(0);
});
