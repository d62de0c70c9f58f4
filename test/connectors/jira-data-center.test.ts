import { tellStory } from '../../sandbox/bank/bank.ts';
import { openWorkItem } from '../../sandbox/bank/four.ts';
import { formerKey } from '../../sandbox/jira/index.ts';
import { jiraDataCenterCredentials, mostResults, startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jiraDataCenter } from '../../src/connectors/jira/index.ts';
import { SourceError } from '../../src/domain/error.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { callsTo, oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 0 };
const clock = { now: () => new Date() };
const story = tellStory(new Date());
const token: Auth = { kind: 'bearer', token: jiraDataCenterCredentials.token };

let tool: StandIn;
let connection: Connection;

oneStandIn(() => startJiraDataCenter({ port: 0, now: clock.now, story }), (its) => {
  tool = its;
  connection = connect(token);
});
beforeEach(async () => { await fetch(`${tool.url}/__sandbox/captcha`, { method: 'DELETE' }); });

function connect(auth: Auth): Connection {
  return jiraDataCenter.connect({ name: 'old-jira', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
}

function ofVersion(version: string, ask: Ask = judging, from: Connection = connection) {
  return from.finders['work-items.ofVersions']?.find({ project: 'PAY', versions: [version] }, ask) ?? Promise.reject(new Error('no finder'));
}

function read(keys: readonly string[], ask: Ask = judging, from: Connection = connection) {
  return from.readers['work-item']?.read(keys.map((key) => ({ key })), ask) ?? Promise.reject(new Error('no reader'));
}

const toldOf240 = story.releases.find(({ key }) => key === 'payments-2.4.0')?.workItems.map(({ key }) => key) ?? [];

describe('Jira Data Center against its stand-in', () => {
  it('finds all the work of a version though the server gives fewer at once than asked for', async () => {
    const { records, isComplete } = await ofVersion('2.4.0');
    expect(toldOf240.length).toBeGreaterThan(mostResults);
    expect(isComplete).toBe(true);
    expect(records.map(({ key }) => key).toSorted()).toEqual(toldOf240.toSorted());
    expect(records.filter(({ progress }) => progress !== 'DONE').map(({ key }) => key)).toEqual([openWorkItem]);
    expect([callsTo(tool, '/search'), callsTo(tool, '/myself'), callsTo(tool, '')]).toEqual([2, 1, 3]);
  });

  it('tells a work item in our words, people by their user name', async () => {
    const [item] = await read([openWorkItem]);
    const told = story.releases.flatMap(({ workItems }) => workItems).find(({ key }) => key === openWorkItem);
    expect(item).toMatchObject({
      kind: 'work-item', label: openWorkItem, title: told?.title, progress: 'IN_PROGRESS', fixVersions: ['2.4.0'],
      assignee: { connection: 'old-jira', userName: told?.assignee, isActive: true },
      source: { reference: `old-jira:work-item:${openWorkItem}`, system: 'JIRA_DATA_CENTER', connection: 'old-jira', url: `${tool.url}/browse/${openWorkItem}` },
    });
    expect(item?.id).toMatch(/^old-jira:work-item:\d+$/);
  });

  it('reads by key or numeric id a hundred at a time, the pages the server makes of it included', async () => {
    const keys = [...new Set(story.releases.flatMap(({ workItems }) => workItems.map(({ key }) => key)))].slice(0, 150);
    const records = await read(keys);
    expect(new Set(records.map(({ key }) => key))).toEqual(new Set(keys));
    expect(callsTo(tool, '')).toBe(Math.ceil(100 / mostResults) + Math.ceil(50 / mostResults));
    const ids = records.slice(0, 2).map(({ id }) => ({ id: id.split(':')[2] ?? '' }));
    expect((await connection.readers['work-item']?.read(ids, judging))?.map(({ key }) => key)).toEqual(records.slice(0, 2).map(({ key }) => key));
  });

  it('leaves out what is missing, hidden or no key at all, and still reads the others', async () => {
    expect((await read([openWorkItem, 'PAY-999999', 'PAY-9001', 'not a key', '"; DROP'])).map(({ key }) => key)).toEqual([openWorkItem]);
    expect(await read(['PAY-999999'])).toEqual([]);
  });

  it('keeps the reference a moved issue was asked by', async () => {
    const items = await read([formerKey.toLowerCase(), openWorkItem]);
    const [first] = story.releases.flatMap(({ workItems }) => workItems);
    expect(items.map(({ source, key }) => [source.reference, key])).toEqual([[`old-jira:work-item:${openWorkItem}`, openWorkItem], [`old-jira:work-item:${formerKey.toLowerCase()}`, first?.key]]);
  });

  it('knows the difference between a version without work and a version that does not exist', async () => {
    expect(await ofVersion('77.0.0')).toEqual({ records: [], isComplete: true });
    expect(callsTo(tool, '/versions')).toBe(1);
  });

  it('lists by text, and takes the key of one work item as a search', async () => {
    const list = connection.finders['work-items.list'];
    const found = await list?.find({ text: 'the', limit: 70 }, page);
    expect(found?.records).toHaveLength(70);
    expect(new Set(found?.records.map(({ id }) => id)).size).toBe(70);
    expect((await list?.find({ text: openWorkItem.toLowerCase(), limit: 5 }, page))?.records.map(({ key }) => key)).toEqual([openWorkItem]);
  });

  it('takes a password too, and probes its sign-in', async () => {
    const other = connect({ kind: 'basic', userName: jiraDataCenterCredentials.userName, password: jiraDataCenterCredentials.password });
    await expect(other.probe(judging)).resolves.toBeUndefined();
    await expect(connection.probe(judging)).resolves.toBeUndefined();
  });

  it('does not take `retry-after: 0` on every answer for being slowed down, and believes a 429', async () => {
    expect((await fetch(`${tool.url}/rest/api/2/serverInfo`)).headers.get('retry-after')).toBe('0');
    await setFaults(tool, { kind: 'status', status: 403 });
    expect(await problemOf(ofVersion('2.4.0'))).toBe('FORBIDDEN');
    await setFaults(tool);
    await fetch(`${tool.url}/__sandbox/rate-limit`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ times: 9, retryAfter: 7 }) });
    const error: unknown = await read([openWorkItem]).catch((thrown: unknown) => thrown);
    await fetch(`${tool.url}/__sandbox/rate-limit`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ times: 0 }) });
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).problem).toMatchObject({ code: 'RATE_LIMITED', retryAt: expect.any(String) as string });
  });
});

