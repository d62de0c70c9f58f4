import { tellStory } from '../../sandbox/bank/bank.ts';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { changeFields, changeStatuses, startJira } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { jira } from '../../src/connectors/jira/index.ts';
import type { Change } from '../../src/domain/change.ts';
import { judging, type Ask } from '../../src/domain/ports/ask.ts';
import type { Connection, Findings } from '../../src/domain/ports/connection.ts';
import type { ChangeListing } from '../../src/domain/record.ts';
import { callsTo, forgetCalls, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

/** A house whose changes are kept in Jira Service Management: found by the release they name, and listed. */
const clock = { now: () => new Date() };
const looking: Ask = { purpose: 'page', maxAgeMs: 0 };
const base = tellStory(new Date());
const [first, second] = base.releases.flatMap(({ changes }) => changes);
if (first === undefined || second === undefined) throw new Error('The story tells of no changes.');
const plain = { ...first, correlationId: null, description: '', title: 'Nothing' };
/** OPS-1 … OPS-7, in this order; beside them a second release of many changes. */
const changes = [
  { ...plain, title: 'By its field', correlationId: 'pay-9.9.0', state: '-2' as const },
  { ...plain, title: 'Deploys pay-9.9.0.', state: '-3' as const },
  { ...plain, title: 'In words', description: 'For PAY-9.9.0 and others.' },
  { ...plain, title: 'For pay-9.9.0-rc1 only' },
  { ...plain, title: 'In letters of another size', correlationId: 'Pay-9.9.0' },
  { ...plain, title: 'The words apart: pay 9 and 9, then 0' },
  { ...plain, title: 'In a plan alone', backoutPlan: 'Back to pay-9.9.0' },
];
const [release] = base.releases;
if (release === undefined) throw new Error('The story tells of no release.');
const story = { ...base, releases: [{ ...release, changes }, { ...release, key: 'many', changes: Array.from({ length: 130 }, (_, nth) => ({ ...plain, correlationId: 'many-1.0.0', title: `Change ${nth}` })) }] };
const options = {
  changes: {
    project: 'OPS', issueTypes: { '[System] Change': 'NORMAL', 'Standard change': 'STANDARD', 'Emergency change': 'EMERGENCY' },
    states: { 'Awaiting CAB approval': 'AUTHORIZE', 'Awaiting implementation': 'SCHEDULED' }, releaseApprovals: ['Change manager approval'], fields: changeFields, areFound: true,
  },
};

let tool: StandIn;
let connection: Connection;
oneStandIn(() => startJira({ port: 0, now: clock.now, story }), (its) => {
  tool = its;
  connection = connect();
});

function connect(its: object = options, password: string = jiraCredentials.apiToken): Connection {
  return jira.connect({ name: 'jira', isProduction: true, url: tool.url, auth: { kind: 'basic', userName: jiraCredentials.email, password }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 }, options: { ...its } }, { clock });
}

async function ofReleases(keys: readonly string[], names: readonly string[] = [], from = connection, ask = judging): Promise<Findings<Change>> {
  return await from.finders['changes.ofReleases']?.find({ keys, names }, ask) ?? { records: [], isComplete: false };
}
async function list(about: Partial<ChangeListing>, from = connection): Promise<Findings<Change>> {
  return await from.finders['changes.list']?.find({ states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 200, ...about }, looking) ?? { records: [], isComplete: false };
}
const keys = ({ records }: Findings<Change>): readonly string[] => records.map(({ number }) => number ?? '').toSorted();

