import { tellStory } from '../../sandbox/bank/bank.ts';
import { changeFields, itemsField } from '../../sandbox/jira/index.ts';
import { jiraDataCenterCredentials, startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jiraAssetsDataCenter, jiraDataCenter } from '../../src/connectors/jira/index.ts';
import type { Change } from '../../src/domain/change.ts';
import { judging, type Ask } from '../../src/domain/ports/ask.ts';
import type { Connection, Findings, Referred } from '../../src/domain/ports/connection.ts';
import type { ChangeListing } from '../../src/domain/record.ts';
import { callsTo, forgetCalls, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

/** Changes of Jira Service Management Data Center: what jira-changes and jira-change-source hold of Cloud, in its own ways. */
const clock = { now: () => new Date() };
const looking: Ask = { purpose: 'page', maxAgeMs: 0 };
const told = tellStory(new Date());
const originals = told.releases.flatMap(({ changes }) => changes);
const approved = originals.find(({ approval, approvals, correlationId }) => approval === 'approved' && approvals.length > 1 && correlationId !== null);
const rejected = originals.find(({ approvals, correlationId }) => correlationId !== null && approvals.some(({ state }) => state === 'rejected'));
const [release] = told.releases;
if (approved === undefined || rejected === undefined || release === undefined) throw new Error('The story tells of no such changes.');
const plain = { ...approved, correlationId: null, description: '', title: 'Nothing' };
/** OPS-1 … OPS-6, in this order; beside them a second release of many changes. */
const changes = [
  { ...approved, title: 'By its field', correlationId: 'pay-9.9.0', state: '-2' as const, description: 'In two lines.\nThis is the second.' },
  { ...plain, title: 'Deploys pay-9.9.0.', state: '-3' as const },
  { ...rejected, correlationId: 'other-1.0.0' },
  { ...plain, title: 'For pay-9.9.0-rc1 only' },
  { ...plain, title: 'In letters of another size', correlationId: 'Pay-9.9.0' },
  { ...plain, title: 'In a plan alone', backoutPlan: 'Back to pay-9.9.0' },
];
const story = { ...told, releases: [{ ...release, changes }, { ...release, key: 'many', changes: Array.from({ length: 70 }, (_, nth) => ({ ...plain, correlationId: 'many-1.0.0', title: `Change ${nth}` })) }] };
const options = {
  changes: {
    project: 'OPS', issueTypes: { '[System] Change': 'NORMAL', 'Standard change': 'STANDARD', 'Emergency change': 'EMERGENCY' },
    states: { 'Awaiting CAB approval': 'AUTHORIZE', 'Awaiting implementation': 'SCHEDULED' }, releaseApprovals: ['Change manager approval'], fields: changeFields, areFound: true,
  },
};

let tool: StandIn;
let connection: Connection;
oneStandIn(() => startJiraDataCenter({ port: 0, now: clock.now, story }), (its) => {
  tool = its;
  connection = connect();
});
beforeEach(async () => { await fetch(`${tool.url}/__sandbox/captcha`, { method: 'DELETE' }); });

function connect(auth: Auth = { kind: 'bearer', token: jiraDataCenterCredentials.token }, its: object = options): Connection {
  return jiraDataCenter.connect({ name: 'old-jira', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, options: { ...its } },
    { clock, connectionNamed: (name) => (name === 'assets' ? { system: 'JIRA_ASSETS_DATA_CENTER', isProduction: true, url: tool.url } : undefined) });
}

async function read(keys: readonly string[], from: Connection = connection): Promise<readonly Change[]> {
  return await from.readers.change?.read(keys.map((key) => ({ key })), judging) ?? [];
}
async function approvalsOf(id: string, from: Connection = connection) {
  return (await from.relations['change.approvals']?.relate([id], judging) ?? new Map<string, never>()).get(id);
}
async function ofReleases(keys: readonly string[], names: readonly string[] = []): Promise<Findings<Change>> {
  return await connection.finders['changes.ofReleases']?.find({ keys, names }, judging) ?? { records: [], isComplete: false };
}
async function list(about: Partial<ChangeListing>): Promise<Findings<Change>> {
  return await connection.finders['changes.list']?.find({ states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 200, ...about }, looking) ?? { records: [], isComplete: false };
}
const numbers = ({ records }: Findings<Change>): readonly string[] => records.map(({ number }) => number ?? '').toSorted();

describe('Changes of Jira Service Management Data Center', () => {
  it('are told in our words, people by their user name, texts as they are', async () => {
    const [change] = await read(['OPS-1']);
    expect(change).toMatchObject({
      kind: 'change', id: 'old-jira:change:60001', number: 'OPS-1', title: 'By its field', description: 'In two lines.\nThis is the second.', type: approved.type.toUpperCase(), state: 'SCHEDULED', stateLabel: 'Awaiting implementation',
      approval: 'APPROVED', isOnHold: false, correlationId: 'pay-9.9.0', backoutPlan: approved.backoutPlan, testPlan: approved.testPlan, plannedStartAt: expect.any(String) as string, plannedEndAt: expect.any(String) as string,
      requestedBy: { connection: 'old-jira', userName: approved.requestedBy, isActive: true }, assignedTo: { userName: approved.assignedTo },
      source: { system: 'JIRA_DATA_CENTER', reference: 'old-jira:change:OPS-1', url: `${tool.url}/browse/OPS-1` },
    });
  });

  it('have all their approvals, though the portal gives one at a time and wants to hear that its API is experimental', async () => {
    const approvals = await approvalsOf('old-jira:change:60001');
    expect(approvals?.map(({ approver, state, phase }) => [approver?.userName, state, phase])).toEqual(approved.approvals.map(({ approver }) => [approver, 'APPROVED', 'RELEASE']));
    expect([callsTo(tool, '/approval'), callsTo(tool, '')]).toEqual([approved.approvals.length, approved.approvals.length]);
    expect((await read(['OPS-3']))[0]?.approval).toBe('REJECTED');
  });

  it('that an agent opened without a request type have an approval that nobody knows, and never none', async () => {
    expect((await read(['OPS-2']))[0]?.approval).toBe('UNKNOWN');
    expect(await approvalsOf('old-jira:change:60002')).toBeUndefined();
  });

  it('are read by id and key, over every page that the server makes of many names, and nothing else is', async () => {
    const many = await read(Array.from({ length: 70 }, (_, nth) => `OPS-${7 + nth}`));
    expect(many).toHaveLength(70);
    expect(callsTo(tool, '/search')).toBe(3);
    expect((await connection.readers.change?.read([{ id: '60001' }], judging))?.[0]?.number).toBe('OPS-1');
    expect(await read(['PAY-1', 'OPS-999999', 'no key', 'ops-1'])).toMatchObject([{ number: 'OPS-1', source: { reference: 'old-jira:change:ops-1' } }]);
  });

  it('are found by the release that they carry to the letter or name as a word of its own, with those that were named', async () => {
    const found = await ofReleases(['pay-9.9.0'], ['old-jira:change:OPS-4', 'elsewhere:change:60003']);
    expect([numbers(found), found.isComplete]).toEqual([['OPS-1', 'OPS-2', 'OPS-4'], true]);
    expect((await ofReleases(['many-1.0.0'])).records).toHaveLength(70);
  });

  it('are listed newest first, by state and text, and whole only when all fit', async () => {
    expect(numbers(await list({ states: ['SCHEDULED'] }))).toContain('OPS-1');
    expect(numbers(await list({ text: 'letters of another size' }))).toEqual(['OPS-5']);
    const some = await list({ limit: 5 });
    expect([some.records.length, some.isComplete]).toEqual([5, false]);
    expect((await list({})).records).toHaveLength(76);
  });

  it('are nowhere unless the options say where, and their objects of Assets nobody\'s to tell unless they say in which field', () => {
    expect([connect(undefined, {}).readers.change, connection.references]).toEqual([undefined, undefined]);
  });

  it('with a wrong token are UNAUTHORIZED', async () => {
    const stranger = connect({ kind: 'bearer', token: 'wrong' });
    expect(await problemOf(read(['OPS-1'], stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(approvalsOf('old-jira:change:60001', stranger))).toBe('UNAUTHORIZED');
  });
});

describe('Items of changes of Jira Service Management Data Center', () => {
  const withItems = { changes: { ...options.changes, items: { field: itemsField, connection: 'assets' } } };
  const [first, second] = ['old-jira:change:60001', 'old-jira:change:60002'] as const;
  const itemsOf = async (ids: readonly string[], auth?: Auth): Promise<ReadonlyMap<string, Referred>> => await connect(auth, withItems).references?.['change.configurationItems']?.refer(ids, judging) ?? new Map<string, never>();
  const idsOf = (items: Referred | undefined): readonly string[] => (items === undefined || 'code' in items ? [] : items.map((name) => name.replace('assets:ci:', '')));
  const assets = () => jiraAssetsDataCenter.connect({ name: 'assets', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: jiraDataCenterCredentials.token }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 } }, { clock });
  const asOurs = { 'authorization': `Bearer ${jiraDataCenterCredentials.token}`, 'content-type': 'application/json' };
  const hide = (id: string, isHidden: boolean) => fetch(`${tool.url}/__sandbox/objects/${id}`, { method: 'PUT', body: JSON.stringify({ isHidden }) });

  it('are those of the connection that keeps them, of many changes in one call to each', async () => {
    const items = await itemsOf([first, second, 'other:change:60001', 'old-jira:change:x']);
    expect([...items.keys()].toSorted()).toEqual([first, second]);
    expect([callsTo(tool, '/search'), callsTo(tool, '/aql/objects'), callsTo(tool, '')]).toEqual([1, 1, 2]);
    const lookups = idsOf(items.get(first)).map((id) => ({ id }));
    expect((await assets().readers.ci?.read(lookups, judging))?.map(({ label }) => label).toSorted()).toEqual(approved.items.toSorted());
  });

  it('are none only once the sign-in is proven', async () => {
    const named = idsOf((await itemsOf([first])).get(first));
    const set = (value: unknown) => fetch(`${tool.url}/rest/api/2/issue/OPS-1`, { method: 'PUT', headers: asOurs, body: JSON.stringify({ fields: { [itemsField]: value } }) });
    await set(null);
    await forgetCalls(tool);
    expect([await itemsOf([first]), callsTo(tool, '/myself')]).toEqual([new Map([[first, []]]), 1]);
    expect((await set(named.map((id) => ({ key: `CMDB-${Number(id) + 1}` })))).status).toBe(204);
    expect(await itemsOf([first])).toEqual(new Map([[first, named.map((id) => `assets:ci:${id}`)]]));
  });

  it('are unknown of a change that names an object which Assets hides, and never fewer', async () => {
    const [id = ''] = idsOf((await itemsOf([first])).get(first));
    await hide(id, true);
    expect((await itemsOf([first])).get(first)).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining(itemsField) as string });
    await hide(id, false);
  });

  it.each(spoilingFaults)('%j on every call, and on Assets alone, is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(itemsOf([first]))).toBe(code);
    await setFaults(tool, { ...fault, match: '/aql/objects' });
    expect(await problemOf(itemsOf([first]))).toBe(code);
  });

  it('are unknown in an empty answer of Assets, not known from a garbled one, and not believed of a stranger\'s', async () => {
    await setFaults(tool, { kind: 'empty', match: '/aql/objects' });
    expect((await itemsOf([first])).get(first)).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    await setFaults(tool, { kind: 'garble', match: '/aql/objects' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(itemsOf([first]))).toBe('UNEXPECTED_ANSWER');
    await setFaults(tool);
    expect(await problemOf(itemsOf([first], { kind: 'bearer', token: 'wrong' }))).toBe('UNAUTHORIZED');
  });
});

describe('Changes of Jira Service Management Data Center when it fails', () => {
  it.each(spoilingFaults)('%j on every call, and on the approvals alone, is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(read(['OPS-1']))).toBe(code);
    expect(await problemOf(approvalsOf('old-jira:change:60001'))).toBe(code);
    await setFaults(tool, { ...fault, match: '/approval' });
    expect(await problemOf(read(['OPS-1']))).toBe(code);
  });

  it('never turns garbled approvals into an approval', async () => {
    await setFaults(tool, { kind: 'garble', match: '/approval' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(approvalsOf('old-jira:change:60001'))).toBe('UNEXPECTED_ANSWER');
  });
});