describe('Jira Data Center with bad credentials', () => {
  const strangers: readonly (readonly [string, Auth])[] = [
    ['a wrong token', { kind: 'bearer', token: 'nobody' }],
    ['a wrong password', { kind: 'basic', userName: 'someone', password: 'wrong' }],
  ];

  it.each(strangers)('answers %s with UNAUTHORIZED everywhere, never with an empty list', async (_what, auth) => {
    const stranger = connect(auth);
    expect(await problemOf(ofVersion('2.4.0', judging, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(ofVersion('2.4.0', page, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(read([openWorkItem], page, stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(stranger.probe(judging))).toBe('UNAUTHORIZED');
  });

  it('says of a captcha what a person has to do', async () => {
    const { userName } = jiraDataCenterCredentials;
    for (let tries = 0; tries < 3; tries += 1) await problemOf(connect({ kind: 'basic', userName, password: 'wrong' }).probe(judging));
    const denied: unknown = await connect({ kind: 'basic', userName, password: jiraDataCenterCredentials.password }).probe(judging).catch((thrown: unknown) => thrown);
    expect((denied as SourceError).problem).toMatchObject({ code: 'UNAUTHORIZED', message: expect.stringContaining('captcha') as string });
  });

  it('takes no oauth', () => {
    expect(() => connect({ kind: 'oauth', clientId: 'a', clientSecret: 'b' })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });
});

describe('Jira Data Center when it fails', () => {
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

  it('never turns a garbled answer into a value', async () => {
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      expect(await problemOf(read([openWorkItem]))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(ofVersion('2.4.0'))).toBe('UNEXPECTED_ANSWER');
    }
  });

  it('does not believe an empty list beside an empty proof of sign-in', async () => {
    await setFaults(tool, { kind: 'empty' });
    expect(await problemOf(ofVersion('2.4.0'))).toBe('UNEXPECTED_ANSWER');
    expect(await problemOf(read([openWorkItem]))).toBe('UNEXPECTED_ANSWER');
  });

  it('keeps upstream text and credentials out of its errors', async () => {
    await setFaults(tool, { kind: 'status', status: 500 });
    const error: unknown = await ofVersion('2.4.0').catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain('sandbox');
    expect(JSON.stringify(error)).not.toContain(jiraDataCenterCredentials.token);
  });
});