describe('Changes of Jira Service Management, found by their releases', () => {
  it('are those that carry the key to the letter, or name it as a word of its own, with their approvals', async () => {
    const found = await ofReleases(['pay-9.9.0']);
    expect([keys(found), found.isComplete]).toEqual([['OPS-1', 'OPS-2', 'OPS-3'], true]);
    expect(found.records.find(({ number }) => number === 'OPS-1')).toMatchObject({ id: 'jira:change:60001', source: { reference: 'jira:change:OPS-1' }, correlationId: 'pay-9.9.0', state: 'SCHEDULED' });
    expect(callsTo(tool, '/search/jql')).toBe(1);
  });

  it('come with those that were named, of this connection alone and each once', async () => {
    const found = await ofReleases(['pay-9.9.0'], ['jira:change:ops-4', 'jira:change:60001', 'servicenow:change:CHG0030001', 'jira:work-item:PAY-1']);
    expect(keys(found)).toEqual(['OPS-1', 'OPS-2', 'OPS-3', 'OPS-4']);
    expect(found.records.find(({ number }) => number === 'OPS-4')?.source.reference).toBe('jira:change:ops-4');
    expect(keys(await ofReleases([], ['jira:change:OPS-4']))).toEqual(['OPS-4']);
  });

  it('of many are all of them, over every page', async () => {
    const found = await ofReleases(['many-1.0.0']);
    expect([found.records.length, found.isComplete]).toEqual([130, true]);
  });

  it('are not whole for a key without a word, and nothing is asked with what it would rewrite', async () => {
    expect(await ofReleases(['"""'])).toEqual({ records: [], isComplete: false });
    expect(keys(await ofReleases(['pay-9.9.0") OR project = "PAY']))).toEqual([]);
  });

  it('are searched for in their project alone', async () => {
    const elsewhere = connect({ changes: { ...options.changes, project: 'PAY' } });
    expect((await ofReleases(['pay-9.9.0'], [], elsewhere)).records).toEqual([]);
  });

  it('are found only where the options say so: a Jira that mirrors another tool\'s changes would count each twice', () => {
    for (const its of [{ changes: { ...options.changes, areFound: undefined } }, { changes: { ...options.changes, areFound: false } }, {}]) expect([connect(its).finders['changes.ofReleases'], connect(its).finders['changes.list']]).toEqual([undefined, undefined]);
  });

  it('with a bad token are UNAUTHORIZED, to look as to judge, never none', async () => {
    for (const ask of [judging, looking]) expect(await problemOf(ofReleases(['pay-9.9.0'], [], connect(options, 'wrong'), ask))).toBe('UNAUTHORIZED');
    expect(await problemOf(list({}, connect(options, 'wrong')))).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j on every call is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await problemOf(ofReleases(['pay-9.9.0']))).toBe(code);
    expect(await problemOf(list({}))).toBe(code);
  });
});

describe('Changes of Jira Service Management as a list', () => {
  it('are the newest first, as many as are wanted, and then not whole', async () => {
    const all = await list({});
    expect([all.records.length, all.isComplete]).toEqual([137, true]);
    const some = await list({ limit: 5 });
    expect([some.records.map(({ number }) => number), some.isComplete]).toEqual([all.records.slice(0, 5).map(({ number }) => number), false]);
  });

  it('fit states in our words, what is planned, and words; approvals are read of what is shown alone', async () => {
    const label = changeStatuses['-3'].name;
    await forgetCalls(tool);
    const authorize = await list({ states: ['AUTHORIZE'], limit: 3 });
    expect(authorize.records.map(({ number, stateLabel }) => [number, stateLabel])).toEqual([['OPS-2', label]]);
    expect(callsTo(tool, '/approval')).toBeLessThanOrEqual(first.approvals.length);
    expect(keys(await list({ text: 'letters size' }))).toEqual(['OPS-5']);
    expect((await list({ plannedFrom: '2100-01-01T00:00:00.000Z' })).records).toEqual([]);
    expect((await list({ plannedTo: '1990-01-01T00:00:00.000Z' })).records).toEqual([]);
    expect((await list({ updatedSince: '2100-01-01T00:00:00.000Z' })).records).toEqual([]);
  });

  it('are none, and whole, where nothing can fit', async () => {
    expect(await list({ states: [] })).toEqual({ records: [], isComplete: true });
    expect(await list({ text: '!!' })).toEqual({ records: [], isComplete: true });
    expect(callsTo(tool, '')).toBe(0);
  });
});
