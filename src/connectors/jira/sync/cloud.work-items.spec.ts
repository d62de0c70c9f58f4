import nock from 'nock';
import { acting } from '../../../domain/ports/ask.ts';
import { jira } from '../index.ts';

const site = 'http://127.0.0.1:9';
const sync = jira.connect({ name: 'jira', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 } }, { clock: { now: () => new Date('2026-03-02T09:00:00Z') } }).syncs?.['work-item'];

/** Each body answers one question for a page, in this order. */
function pages(...bodies: readonly object[]): void {
  nock(site).get('/rest/api/3/myself').reply(200, { accountId: 'me', timeZone: 'Etc/UTC' });
  nock(site).post('/rest/api/3/search/approximate-count').reply(200, { count: 3 });
  for (const body of bodies) nock(site).post('/rest/api/3/search/jql').reply(200, body);
}

async function readAll(): Promise<readonly string[]> {
  const keys: string[] = [];
  let cursor: string | null = null;
  for (let isLast = false; !isLast;) {
    const page: Awaited<ReturnType<NonNullable<typeof sync>['page']>> | undefined = await sync?.page(cursor, acting);
    keys.push(...page?.records.map(({ key }) => key) ?? []);
    cursor = page?.cursor ?? null;
    isLast = page?.isLast ?? true;
  }
  return keys;
}

function issue(nth: number): object {
  return { id: String(nth), key: `PAY-${nth}`, fields: { summary: 's' } };
}

function empty(nth: number): object {
  return { issues: [], nextPageToken: `token-${nth}`, isLast: true };
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Sync of work items from Jira Cloud, odd pages', () => {
  it('goes on over empty pages, until there is no token', async () => {
    pages({ issues: [issue(1)], nextPageToken: 'a' }, ...Array.from({ length: 20 }, (_, nth) => empty(nth)), { issues: [issue(2)], nextPageToken: 'b' }, { issues: [issue(3)] });
    expect(await readAll()).toEqual(['PAY-1', 'PAY-2', 'PAY-3']);
    expect(nock.isDone()).toBe(true);
  });

  it('takes more empty pages than twenty in a row for no answer', async () => {
    pages({ issues: [issue(1)], nextPageToken: 'a' }, ...Array.from({ length: 21 }, (_, nth) => empty(nth)));
    await expect(readAll()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('21 pages without a work item') as string } });
    expect(nock.isDone()).toBe(true);
  });

  it.each([['the same token', ['a', 'a']], ['two tokens in turn', ['a', 'b', 'a']]])('stops where pages go round by %s', async (_what, tokens) => {
    pages(...tokens.map((nextPageToken, nth) => ({ issues: [issue(nth + 1)], nextPageToken })));
    await expect(readAll()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('goes round') as string } });
    expect(nock.isDone()).toBe(true);
  });

  it('begins the search again where its token is too old, or of another query, and loses nothing', async () => {
    pages({ issues: [issue(1)], nextPageToken: 'a' }, { issues: [issue(2)], nextPageToken: 'b' });
    nock(site).post('/rest/api/3/search/jql', (body: { readonly nextPageToken?: string }) => body.nextPageToken === 'b').reply(400, { errorMessages: ['The provided nextPageToken is invalid or has expired.'], errors: {} });
    nock(site).post('/rest/api/3/search/jql', (body: object) => !Object.hasOwn(body, 'nextPageToken')).reply(200, { issues: [issue(1), issue(2), issue(3)] });
    expect([...new Set(await readAll())]).toEqual(['PAY-1', 'PAY-2', 'PAY-3']);
    expect(nock.isDone()).toBe(true);
  });

  it('believes no page of a question that Jira says it cut', async () => {
    pages({ issues: [issue(1)], warnings: ['The clause was truncated.'] });
    await expect(readAll()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('cut a part') as string } });
  });
});
