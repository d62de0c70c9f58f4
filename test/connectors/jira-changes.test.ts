import { tellStory } from '../../sandbox/bank/bank.ts';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { changeFields, itemsField, startJira, workspaceId } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jira } from '../../src/connectors/jira/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { callsTo, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const clock = { now: () => new Date() };
const story = tellStory(new Date());
/** In the order of their keys OPS-1, OPS-2, … */
const told = story.releases.flatMap(({ changes }) => changes);
const keyOf = (change: (typeof told)[number] | undefined): string => `OPS-${told.findIndex((one) => one === change) + 1}`;
const scheduled = told.find(({ state, approval, approvals, correlationId }) => state === '-2' && approval === 'approved' && approvals.length > 1 && correlationId !== null);
const rejected = told.find(({ approvals, correlationId }) => correlationId !== null && approvals.some(({ state }) => state === 'rejected'));
const waiting = told.find(({ approvals, correlationId }) => correlationId !== null && approvals.some(({ state }) => state === 'requested'));
const ofAgent = told.find(({ correlationId }) => correlationId === null);

const scheduledId = `jira:change:${60_001 + told.findIndex((one) => one === scheduled)}`;

const options = {
  changes: {
    project: 'OPS', issueTypes: { '[System] Change': 'NORMAL', 'Standard change': 'STANDARD', 'Emergency change': 'EMERGENCY' },
    states: { 'Planning': 'ASSESS', 'Awaiting CAB approval': 'AUTHORIZE', 'Awaiting implementation': 'SCHEDULED', 'Implementing': 'IMPLEMENT', 'Completed': 'CLOSED', 'Canceled': 'CANCELED' },
    releaseApprovals: ['Change manager approval'], fields: changeFields,
  },
};

let tool: StandIn;
let connection: Connection;

oneStandIn(() => startJira({ port: 0, now: clock.now, story }), (its) => {
  tool = its;
  connection = connect();
});

const tokenOfOurs: Auth = { kind: 'basic', userName: jiraCredentials.email, password: jiraCredentials.apiToken };

function connect(auth: Auth = tokenOfOurs, its: Readonly<Record<string, unknown>> = options, workspace = workspaceId): Connection {
  return jira.connect({ name: 'jira', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options: its },
    { clock, connectionNamed: (name) => (name === 'assets' ? { system: 'JIRA_ASSETS', isProduction: true, url: `${tool.url}/jsm/assets/workspace/${workspace}/v1` } : undefined) });
}

async function read(keys: readonly string[], from: Connection = connection) {
  return await from.readers.change?.read(keys.map((key) => ({ key })), judging) ?? [];
}

async function approvalsOf(ids: readonly string[], from: Connection = connection) {
  return await from.relations['change.approvals']?.relate(ids, judging) ?? new Map<string, never>();
}

