import nock from 'nock';
import type { Auth } from '../connector.ts';
import { judging } from '../../domain/ports/ask.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { createClient } from './client.ts';
import { cloud } from './cloud.ts';
import { jira } from './index.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 0 };
const site = 'http://127.0.0.1:9';

function connect(auth: Auth = { kind: 'basic', userName: 'a@b.example', password: 'token' }) {
  return jira.connect({ name: 'jira', isProduction: true, url: site, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T09:00:00Z') } });
}

async function ofVersion(ask: Ask) {
  return await connect().finders['work-items.ofVersions']?.find({ project: 'PAY', versions: ['2.4.0'] }, ask);
}

async function read(...keys: readonly string[]) {
  return await connect().readers['work-item']?.read(keys.map((key) => ({ key })), page);
}

function issue(id: number, key: string, fields: object = { project: { key: 'PAY' }, fixVersions: [{ name: '2.4.0' }] }) {
  return { id: String(id), key, fields };
}

function searchPages(...pages: readonly object[]): void {
  for (const body of pages) nock(site).post('/rest/api/3/search/jql').reply(200, body);
}

function signedIn(): void {
  nock(site).get('/rest/api/3/myself').reply(200, { accountId: 'me' });
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Jira search, odd answers', () => {
  it('stops when a page token comes again, and says that it may not be whole', async () => {
    searchPages({ issues: [issue(1, 'PAY-1')], nextPageToken: 'x' }, { issues: [issue(2, 'PAY-2')], nextPageToken: 'x' });
    const found = await ofVersion(page);
    expect(found?.records.map(({ key }) => key)).toEqual(['PAY-1', 'PAY-2']);
    expect(found?.isComplete).toBe(false);
    expect(nock.isDone()).toBe(true);
  });

  it('goes on past isLast while there is a token', async () => {
    searchPages({ issues: [], nextPageToken: 'x', isLast: true }, { issues: [issue(1, 'PAY-1')], isLast: false });
    expect(await ofVersion(page)).toMatchObject({ records: [{ key: 'PAY-1' }], isComplete: true });
  });

  it('is not whole when Jira warns of clauses it cut', async () => {
    searchPages({ issues: [issue(1, 'PAY-1')], warnings: ['The clause was truncated.'] });
    expect(await ofVersion(page)).toMatchObject({ isComplete: false });
  });

  it('drops rows of another project or version, and says that it is not whole', async () => {
    searchPages({ issues: [issue(1, 'PAY-1'), issue(2, 'LED-2', { project: { key: 'LED' }, fixVersions: [{ name: '2.4.0' }] }), issue(3, 'PAY-3', { project: { key: 'PAY' }, fixVersions: [{ name: '2.3.0' }] }), issue(4, 'PAY-4', { project: { key: 'PAY' } })] });
    expect(await ofVersion(page)).toMatchObject({ records: [{ key: 'PAY-1' }], isComplete: false });
  });

  it('names the fields it wants, since search sends only ids otherwise', async () => {
    nock(site).post('/rest/api/3/search/jql', (body: { fields: string[]; jql: string }) => body.fields.includes('status') && body.jql === 'project = "PAY" AND fixVersion = "2.4.0"').reply(200, { issues: [issue(1, 'PAY-1')] });
    expect((await ofVersion(page))?.records).toHaveLength(1);
  });

  it('does not let a judgement believe even a full list before the sign-in is proven', async () => {
    searchPages({ issues: [issue(1, 'PAY-1')] });
    nock(site).get('/rest/api/3/myself').reply(401, { message: 'no' });
    await expect(ofVersion(judging)).rejects.toMatchObject({ problem: { code: 'UNAUTHORIZED' } });
  });

  it('a 400 for a version that does exist stays an error', async () => {
    nock(site).post('/rest/api/3/search/jql').reply(400, { errorMessages: ['Unbounded JQL queries are not allowed here.'] });
    nock(site).get('/rest/api/3/project/PAY/versions').reply(200, [{ id: '1', name: '2.4.0' }]);
    await expect(ofVersion(page)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('hears the sign-in layer say that it let a bad token pass as nobody', async () => {
    nock(site).post('/rest/api/3/search/jql').reply(200, { issues: [issue(1, 'PAY-1')] }, { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' });
    await expect(ofVersion(page)).rejects.toMatchObject({ problem: { code: 'UNAUTHORIZED' } });
  });

  it('the removed search endpoint\'s 410 would be an error, not "none"', async () => {
    nock(site).post('/rest/api/3/search/jql').reply(410, { errorMessages: ['The requested API has been removed.'] });
    await expect(ofVersion(page)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Jira bulk fetch, odd answers', () => {
  it('never answers issues that were not asked for', async () => {
    nock(site).post('/rest/api/3/issue/bulkfetch').reply(200, { issues: [issue(1, 'PAY-1'), issue(9, 'PAY-9')] });
    expect((await read('PAY-1'))?.map(({ key }) => key)).toEqual(['PAY-1']);
  });

  it('asks alone for a key that may have moved', async () => {
    nock(site).post('/rest/api/3/issue/bulkfetch').reply(200, { issues: [issue(1, 'PAY-1'), issue(7, 'LED-7')] });
    nock(site).get('/rest/api/3/issue/OLD-1').query(true).reply(200, issue(7, 'LED-7'));
    nock(site).get('/rest/api/3/issue/OLD-2').query(true).reply(404, { errorMessages: ['Issue does not exist'] });
    signedIn();
    const items = await read('OLD-1', 'OLD-2', 'PAY-1');
    expect(items?.map(({ key, source }) => [source.reference, key])).toEqual([['jira:work-item:PAY-1', 'PAY-1'], ['jira:work-item:OLD-1', 'LED-7']]);
  });

  it('an issue that Jira could not fetch just now is an error, not absent', async () => {
    nock(site).post('/rest/api/3/issue/bulkfetch').reply(200, { issues: [], issueErrors: [{ id: '1', errorMessage: 'Internal' }] });
    await expect(read('PAY-1')).rejects.toMatchObject({ problem: { code: 'SERVER_ERROR' } });
  });

  it('a redirect to a sign-in page is an error', async () => {
    nock(site).post('/rest/api/3/issue/bulkfetch').reply(302, '', { location: 'https://id.example/login' });
    await expect(read('PAY-1')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Jira connection settings', () => {
  it('takes no oauth', () => {
    expect(() => connect({ kind: 'oauth', clientId: 'a', clientSecret: 'b' })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });

  it.each([['https://northbank.atlassian.example/', 'https://northbank.atlassian.example/browse/PAY-1'], ['https://api.atlassian.com/ex/jira/cloud-1', null]])('below %s a work item has the page %s', (url, its) => {
    const client = createClient({ name: 'jira', isProduction: true, url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } }, cloud);
    expect(client.origin().pageOf('PAY-1')).toBe(its);
  });
});
