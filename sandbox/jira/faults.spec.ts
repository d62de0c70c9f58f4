import { jiraForSpecs } from './jira.spec-data.ts';
import type { SpecJira } from './jira.spec-data.ts';

describe('Jira: faults in its own words', () => {
  let jira: SpecJira;
  beforeEach(async () => { jira = await jiraForSpecs(); });
  afterEach(async () => { await jira.close(); });

  const search = (): ReturnType<SpecJira['call']> => jira.call('POST', '/rest/api/3/search/jql', { jql: 'project = PAY' });

  it('an empty search looks like one that found nothing', async () => {
    await jira.call('PUT', '/__sandbox/faults', { kind: 'empty', match: 'POST /rest/api/3/search/jql' });
    expect((await search()).body).toEqual({ issues: [], isLast: true });
  });

  it('an error has errorMessages', async () => {
    await jira.call('PUT', '/__sandbox/faults', { kind: 'status', status: 500 });
    expect(await search()).toMatchObject({ status: 500, body: { errorMessages: [expect.any(String)], errors: {} } });
  });

  it('a transition whose answer is lost did move the issue', async () => {
    await jira.call('PUT', '/__sandbox/faults', { kind: 'reset', match: '/transitions', when: 'after' });
    await expect(jira.call('POST', '/rest/api/3/issue/PAY-3/transitions', { transition: { id: '31' } })).rejects.toThrow();
    expect((await jira.call('GET', '/rest/api/3/issue/PAY-3')).body).toMatchObject({ fields: { status: { name: 'Done' } } });
  });

  it('a pause is a 503 that says when to come again', async () => {
    await jira.call('PUT', '/__sandbox/rate-limit', { times: 1, retryAfter: 30, status: 503 });
    const paused = await jira.call('GET', '/rest/api/3/myself');
    expect([paused.status, paused.headers.get('retry-after'), paused.headers.get('ratelimit-reason')]).toEqual([503, '30', null]);
  });

  it('refuses in a way of its own at each layer', async () => {
    expect((await jira.call('GET', '/rest/api/3/nowhere')).body).toEqual({ 'message': 'null for uri', 'status-code': 404 });
    expect((await jira.call('GET', '/rest/api/3/issue/PAY-77')).body).toMatchObject({ errorMessages: [expect.any(String)], errors: {} });
    expect((await jira.call('GET', '/rest/servicedeskapi/request/PAY-1/approval')).body).toMatchObject({ errorMessage: expect.any(String) as string, i18nErrorMessage: expect.any(Object) as object });
  });

  it('counts by endpoint, whatever the issue or project', async () => {
    for (const path of ['/issue/PAY-1', '/issue/LED-1', '/project/PAY/versions', '/project/LED/versions', '/project/search', '/version/20000']) await jira.call('GET', `/rest/api/3${path}`);
    expect((await jira.call('GET', '/__sandbox/calls')).body['calls']).toEqual({
      'GET /rest/api/3/issue/:key': 2, 'GET /rest/api/3/project/:project/versions': 2, 'GET /rest/api/3/project/search': 1, 'GET /rest/api/3/version/:id': 1,
    });
  });
});
