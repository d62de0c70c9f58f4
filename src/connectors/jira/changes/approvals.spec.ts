import nock from 'nock';
import { judging } from '../../../domain/ports/ask.ts';
import { jira } from '../index.ts';

const site = 'http://127.0.0.1:9';
const path = '/rest/servicedeskapi/request/7/approval';

async function approvals() {
  const options = { changes: { project: 'OPS', issueTypes: { Change: 'NORMAL' } } };
  const connection = jira.connect({ name: 'jira', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options }, { clock: { now: () => new Date() } });
  const answer = await connection.relations['change.approvals']?.relate(['jira:change:7'], judging);
  return answer?.get('jira:change:7')?.map(({ state }) => state);
}

/** Each page is given only to the question for its own start. */
function pages(...bodies: readonly { start: number }[]): void {
  for (const body of bodies) nock(site).get(path).query(({ start }) => start === String(body.start)).reply(200, body);
}

function page(start: number, isLastPage: boolean, ...ids: readonly string[]) {
  return { start, isLastPage, _links: {}, values: ids.map((id) => ({ id, finalDecision: 'approved' })) };
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Pages of approvals, odd answers', () => {
  it('go on by what came, whatever limit was asked for', async () => {
    pages(page(0, false, '1', '2'), page(2, false, '3'), page(3, true, '4'));
    expect(await approvals()).toHaveLength(4);
  });

  it('go on past "last page" while there is a next one', async () => {
    pages({ ...page(0, true, '1'), _links: { next: `${site}${path}?start=1` } } as ReturnType<typeof page>, page(1, true, '2'));
    expect(await approvals()).toHaveLength(2);
  });

  it.each([
    ['an empty page that is not the last', [page(0, false, '1'), page(1, false)]],
    ['the same approval twice', [page(0, false, '1'), page(1, true, '1')]],
    ['the same approval twice in one page', [page(0, true, '1', '1')]],
  ])('%s is an error, for what is missing may be a refusal', async (_what, bodies) => {
    pages(...bodies);
    await expect(approvals()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('a page of another start than asked for is an error', async () => {
    pages(page(0, false, '1'));
    nock(site).get(path).query({ start: '1', limit: '50' }).reply(200, page(0, true, '2'));
    await expect(approvals()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it.each([{}, { values: [] }, { start: 0, values: [] }, { start: 0, isLastPage: true }, { start: 0, isLastPage: true, values: [{ id: '1' }] }])('%j is no answer', async (body) => {
    nock(site).get(path).query(true).reply(200, body);
    await expect(approvals()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});
