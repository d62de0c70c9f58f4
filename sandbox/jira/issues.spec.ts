import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personPassword } from '../bank/credentials.ts';
import { anonymous, at, basic, jiraForSpecs, wrongToken } from './jira.spec-data.ts';
import type { SpecJira } from './jira.spec-data.ts';

describe('Jira: issues, transitions, versions, links', () => {
  let jira: SpecJira;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-jira-'));
    jira = await jiraForSpecs({ stateFile: join(folder, 'jira.json') });
  });
  afterEach(async () => {
    await jira.close();
    rmSync(folder, { recursive: true });
  });

  const issue = async (key: string): Promise<Readonly<Record<string, unknown>>> => (await jira.call('GET', `/rest/api/3/issue/${key}`)).body;
  const bulk = (issueIdsOrKeys: readonly string[], more: Record<string, unknown> = {}, headers?: Record<string, string>): ReturnType<SpecJira['call']> =>
    jira.call('POST', '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys, fields: ['summary'], ...more }, headers);
  const keysOf = (body: Readonly<Record<string, unknown>>): string[] => (body['issues'] as { key: string }[]).map(({ key }) => key);

  it('tells status by category under whatever name, people with accounts, text as a document, time without a colon', async () => {
    expect((await issue('LED-1'))['fields']).toMatchObject({
      status: { name: 'Fertig', statusCategory: { id: 3, key: 'done' } },
      assignee: { accountId: '712020:aaaa', displayName: 'Ines Weber', emailAddress: 'ines.weber@northbank.example', active: true },
      description: { type: 'doc', version: 1, content: [{ type: 'paragraph' }] },
      fixVersions: [{ id: '20002', name: '2.4.0', released: false, archived: false }],
      updated: expect.stringMatching(/^2026-01-\d\dT\d\d:00:00\.000\+0000$/) as string,
    });
  });

  it('follows a moved key and answers the new one', async () => {
    expect((await issue('core-1'))['key']).toBe('PAY-1');
  });

  it('hides a restricted issue behind 404, and shows it to whom it is meant for', async () => {
    expect((await jira.call('GET', '/rest/api/3/issue/PAY-9001'))).toMatchObject({ status: 404, body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} } });
    const owner = { Authorization: basic('ines.weber@northbank.example', personPassword) };
    expect((await jira.call('GET', '/rest/api/3/issue/PAY-9001', undefined, owner)).status).toBe(200);
  });

  it('does not let leavers in', async () => {
    const leaver = { Authorization: basic('paul.kramer@northbank.example', personPassword) };
    expect((await jira.call('GET', '/rest/api/3/myself', undefined, leaver)).status).toBe(401);
  });

  it('fetches in bulk by ascending id, moved keys silently, the missing and forbidden in neither list', async () => {
    const { status, body } = await bulk(['LED-2', 'PAY-77', 'PAY-9001', 'CORE-1', 'pay-2', '30001']);
    expect([status, keysOf(body), body['issueErrors']]).toEqual([200, ['PAY-1', 'PAY-2', 'LED-2'], []]);
  });

  it('refuses more than 100 in bulk, and properties it does not know', async () => {
    expect((await bulk(Array.from({ length: 101 }, (_, n) => `PAY-${n}`))).status).toBe(400);
    expect((await bulk(['PAY-1'], { startAt: 0 })).status).toBe(400);
  });

  it('answers a bad token in bulk with 200 and nothing', async () => {
    const { status, headers, body } = await bulk(['PAY-1'], {}, wrongToken);
    expect([status, headers.get('x-seraph-loginreason'), body['issues'], body['issueErrors']]).toEqual([200, 'AUTHENTICATED_FAILED', [], []]);
  });

  it('takes JSON only', async () => {
    expect((await jira.call('POST', '/rest/api/3/issue/bulkfetch', {}, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('offers transitions by where the issue is, and refuses ids of elsewhere', async () => {
    const ways = async (key: string): Promise<[string, unknown][]> =>
      ((await jira.call('GET', `/rest/api/3/issue/${key}/transitions`)).body['transitions'] as { id: string; to: unknown }[]).map(({ id, to }) => [id, at(to, 'statusCategory', 'key')]);
    expect(await ways('PAY-3')).toEqual([['21', 'new'], ['22', 'indeterminate'], ['31', 'done']]);
    expect(await ways('PAY-1')).toEqual([['41', 'indeterminate']]);
    const move = (key: string, transition: unknown): ReturnType<SpecJira['call']> => jira.call('POST', `/rest/api/3/issue/${key}/transitions`, { transition });
    expect(await move('PAY-1', { id: '31' })).toMatchObject({ status: 400, body: { errorMessages: ['Transition id \'31\' is not valid for this issue.'] } });
    expect(await move('PAY-3', {})).toMatchObject({ status: 400, body: { errorMessages: ['Missing \'transition\' identifier'] } });
    expect(await move('PAY-3', { id: '31' })).toMatchObject({ status: 204, body: {} });
    expect((await issue('PAY-3'))['fields']).toMatchObject({ status: { name: 'Done' }, resolution: { name: 'Done' }, updated: '2026-03-02T09:00:00.000+0000' });
    expect((await jira.call('POST', '/rest/api/3/issue/PAY-3/transitions', { transition: { id: '41' } }, anonymous)).status).toBe(404);
  });

  it('changes fix versions by id or by a name of the issue\'s own project, and refuses what it does not know', async () => {
    const put = (body: unknown): ReturnType<SpecJira['call']> => jira.call('PUT', '/rest/api/3/issue/PAY-5', body);
    const versions = async (): Promise<unknown> => ((await issue('PAY-5'))['fields'] as { fixVersions: { id: string }[] }).fixVersions.map(({ id }) => id);
    expect((await put({ update: { fixVersions: [{ add: { name: '2.4.0' } }] } })).status).toBe(204);
    expect(await versions()).toEqual(['20001', '20000']);
    await put({ fields: { fixVersions: [{ id: '20001' }] } });
    expect(await versions()).toEqual(['20001']);
    expect(await put({ update: { fixVersions: [{ add: { id: '20002' } }] } })).toMatchObject({ status: 400, body: { errors: { fixVersions: 'Version id \'20002\' is not valid' } } });
    expect((await put({ fields: { status: { name: 'Done' } } })).body).toMatchObject({ errors: { status: expect.stringContaining('cannot be set') as string } });
    expect((await put({ fields: { description: 'plain' } })).body).toMatchObject({ errors: { description: expect.stringContaining('Atlassian Document') as string } });
    expect((await put({ fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } })).status).toBe(400);
    expect((await put({ colour: 'red' })).status).toBe(400);
  });

  it('tells versions paged and plain, and releases one', async () => {
    const { body } = await jira.call('GET', '/rest/api/3/project/PAY/version?maxResults=1');
    expect(body).toMatchObject({ startAt: 0, maxResults: 1, total: 2, isLast: false, nextPage: expect.stringContaining('startAt=1') as string, values: [{ id: '20000', name: '2.4.0', released: false, overdue: true, projectId: 10000 }] });
    const plain = (await jira.call('GET', '/rest/api/3/project/10000/versions')).body as unknown as { name: string; released: boolean; releaseDate: string; userReleaseDate: string }[];
    expect(plain.map(({ name, released, releaseDate, userReleaseDate }) => [name, released, releaseDate, userReleaseDate])).toEqual([['2.4.0', false, '2026-02-01', '01/Feb/26'], ['2.3.0', true, '2026-02-01', '01/Feb/26']]);
    const put = (change: unknown): ReturnType<SpecJira['call']> => jira.call('PUT', '/rest/api/3/version/20000', change);
    expect(await put({ released: true, releaseDate: '2026-03-02' })).toMatchObject({ status: 200, body: { released: true, releaseDate: '2026-03-02' } });
    expect(at(await issue('PAY-1'), 'fields', 'fixVersions', 0)).toMatchObject({ released: true });
    expect(await put({ name: '2.3.0' })).toMatchObject({ status: 400, body: { errors: { name: 'A version with this name already exists in this project.' } } });
    expect((await put({ releaseDate: '02.03.2026' })).status).toBe(400);
    expect((await put({ isReleased: true })).status).toBe(400);
  });

  it('lets nobody anonymous see a project, in three ways', async () => {
    expect((await jira.call('GET', '/rest/api/3/project/PAY/versions', undefined, wrongToken)).status).toBe(404);
    expect((await jira.call('GET', '/rest/api/3/version/20000', undefined, wrongToken)).status).toBe(404);
    expect(await jira.call('GET', '/rest/api/3/project/search', undefined, wrongToken)).toMatchObject({ status: 200, body: { total: 0, values: [] } });
    expect((await jira.call('GET', '/rest/api/3/project/search?query=led')).body).toMatchObject({ total: 1, values: [{ key: 'LED' }] });
  });

  it('replaces a remote link of the same globalId whole: what is not sent is gone', async () => {
    const post = (body: unknown): ReturnType<SpecJira['call']> => jira.call('POST', '/rest/api/3/issue/PAY-1/remotelink', body);
    const object = { url: 'http://127.0.0.1/release', title: 'Release' };
    const first = await post({ globalId: 'muster=1', relationship: 'deployed by', application: { name: 'Muster' }, object: { ...object, summary: 'running' } });
    const second = await post({ globalId: 'muster=1', object });
    expect([first.status, second.status, second.body['id']]).toEqual([201, 200, first.body['id']]);
    expect((await jira.call('GET', '/rest/api/3/issue/PAY-1/remotelink')).body).toEqual([expect.objectContaining({ globalId: 'muster=1', relationship: null, application: {}, object: expect.objectContaining({ title: 'Release', summary: null }) as unknown })]);
    expect(await post({ object: { url: 'http://127.0.0.1/release' } })).toMatchObject({ status: 400, body: { errors: { title: '\'title\' is required.' } } });
  });

  it('plays a rate limit whose reset is an instant to the minute, with and without Retry-After', async () => {
    await jira.call('PUT', '/__sandbox/rate-limit', { times: 1, retryAfter: 5 });
    const limited = await jira.call('GET', '/rest/api/3/myself');
    expect([limited.status, ...['retry-after', 'ratelimit-reason', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) => limited.headers.get(name))])
      .toEqual([429, '5', 'jira-burst-based', '0', '2026-03-02T09:01Z']);
    expect((await jira.call('GET', '/rest/api/3/myself')).status).toBe(200);
    await jira.call('PUT', '/__sandbox/rate-limit', { retryAfter: null });
    expect((await jira.call('GET', '/rest/api/3/myself')).headers.get('retry-after')).toBeNull();
  });

  it('says what it is, and keeps what was written over a restart', async () => {
    expect((await jira.call('GET', '/rest/api/3/serverInfo', undefined, anonymous)).body).toMatchObject({ deploymentType: 'Cloud', serverTime: '2026-03-02T09:00:00.000+0000' });
    await jira.call('PUT', '/rest/api/3/issue/PAY-1', { fields: { summary: 'Told anew' } });
    await jira.close();
    jira = await jiraForSpecs({ stateFile: join(folder, 'jira.json') });
    expect((await issue('PAY-1'))['fields']).toMatchObject({ summary: 'Told anew' });
  });

  it('shows a person\'s browser the issue that a link names', async () => {
    const page = await fetch(`${jira.url}/browse/PAY-3`);
    expect([page.headers.get('content-type'), await page.text()]).toEqual(['text/html; charset=utf-8', expect.stringContaining('PAY-3: Explain transfers (In Progress)')]);
    expect((await fetch(`${jira.url}/browse/PAY-9001`)).status).toBe(404);
  });
});
