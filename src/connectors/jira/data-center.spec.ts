import nock from 'nock';
import type { Ask } from '../../domain/ports/ask.ts';
import { jiraDataCenter } from './index.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 0 };
const site = 'http://127.0.0.1:9';

function connect(options?: Readonly<Record<string, unknown>>) {
  const settings = { name: 'dc', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } } as const;
  return jiraDataCenter.connect(options === undefined ? settings : { ...settings, options }, { clock: { now: () => new Date('2026-03-02T09:00:00Z') } });
}

async function ofVersion() {
  return await connect().finders['work-items.ofVersions']?.find({ project: 'PAY', versions: ['2.4.0'] }, page);
}

async function read(...keys: readonly string[]) {
  return await connect().readers['work-item']?.read(keys.map((key) => ({ key })), page);
}

function issue(id: number, key: string) {
  return { id: String(id), key, fields: { project: { key: 'PAY' }, fixVersions: [{ name: '2.4.0' }] } };
}

function answer(startAt: number, total: number, ...issues: readonly object[]): object {
  return { startAt, maxResults: 2, total, issues };
}

/** Answers given in this order, whatever is asked. */
function pages(...bodies: readonly object[]): void {
  for (const body of bodies) nock(site).post('/rest/api/2/search').reply(200, body);
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Jira Data Center search, odd answers', () => {
  it('goes on from the number of issues that came', async () => {
    for (const startAt of [0, 2, 4]) {
      const came = [1, 2, 3, 4, 5].slice(startAt, startAt + 2).map((id) => issue(id, `PAY-${id}`));
      nock(site).post('/rest/api/2/search', (body: { startAt: number }) => body.startAt === startAt).reply(200, answer(startAt, 5, ...came));
    }
    expect(await ofVersion()).toMatchObject({ records: { length: 5 }, isComplete: true });
    expect(nock.isDone()).toBe(true);
  });

  it.each([
    ['an empty page comes before the total is reached', [answer(0, 3, issue(1, 'PAY-1'), issue(2, 'PAY-2')), answer(2, 3)]],
    ['the total changes under way: the window may have slid', [answer(0, 4, issue(1, 'PAY-1'), issue(2, 'PAY-2')), answer(2, 3, issue(4, 'PAY-4'))]],
    ['the same issue comes twice: another is missing', [answer(0, 4, issue(1, 'PAY-1'), issue(2, 'PAY-2')), answer(2, 4, issue(2, 'PAY-2'), issue(3, 'PAY-3'))]],
    ['a page is of another offset than asked for', [answer(0, 3, issue(1, 'PAY-1'), issue(2, 'PAY-2')), answer(0, 3, issue(3, 'PAY-3'))]],
    ['it warns', [{ ...answer(0, 1, issue(1, 'PAY-1')), warningMessages: ['A value does not exist.'] }]],
  ])('is not whole when %s', async (_why, bodies) => {
    pages(...bodies);
    expect((await ofVersion())?.isComplete).toBe(false);
    expect(nock.isDone()).toBe(true);
  });

  it('does not ask for ever when the total is never reached', async () => {
    for (let startAt = 0; startAt < 101; startAt += 1) pages(answer(startAt, 1_000_000, issue(startAt, `PAY-${startAt}`)));
    expect(await ofVersion()).toMatchObject({ records: { length: 100 }, isComplete: false });
    expect(nock.pendingMocks()).toHaveLength(1);
  });

  it.each([{}, { issues: [] }, { issues: [], total: '0', startAt: 0 }, { issues: null, total: 0, startAt: 0 }])('%j is no answer', async (body) => {
    pages(body);
    await expect(ofVersion()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Jira Data Center, reading by name', () => {
  it('asks without checking, by keys and ids at once', async () => {
    nock(site).post('/rest/api/2/search', (body: { jql: string; validateQuery: boolean }) => body.jql === 'id in (7) OR key in ("PAY-1") ORDER BY key ASC' && !body.validateQuery)
      .reply(200, answer(0, 2, issue(1, 'PAY-1'), issue(7, 'PAY-7')));
    expect((await read('PAY-1', '7'))?.map(({ id }) => id)).toEqual(['dc:work-item:1', 'dc:work-item:7']);
  });

  it('asks one by one where the search is checked all the same', async () => {
    nock(site).post('/rest/api/2/search').reply(400, { errorMessages: ["An issue with key 'PAY-9' does not exist for field 'key'."] });
    nock(site).get('/rest/api/2/issue/PAY-1').query(true).reply(200, issue(1, 'PAY-1'));
    nock(site).get('/rest/api/2/issue/PAY-9').query(true).reply(404, { errorMessages: ['Issue Does Not Exist'] });
    nock(site).get('/rest/api/2/myself').reply(200, { name: 'muster', key: 'JIRAUSER1' });
    expect((await read('PAY-1', 'PAY-9'))?.map(({ key }) => key)).toEqual(['PAY-1']);
  });

  it('takes nothing for missing where the answer is not whole, or is of a question that was dropped', async () => {
    pages(answer(0, 2, issue(1, 'PAY-1')), answer(1, 2));
    await expect(read('PAY-1', 'PAY-2')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
    pages(answer(0, 900, issue(5, 'PAY-5'), issue(6, 'PAY-6')));
    await expect(read('PAY-1')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Jira Data Center, people and settings', () => {
  it.each([
    [{ name: 'ines.weber', key: 'JIRAUSER10100', displayName: 'Ines' }, 'ines.weber'],
    [{ key: 'JIRAUSER10100', displayName: 'Ines' }, 'JIRAUSER10100'],
  ])('knows %j by %s', async (assignee, userName) => {
    pages(answer(0, 1, { id: '1', key: 'PAY-1', fields: { assignee } }));
    expect((await read('PAY-1'))?.[0]?.assignee).toEqual({ connection: 'dc', userName, name: 'Ines', email: null, isActive: null });
  });

  it('takes no options', () => {
    expect(() => connect({ serviceProject: 'CHG' })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['options'] }) as Error);
  });
});