describe('Changes of Jira Service Management against their stand-in', () => {
  it('tells a change in our words', async () => {
    const [change] = await read([keyOf(scheduled)]);
    const person = (userName: string | undefined) => story.people.find((one) => one.userName === userName)?.accountId;
    expect(change).toMatchObject({
      kind: 'change', number: keyOf(scheduled), title: scheduled?.title, description: scheduled?.description, type: scheduled?.type.toUpperCase(), state: 'SCHEDULED', stateLabel: 'Awaiting implementation',
      approval: 'APPROVED', isOnHold: false, correlationId: scheduled?.correlationId, backoutPlan: scheduled?.backoutPlan, testPlan: scheduled?.testPlan,
      plannedStartAt: expect.any(String) as string, plannedEndAt: expect.any(String) as string,
      requestedBy: { userName: person(scheduled?.requestedBy), isActive: true }, assignedTo: { userName: person(scheduled?.assignedTo) },
      source: { system: 'JIRA', reference: `jira:change:${keyOf(scheduled)}`, url: `${tool.url}/browse/${keyOf(scheduled)}` },
    });
  });

  it('reads all approvals though the portal gives one at a time, and each change of a hundred in one call beside them', async () => {
    const [change] = await read([keyOf(scheduled)]);
    const steps = scheduled?.approvals.length ?? 0;
    expect([callsTo(tool, '/bulkfetch'), callsTo(tool, '/approval'), callsTo(tool, '')]).toEqual([1, steps, 1 + steps]);
    const approvals = (await approvalsOf([change?.id ?? ''])).get(change?.id ?? '');
    expect(approvals).toHaveLength(steps);
    expect(approvals?.map(({ approver, state, phase }) => [approver?.email, state, phase])).toEqual(
      scheduled?.approvals.map(({ approver }) => [story.people.find(({ userName }) => userName === approver)?.email, 'APPROVED', 'RELEASE']));
    expect(approvals?.every(({ decidedAt }) => decidedAt !== null)).toBe(true);
  });

  it('tells a refused and an awaited approval', async () => {
    const changes = await read([keyOf(rejected), keyOf(waiting)]);
    expect(changes.map(({ approval }) => approval)).toEqual([rejected === undefined ? undefined : 'REJECTED', waiting === undefined ? undefined : 'REQUESTED'].filter((one) => one !== undefined));
    expect(changes.length).toBeGreaterThan(0);
  });

  it('does not know the approval of an issue that an agent opened without a request type, and never says it has none', async () => {
    const [change] = await read([keyOf(ofAgent)]);
    expect(change?.approval).toBe('UNKNOWN');
    expect((await approvalsOf([change?.id ?? ''])).has(change?.id ?? '')).toBe(false);
  });

  it('a status that nobody configured is UNKNOWN', async () => {
    const [change] = await read([keyOf(scheduled)], connect(undefined, { changes: { ...options.changes, states: {} } }));
    expect(change).toMatchObject({ state: 'UNKNOWN', stateLabel: 'Awaiting implementation', isOnHold: null });
  });

  it('takes no issue of another project or type for a change, nor a change for what nobody asked for', async () => {
    expect(await read(['PAY-1', 'OPS-999999', 'no key', keyOf(scheduled)])).toHaveLength(1);
    expect(await read([keyOf(scheduled)], connect(undefined, { changes: { ...options.changes, issueTypes: { Incident: 'NORMAL' } } }))).toEqual([]);
  });

  it('reads by id, and under a key in lower case', async () => {
    const [byKey] = await read([keyOf(scheduled).toLowerCase()]);
    expect(byKey?.source.reference).toBe(`jira:change:${keyOf(scheduled).toLowerCase()}`);
    const byId = await connection.readers.change?.read([{ id: byKey?.id.split(':')[2] ?? '' }], judging);
    expect(byId?.[0]?.id).toBe(byKey?.id);
  });

  it('asks nothing about what is no change of this connection', async () => {
    expect((await approvalsOf(['other:change:60001', 'jira:work-item:1', 'jira:change:x']) as ReadonlyMap<string, unknown>).size).toBe(0);
    expect(callsTo(tool, '')).toBe(0);
  });

  it('keeps no changes unless its options say where', () => {
    const plain = connect(undefined, {});
    expect([plain.readers.change, plain.relations['change.approvals']]).toEqual([undefined, undefined]);
  });

  it('with a bad token is UNAUTHORIZED', async () => {
    const stranger = connect({ kind: 'basic', userName: jiraCredentials.email, password: 'wrong' });
    expect(await problemOf(read([keyOf(scheduled)], stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(approvalsOf([scheduledId], stranger))).toBe('UNAUTHORIZED');
  });
});

const withItems = { changes: { ...options.changes, items: { field: itemsField, connection: 'assets' } } };
const standard = told.find(({ type }) => type === 'standard');
const idOf = (change: (typeof told)[number] | undefined): string => `jira:change:${60_001 + told.findIndex((one) => one === change)}`;

async function itemsOf(ids: readonly string[], from: Connection = connect(tokenOfOurs, withItems)) {
  return await from.references?.['change.configurationItems']?.refer(ids, judging) ?? new Map<string, never>();
}

describe('Items of changes of Jira Service Management', () => {
  const set = (change: (typeof told)[number] | undefined, value: unknown) => fetch(`${tool.url}/rest/api/3/issue/${keyOf(change)}`, {
    method: 'PUT', body: JSON.stringify({ fields: { [itemsField]: value } }), headers: { 'content-type': 'application/json', 'authorization': `Basic ${btoa(`${jiraCredentials.email}:${jiraCredentials.apiToken}`)}` },
  });

  it('are told as objects of the connection that keeps them, of many changes in one call', async () => {
    const items = await itemsOf([idOf(scheduled), idOf(rejected), 'other:change:60001', 'jira:work-item:1', 'jira:change:x']);
    expect([...items.keys()]).toEqual([idOf(scheduled), idOf(rejected)].toSorted());
    expect(items.get(idOf(scheduled))).toHaveLength(scheduled?.items.length ?? 0);
    expect(items.get(idOf(scheduled))).toEqual(expect.arrayContaining([expect.stringMatching(/^assets:ci:50\d\d$/)]));
    expect([callsTo(tool, '/bulkfetch'), callsTo(tool, '')]).toEqual([1, 1]);
  });

  it('are none only once the sign-in is proven, and of what is no change not told', async () => {
    await set(waiting, null);
    expect(await itemsOf([idOf(waiting)])).toEqual(new Map([[idOf(waiting), []]]));
    expect(callsTo(tool, '/myself')).toBe(1);
    expect(await itemsOf(['jira:change:30001', 'jira:change:999999'])).toEqual(new Map());
    expect(callsTo(tool, '/myself')).toBe(2);
  });

  it('are not told where the change has no such field, and that costs no other change', async () => {
    const items = await itemsOf([idOf(standard), idOf(scheduled)]);
    expect(items.get(idOf(standard))).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining(itemsField) as string });
    expect(items.get(idOf(scheduled))).toHaveLength(scheduled?.items.length ?? 0);
  });

  it('of another workspace are none of ours, though it has objects of the same ids', async () => {
    expect((await itemsOf([idOf(scheduled)], connect(tokenOfOurs, withItems, 'another'))).get(idOf(scheduled))).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('another workspace') as string });
  });

  it('are nobody\'s to tell unless the options say which field names them', () => {
    expect([connection.references, connect(tokenOfOurs, withItems).relations['change.configurationItems']]).toEqual([undefined, undefined]);
  });

  it('of a stranger\'s answer are not believed', async () => {
    expect(await problemOf(itemsOf([idOf(scheduled)], connect({ kind: 'basic', userName: jiraCredentials.email, password: 'wrong' }, withItems)))).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(itemsOf([idOf(scheduled)]))).toBe(code);
  });

  it('are never fewer in a garbled or empty answer', async () => {
    await setFaults(tool, { kind: 'garble' });
    expect(await problemOf(itemsOf([idOf(scheduled)]))).toBe('UNEXPECTED_ANSWER');
    await setFaults(tool, { kind: 'empty', match: '/bulkfetch' });
    expect(await itemsOf([idOf(scheduled)])).toEqual(new Map());
  });
});

describe('Changes of Jira Service Management when it fails', () => {
  it.each(spoilingFaults)('%j on every call, and on the approvals alone, is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(read([keyOf(scheduled)]))).toBe(code);
    expect(await problemOf(approvalsOf([scheduledId]))).toBe(code);
    await setFaults(tool, { ...fault, match: '/approval' });
    expect(await problemOf(read([keyOf(scheduled)]))).toBe(code);
  });

  it('never turns garbled approvals into an approval', async () => {
    await setFaults(tool, { kind: 'garble', match: '/approval' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(approvalsOf([scheduledId]))).toBe('UNEXPECTED_ANSWER');
  });

  it('an empty list of approvals is none, which is no approval', async () => {
    await setFaults(tool, { kind: 'empty', match: '/approval' });
    expect((await read([keyOf(scheduled)]))[0]?.approval).toBe('NOT_REQUESTED');
  });
});
