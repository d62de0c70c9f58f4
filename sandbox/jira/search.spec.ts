import { tellStory } from '../bank/bank.ts';
import { anonymous, at, jiraForSpecs, wrongToken } from './jira.spec-data.ts';
import type { SpecJira } from './jira.spec-data.ts';

describe('Jira: search', () => {
  let jira: SpecJira;
  beforeEach(async () => { jira = await jiraForSpecs(); });
  afterEach(async () => { await jira.close(); });

  const search = (body: Record<string, unknown>, headers?: Record<string, string>): ReturnType<SpecJira['call']> => jira.call('POST', '/rest/api/3/search/jql', body, headers);
  const found = async (jql: string): Promise<string[]> => {
    const { status, body } = await search({ jql, fields: ['key'], maxResults: 500 });
    expect({ status, errors: body['errorMessages'] }).toEqual({ status: 200, errors: undefined });
    return (body['issues'] as { key: string }[]).map(({ key }) => key);
  };
  const refusal = async (jql: string): Promise<unknown> => {
    const { status, body } = await search({ jql });
    return status === 400 ? (body['errorMessages'] as string[])[0] : status;
  };

  it('answers ids alone unless fields are asked for, without total or startAt', async () => {
    const { body } = await search({ jql: 'project = LED' });
    expect(body).toEqual({ issues: [{ id: '30014' }, { id: '30013' }, { id: '30012' }], isLast: true });
    const { body: withFields } = await search({ jql: 'key = LED-1', fields: ['summary', 'status', 'no_such_field'] });
    expect(withFields['issues']).toEqual([expect.objectContaining({ id: '30012', key: 'LED-1' })]);
    expect(Object.keys(at(withFields, 'issues', 0, 'fields') as object)).toEqual(['summary', 'status']);
  });

  it.each([{ startAt: 0 }, { total: true }, { fields: 'summary' }, { maxResults: '50' }, { expand: ['names'] }, { reconcileIssues: ['30000'] }])('refuses the body with %j', async (odd) => {
    expect(await search({ jql: 'project = PAY', ...odd })).toMatchObject({ status: 400, body: { errorMessages: ['Invalid request payload. Refer to the REST API documentation and try again.'], errors: {} } });
  });

  it('ignores an offset in the query string: the first page again and again', async () => {
    const page = async (startAt: number): Promise<unknown> => (await jira.call('GET', `/rest/api/3/search/jql?jql=project=PAY&maxResults=5&startAt=${startAt}`)).body['issues'];
    expect(await page(5)).toEqual(await page(0));
  });

  it.each(['', 'ORDER BY created DESC'])('refuses the unbounded query "%s"', async (jql) => {
    expect(await refusal(jql)).toBe('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  });

  it('has removed the old search', async () => {
    for (const path of ['/rest/api/2/search?jql=project=PAY', '/rest/api/3/search?jql=project=PAY']) {
      const { status, body } = await jira.call('GET', path);
      expect([status, (body['errorMessages'] as string[])[0]]).toEqual([410, expect.stringContaining('/rest/api/3/search/jql')]);
    }
  });

  it('pages by token: an empty page is not the end, and isLast says so neither here nor at the end', async () => {
    const pages: { count: number; isLast: unknown; hasToken: boolean }[] = [];
    const keys: string[] = [];
    let token: unknown = null;
    do {
      const { body } = await search({ jql: 'project = PAY', fields: ['key'], maxResults: 5, nextPageToken: token });
      const issues = body['issues'] as { key: string }[];
      token = body['nextPageToken'];
      keys.push(...issues.map(({ key }) => key));
      pages.push({ count: issues.length, isLast: body['isLast'], hasToken: token !== undefined });
    } while (token !== undefined && pages.length < 20);
    expect(pages).toEqual([
      { count: 5, isLast: false, hasToken: true }, { count: 0, isLast: true, hasToken: true },
      { count: 5, isLast: false, hasToken: true }, { count: 2, isLast: false, hasToken: false },
    ]);
    expect(new Set(keys).size).toBe(12);
  });

  it('refuses a token of another query and one that is a week old', async () => {
    const { body } = await search({ jql: 'project = PAY', maxResults: 5 });
    const token = body['nextPageToken'];
    expect((await search({ jql: 'project = LED', maxResults: 5, nextPageToken: token })).status).toBe(400);
    expect((await search({ jql: 'project = PAY', maxResults: 5, nextPageToken: token })).status).toBe(200);
    jira.advance(7 * 24 * 3600);
    expect((await search({ jql: 'project = PAY', maxResults: 5, nextPageToken: token })).status).toBe(400);
  });

  it('gives at most 100 a page as soon as fields are asked for, and never says that it did', async () => {
    const bank = await jiraForSpecs({ story: tellStory(new Date('2026-03-02T09:00:00Z')) });
    const count = async (fields: string[]): Promise<number> =>
      ((await bank.call('POST', '/rest/api/3/search/jql', { jql: 'statusCategory = Done', fields, maxResults: 9000 })).body['issues'] as unknown[]).length;
    expect(await count(['summary'])).toBe(100);
    expect(await count(['key'])).toBeGreaterThan(300);
    await bank.close();
  });

  it.each([
    ['project in (LED, "Payments") AND statusCategory != Done', ['PAY-3']],
    ['key in (PAY-1, led-2)', ['LED-2', 'PAY-1']],
    ['key = CORE-1', ['PAY-1']],
    ['fixVersion = 20000 ORDER BY key ASC', ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']],
    ['project = PAY AND fixVersion = "2.4.0" ORDER BY key', ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']],
    ['status = Fertig OR status = "In Progress" ORDER BY key', ['LED-1', 'LED-2', 'LED-3', 'PAY-3']],
    ['project = PAY AND NOT (statusCategory = done OR key = PAY-3)', []],
    ['summary ~ "limit" AND project = PAY ORDER BY key', ['PAY-2']],
    ['text ~ "payments-2.4.0" ORDER BY key', ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']],
    ['assignee is EMPTY AND project = LED', ['LED-3']],
    ['project = LED AND resolution = Unresolved', []],
    ['key in (LED-1, LED-2) AND updated >= "2026-01-01" AND updated < "2027-01-01 10:00" ORDER BY key', ['LED-1', 'LED-2']],
    ['key = LED-1 AND updated >= -1d', []],
  ])('understands %s', async (jql, keys) => {
    expect(await found(jql)).toEqual(keys);
  });

  it('means every project\'s version of that name when the name alone is given', async () => {
    expect(await found('fixVersion = "2.4.0" ORDER BY key')).toEqual(['LED-1', 'LED-2', 'LED-3', 'PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']);
  });

  it.each([
    ['key in (PAY-1, PAY-77)', 'An issue with key \'PAY-77\' does not exist for field \'key\'.'],
    ['key = PAY-9001', 'An issue with key \'PAY-9001\' does not exist for field \'key\'.'],
    ['fixVersion = "9.9.9"', 'The value \'9.9.9\' does not exist for the field \'fixVersion\'.'],
    ['project = NONE', 'The value \'NONE\' does not exist for the field \'project\'.'],
    ['colour = red', 'Field \'colour\' does not exist or you do not have permission to view it.'],
    ['updated >= "2026-01-01T00:00:00Z"', expect.stringContaining('Date value \'2026-01-01T00:00:00Z\' for field \'updated\' is invalid.')],
    ['project = PAY PAY', 'Error in the JQL Query: Expecting either \'OR\' or \'AND\' but got \'PAY\'. (line 1, character 15)'],
    ['assignee = a@b.example', 'Error in the JQL Query: The character \'@\' is a reserved JQL character. You must enclose it in a string or use the escape \'\\u0040\' instead. (line 1, character 13)'],
    ['project = "PAY', expect.stringContaining('has not been completed')],
    ['(project = PAY', 'Error in the JQL Query: Expecting \')\' but the end of the query was reached. (line 1, character 15)'],
    ['summary = limit', 'The operator \'=\' is not supported by the \'summary\' field.'],
    ['project = PAY ORDER BY key, id, created, updated, summary, status, project, key', 'The maximum number of fields to order by is 7.'],
  ])('refuses %s in Jira\'s words', async (jql, message) => {
    expect(await refusal(jql)).toEqual(message);
  });

  it('lags a second behind a write unless the issue is named for reconciling', async () => {
    await jira.call('POST', '/rest/api/3/issue/PAY-3/transitions', { transition: { id: '31' } });
    const open = { jql: 'project = PAY AND statusCategory != Done', fields: ['key'] };
    const count = async (more: Record<string, unknown> = {}): Promise<number> => ((await search({ ...open, ...more })).body['issues'] as unknown[]).length;
    expect([await count(), await count({ reconcileIssues: [30_002] })]).toEqual([1, 0]);
    jira.advance(1);
    expect(await count()).toBe(0);
  });

  it('reconciles fifty issues at most', async () => {
    const ids = (count: number): readonly number[] => Array.from({ length: count }, (_, nth) => 30_000 + nth);
    expect((await search({ jql: 'project = PAY', reconcileIssues: ids(50) })).status).toBe(200);
    expect(await search({ jql: 'project = PAY', reconcileIssues: ids(51) })).toMatchObject({ status: 400, body: { errorMessages: [expect.stringContaining('50')] } });
  });

  it.each([['a wrong token', wrongToken, 'AUTHENTICATED_FAILED'], ['no token', anonymous, null]])('with %s answers 200 and nothing, where myself answers 401', async (_what, headers, reason) => {
    const answer = await search({ jql: 'project = PAY' }, headers);
    expect([answer.status, answer.body, answer.headers.get('x-seraph-loginreason')]).toEqual([200, { issues: [], isLast: true }, reason]);
    expect((await jira.call('GET', '/rest/api/3/myself', undefined, headers)).status).toBe(401);
    expect((await jira.call('GET', '/rest/api/3/myself')).status).toBe(200);
  });

  it('counts approximately, and only there', async () => {
    expect((await jira.call('POST', '/rest/api/3/search/approximate-count', { jql: 'project = PAY' })).body).toEqual({ count: 12 });
  });
});
