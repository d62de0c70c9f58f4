import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { openWorkItem } from '../../sandbox/bank/four.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { formerKey, integrationAccountId, startJira } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jira } from '../../src/connectors/jira/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { callsTo, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 0 };
const clock = { now: () => new Date() };
const story = tellStory(new Date());
const rightAuth: Auth = { kind: 'basic', userName: jiraCredentials.email, password: jiraCredentials.apiToken };

let tool: StandIn;
let connection: Connection;

oneStandIn(() => startJira({ port: 0, now: clock.now, story }), (its) => {
  tool = its;
  connection = connect(rightAuth);
});

function connect(auth: Auth): Connection {
  return jira.connect({ name: 'jira', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
}

function ofVersion(version: string, ask: Ask = judging, from: Connection = connection) {
  return from.finders['work-items.ofVersions']?.find({ project: 'PAY', versions: [version] }, ask) ?? Promise.reject(new Error('no finder'));
}

function read(keys: readonly string[], ask: Ask = judging, from: Connection = connection) {
  return from.readers['work-item']?.read(keys.map((key) => ({ key })), ask) ?? Promise.reject(new Error('no reader'));
}

describe('Jira against its stand-in', () => {
  it('finds the work of a version, with one search and one proof of sign-in', async () => {
    const { records, isComplete } = await ofVersion('2.4.0');
    const told = story.releases.find(({ key }) => key === 'payments-2.4.0')?.workItems.map(({ key }) => key) ?? [];
    expect(isComplete).toBe(true);
    expect(records.map(({ key }) => key).toSorted()).toEqual(told.toSorted());
    expect(records.filter(({ progress }) => progress !== 'DONE').map(({ key }) => key)).toEqual([openWorkItem]);
    expect([callsTo(tool, '/search/jql'), callsTo(tool, '/myself'), callsTo(tool, '')]).toEqual([1, 1, 2]);
  });

  it('tells a work item in our words', async () => {
    const [item] = await read([openWorkItem]);
    const told = story.releases.flatMap(({ workItems }) => workItems).find(({ key }) => key === openWorkItem);
    const assignee = story.people.find(({ userName }) => userName === told?.assignee);
    expect(item).toMatchObject({
      kind: 'work-item', label: openWorkItem, key: openWorkItem, title: told?.title, itemKind: told?.kind, progress: 'IN_PROGRESS', fixVersions: ['2.4.0'],
      assignee: { connection: 'jira', userName: assignee?.accountId, name: assignee?.name, isActive: true },
      source: { reference: `jira:work-item:${openWorkItem}`, system: 'JIRA', connection: 'jira', key: openWorkItem, url: `${tool.url}/browse/${openWorkItem}`, isStale: false, problem: null },
    });
    expect(item?.id).toMatch(/^jira:work-item:\d+$/);
  });

  it('reads by numeric id, whatever the key is', async () => {
    const [byKey] = await read([openWorkItem]);
    const id = byKey?.id.split(':')[2] ?? '';
    const byId = await connection.readers['work-item']?.read([{ id }], judging);
    expect(byId?.map(({ key }) => key)).toEqual([openWorkItem]);
  });

  it('reads 250 work items in three calls', async () => {
    const keys = story.releases.flatMap(({ workItems }) => workItems.map(({ key }) => key)).slice(0, 250);
    const records = await read(keys);
    expect(new Set(records.map(({ key }) => key))).toEqual(new Set(keys));
    expect([callsTo(tool, '/issue/bulkfetch'), callsTo(tool, '')]).toEqual([3, 3]);
    expect(new Set(keys).size).toBeGreaterThan(200);
  });

  it('follows a moved key: the reference stays as asked, the key is the new one', async () => {
    const [moved] = await read([formerKey]);
    expect(moved?.source.reference).toBe(`jira:work-item:${formerKey}`);
    expect(moved?.key).not.toBe(formerKey);
    const [direct] = await read([moved?.key ?? '']);
    expect(moved?.id).toBe(direct?.id);
  });

  it('answers under the reference that was asked for, in whatever case', async () => {
    const items = await connection.readers['work-item']?.read([{ id: openWorkItem.toLowerCase() }, { key: openWorkItem.toLowerCase() }, { key: openWorkItem }], judging);
    expect(items?.map(({ source, key }) => [source.reference, key])).toEqual([[`jira:work-item:${openWorkItem.toLowerCase()}`, openWorkItem], [`jira:work-item:${openWorkItem}`, openWorkItem]]);
  });

  it('leaves out what is missing, restricted or no key at all, once the sign-in is proven', async () => {
    const restricted = `${story.services[0]?.project ?? ''}-9001`;
    expect(await read(['PAY-999999', restricted, 'not a key', '"; DROP'])).toEqual([]);
    expect([callsTo(tool, '/issue/bulkfetch'), callsTo(tool, '/myself'), callsTo(tool, '')]).toEqual([1, 1, 2]);
  });

  it('goes on over pages that are empty or claim to be the last', async () => {
    const found = await connection.finders['work-items.list']?.find({ text: 'the', limit: 500 }, page);
    const told = story.releases.flatMap(({ workItems }) => workItems).filter(({ title }) => / the /i.test(title));
    expect(new Set(told.map(({ key }) => key)).size).toBeGreaterThan(100);
    expect(found?.records.length).toBeGreaterThan(100);
    expect(new Set(found?.records.map(({ id }) => id)).size).toBe(found?.records.length);
  });

  it('knows the difference between a version without work and a version that does not exist', async () => {
    expect(await ofVersion('77.0.0')).toEqual({ records: [], isComplete: true });
    expect(callsTo(tool, '/versions')).toBe(1);
  });

  it('finds the work of all versions of a project in one question, a version that does not exist among them', async () => {
    const told = story.releases.filter(({ serviceKey }) => serviceKey === 'ledger');
    const find = (versions: readonly string[]) => connection.finders['work-items.ofVersions']?.find({ project: 'LED', versions }, page);
    const keys = [...new Set(told.flatMap(({ workItems }) => workItems.map(({ key }) => key)))].toSorted();
    const all = await find(told.map(({ version }) => version));
    expect([all?.isComplete, all?.records.map(({ key }) => key).toSorted()]).toEqual([true, keys]);
    expect(told.length).toBeGreaterThan(15);
    expect(callsTo(tool, '')).toBeLessThanOrEqual(3);
    const some = await find([...told.map(({ version }) => version), '77.0.0', 'x") OR project in ("PAY']);
    expect(some?.records.map(({ key }) => key).toSorted()).toEqual(keys);
  });

  it('does not let a hostile version name rewrite the question', async () => {
    expect(await ofVersion('x" OR project = "LED')).toEqual({ records: [], isComplete: true });
    await expect(ofVersion('2.4.0\u0000')).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
  });

  it('takes the key of one work item as a search', async () => {
    const found = await connection.finders['work-items.list']?.find({ text: openWorkItem.toLowerCase(), limit: 5 }, page);
    expect(found?.records.map(({ key }) => key)).toEqual([openWorkItem]);
  });

  it('probes its sign-in', async () => {
    await expect(connection.probe(judging)).resolves.toBeUndefined();
  });
});

describe('Jira with a bad token', () => {
  const strangers: readonly (readonly [string, Auth])[] = [
    ['a wrong token', { kind: 'basic', userName: jiraCredentials.email, password: 'wrong' }],
    ['a bearer token it does not know', { kind: 'bearer', token: 'nobody' }],
  ];

  it.each(strangers)('answers %s with UNAUTHORIZED everywhere, never with an empty list', async (_what, auth) => {
    const stranger = connect(auth);
    expect(await problemOf(ofVersion('2.4.0', judging, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(ofVersion('2.4.0', page, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(read([openWorkItem], page, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(stranger.probe(judging))).toBe('UNAUTHORIZED');
  });
});

describe('Jira when it fails', () => {
  it.each(spoilingFaults)('%j on every call is %s', async (fault, code) => {
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(ofVersion('2.4.0')),
      problemOf(ofVersion('2.4.0', page)),
      problemOf(read([openWorkItem])),
      problemOf(connection.probe(judging)),
    ])).toEqual(Array(4).fill(code));
  });

  it.each(spoilingFaults)('%j on the proof of sign-in alone is %s, not a believed answer', async (fault, code) => {
    await setFaults(tool, { ...fault, match: '/myself' });
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(ofVersion('2.4.0')),
      problemOf(read(['PAY-999999'], page)),
    ])).toEqual(Array(2).fill(code));
  });

  it('waits for a slow answer within its deadline', async () => {
    await setFaults(tool, { kind: 'slow', delayMs: 50 });
    expect((await ofVersion('2.4.0')).records).toHaveLength(40);
  });

  it('never turns a garbled answer into a value: it is an error, or what was garbled is null', async () => {
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      expect(await problemOf(read([openWorkItem]))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(ofVersion('2.4.0'))).toBe('UNEXPECTED_ANSWER');
    }
  });

  it('says UNEXPECTED_ANSWER for an empty proof of sign-in, and believes an empty list only beside a good one', async () => {
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(ofVersion('2.4.0'))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(read([openWorkItem]))).toBe('UNEXPECTED_ANSWER');
    await setFaults(tool, { kind: 'empty', match: '/search/jql' });
    expect((await ofVersion('2.4.0')).records).toEqual([]);
  });

  it('keeps upstream text and credentials out of its errors', async () => {
    await setFaults(tool, { kind: 'status', status: 500 });
    const error: unknown = await ofVersion('2.4.0').catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain('sandbox');
    expect(JSON.stringify(error)).not.toContain(jiraCredentials.apiToken);
  });

  it('knows its own account', () => {
    expect(integrationAccountId).toMatch(/^712020:/);
  });
});
