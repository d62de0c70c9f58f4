import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { StoryChange } from '../bank/story.ts';
import { twoServices } from '../jira/jira.spec-data.ts';
import type { StandIn } from '../kernel/index.ts';
import { jiraDataCenterCredentials } from './credentials.ts';
import { startJiraDataCenter } from './jira-data-center.ts';

const bearer = `Bearer ${jiraDataCenterCredentials.token}`;
const description = new URL('../../../shared/apis/specs/jira-service-management-cloud.openapi.json', import.meta.url);
const isThere = existsSync(description);
const official = isThere ? it : it.skip;
let tool: StandIn;

beforeEach(async () => { tool = await startJiraDataCenter({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: manyItems() }); });
afterEach(() => tool.close());

/** Payments with 45 pieces of work of 2.4.0: more than the server gives at once. */
function manyItems(): ReturnType<typeof twoServices> {
  const story = twoServices();
  const [first, ...others] = story.releases;
  if (first === undefined) return story;
  const [model] = first.workItems;
  const workItems = model === undefined ? [] : [...first.workItems, ...Array.from({ length: 41 }, (_, nth) => ({ ...model, key: `PAY-${100 + nth}` }))];
  return { ...story, releases: [{ ...first, workItems }, ...others] };
}

async function call(method: string, path: string, body?: unknown, authorization = bearer) {
  const answer = await fetch(tool.url + path, {
    method, headers: { ...(authorization === '' ? {} : { Authorization: authorization }), 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>> };
}

function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

const ofVersion = 'project = PAY AND fixVersion = "2.4.0"';
const keysOf = (body: Readonly<Record<string, unknown>>): string[] => (body['issues'] as { key: string }[]).map(({ key }) => key);

it('lowers maxResults without a word: who goes on by the number asked for leaves issues out', async () => {
  const first = await call('POST', '/rest/api/2/search', { jql: ofVersion, maxResults: 500 });
  expect(first.body).toMatchObject({ startAt: 0, maxResults: 30, total: 45 });
  expect(keysOf(first.body)).toHaveLength(30);
  expect(keysOf((await call('POST', '/rest/api/2/search', { jql: ofVersion, startAt: 30 })).body)).toHaveLength(15);
  expect(keysOf((await call('POST', '/rest/api/2/search', { jql: ofVersion, startAt: 500 })).body)).toEqual([]);
});

it('knows users by name and key, statuses by category, and text as wiki text', async () => {
  const { body } = await call('GET', '/rest/api/2/issue/PAY-3');
  expect(body).toMatchObject({ fields: { assignee: { name: 'ines.weber', key: 'JIRAUSER10100', active: true }, status: { statusCategory: { key: 'indeterminate' } }, description: expect.stringMatching(/^h2\. /) as string } });
  expect(JSON.stringify(body)).not.toContain('accountId');
});

it('says its rate limit on every answer, with retry-after: 0 while there is some left', async () => {
  const { headers } = await call('GET', '/rest/api/2/issue/PAY-3');
  expect(['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-interval-seconds', 'x-ratelimit-fillrate'].map((name) => headers.get(name))).toEqual(['0', '350', '349', '60', '60']);
  await call('PUT', '/__sandbox/rate-limit', { retryAfter: 7 });
  const slowed = await call('GET', '/rest/api/2/issue/PAY-3');
  expect([slowed.status, slowed.headers.get('retry-after'), slowed.headers.get('x-ratelimit-remaining')]).toEqual([429, '7', '0']);
  expect((await call('GET', '/rest/api/2/issue/PAY-3')).status).toBe(200);
});

it('wants a captcha after three wrong passwords, even with the right one, but not of a token', async () => {
  const search = (password: string) => call('POST', '/rest/api/2/search', { jql: ofVersion }, basic(jiraDataCenterCredentials.userName, password));
  for (let tries = 0; tries < 3; tries += 1) expect((await search('wrong')).status).toBe(401);
  const denied = await search(jiraDataCenterCredentials.password);
  expect([denied.status, denied.headers.get('x-authentication-denied-reason')]).toEqual([403, 'CAPTCHA_CHALLENGE; login-url=/login.jsp']);
  expect((await call('GET', '/rest/api/2/myself')).status).toBe(200);
  await call('DELETE', '/__sandbox/captcha');
  expect((await search(jiraDataCenterCredentials.password)).status).toBe(200);
});

it('refuses a wrong token, and lets a stranger find nothing', async () => {
  expect((await call('GET', '/rest/api/2/myself', undefined, 'Bearer wrong')).status).toBe(401);
  expect((await call('POST', '/rest/api/2/search', { jql: ofVersion }, '')).body).toMatchObject({ total: 0, issues: [] });
  expect((await call('GET', '/rest/api/2/myself', undefined, '')).status).toBe(401);
});

it('refuses a checked search for one unknown name, and passes it over in an unchecked one', async () => {
  const jql = 'key in ("PAY-1", "PAY-999999", "PAY-9001") OR id in (30001, 99)';
  expect(await call('POST', '/rest/api/2/search', { jql })).toMatchObject({ status: 400, body: { errorMessages: [expect.stringContaining('PAY-999999')] } });
  expect(keysOf((await call('POST', '/rest/api/2/search', { jql: `${jql} ORDER BY key ASC`, validateQuery: false })).body)).toEqual(['PAY-1', 'PAY-2']);
});

it('finds a moved issue by its old key, under the new one', async () => {
  expect(keysOf((await call('POST', '/rest/api/2/search', { jql: 'key in ("CORE-1")' })).body)).toEqual(['PAY-1']);
  expect((await call('GET', '/rest/api/2/issue/CORE-1')).body['key']).toBe('PAY-1');
});

it('has none of Cloud\'s endpoints', async () => {
  expect((await call('POST', '/rest/api/3/search/jql', { jql: ofVersion })).status).toBe(404);
  expect((await call('POST', '/rest/api/2/issue/bulkfetch', { issueIdsOrKeys: ['PAY-1'] })).status).toBe(404);
});

describe('the service desk', () => {
  const approvals = '/rest/servicedeskapi/request/OPS-1/approval';
  const asked = async (path: string, headers: Readonly<Record<string, string>>, decision?: object) => {
    const answer = await fetch(tool.url + path, { headers: { 'Authorization': bearer, 'content-type': 'application/json', ...headers }, ...(decision === undefined ? {} : { method: 'POST', body: JSON.stringify(decision) }) });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() as Readonly<Record<string, unknown>> };
  };
  const optedIn = { 'X-ExperimentalApi': 'opt-in' };
  beforeEach(async () => {
    await tool.close();
    const told = twoServices();
    const two: StoryChange['approvals'] = [{ approver: 'ines.weber', state: 'approved', decidedAt: '2026-02-20T10:00:00.000Z' }, { approver: 'paul.kramer', state: 'requested', decidedAt: null }];
    const releases = told.releases.map((release, nth) => ({ ...release, changes: release.changes.map((change) => ({ ...change, approvals: two, description: 'In words', correlationId: nth === 1 ? null : release.key })) }));
    tool = await startJiraDataCenter({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: { ...told, releases } });
  });

  it('calls its approvals experimental, and refuses whoever does not say that they know', async () => {
    expect(await asked(approvals, {})).toMatchObject({ status: 412, body: { errorMessage: expect.stringContaining('experimental') as string } });
    expect((await asked(approvals, { 'X-ExperimentalApi': 'no' })).status).toBe(412);
    expect((await asked(approvals, { 'X-ExperimentalApi': 'true' })).status).toBe(200);
  });

  it('gives one approval per page whatever limit is asked for, by start, people by name and key, and retry-after: 0 like every answer', async () => {
    const { body, retryAfter } = await asked(`${approvals}?limit=50&startAt=1`, optedIn);
    expect(body).toMatchObject({ size: 1, start: 0, limit: 1, isLastPage: false, values: [{ finalDecision: 'approved', approvers: [{ approver: { name: 'ines.weber', key: 'JIRAUSER10100' } }] }] });
    expect(JSON.stringify(body)).not.toContain('accountId');
    expect(retryAfter).toBe('0');
    expect((await asked(`${approvals}?start=1`, optedIn)).body).toMatchObject({ start: 1, isLastPage: true, values: [{ finalDecision: 'pending' }] });
  });

  it('does not know an issue that an agent opened without a request type, which Jira does', async () => {
    expect(await asked('/rest/servicedeskapi/request/OPS-2/approval', optedIn)).toMatchObject({ status: 404, body: { errorMessage: expect.any(String) as string } });
    expect((await call('GET', '/rest/api/2/issue/OPS-2')).body).toMatchObject({ key: 'OPS-2', fields: { project: { key: 'OPS' }, description: 'In words' } });
  });

  it('takes no decision on what is decided already (409), and none of one who is no approver (403)', async () => {
    const approve = async (nth: number) => await asked(`${approvals}/60001${nth}`, optedIn, { decision: 'approve' });
    expect(await approve(0)).toMatchObject({ status: 409, retryAfter: '0', body: { errorMessage: expect.any(String) as string, i18nErrorMessage: {} } });
    expect((await approve(1)).status).toBe(403);
    expect((await asked(`${approvals}/600010`, {}, { decision: 'approve' })).status).toBe(412);
  });

  official(`tells approvals and refusals as Cloud's own description does, where the names of people still stand${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, async () => {
    const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', validateSchema: false, logger: false });
    ajv.addSchema(JSON.parse(readFileSync(description, 'utf8')) as object, 'jsm');
    for (const [schema, path] of [['PagedDTOApprovalDTO', approvals], ['ApprovalDTO', `${approvals}/600010`], ['ErrorResponse', '/rest/servicedeskapi/request/OPS-2/approval']] as const) {
      const validate = ajv.compile({ $ref: `jsm#/components/schemas/${schema}` });
      const { body } = await asked(path, optedIn);
      validate(body);
      expect([schema, validate.errors]).toEqual([schema, null]);
      validate({ ...body, startAt: 0 });
      expect(validate.errors).not.toBeNull();
    }
  });

  it('tells the objects that a change names as texts, label and key, and keeps what is set by key; the number in a key is no id', async () => {
    const told = async () => (await call('GET', '/rest/api/2/issue/OPS-1?fields=customfield_10106')).body['fields'];
    const set = async (value: unknown) => (await call('PUT', '/rest/api/2/issue/OPS-1', { fields: { customfield_10106: value } })).status;
    expect(await told()).toEqual({ customfield_10106: null });
    expect(await set([{ key: 'CMDB-5003' }, { key: 'CMDB-5002' }])).toBe(204);
    expect(await told()).toEqual({ customfield_10106: ['Ledger (CMDB-5003)', 'Payments (CMDB-5002)'] });
    expect([await set([{ key: 'CMDB-1' }]), await set([{ id: 5001 }]), await set(['CMDB-5002']), await set([null])]).toEqual([400, 400, 400, 400]);
    expect((await call('GET', `/rest/assets/1.0/aql/objects?qlQuery=${encodeURIComponent('Key in ("CMDB-5002", "CMDB-1")')}`)).body).toMatchObject({ totalFilterCount: 1, objectEntries: [{ id: 5001, label: 'Payments', objectKey: 'CMDB-5002' }] });
  });

  it('tells an object that is hidden from our account in the issue, and not in Assets', async () => {
    await fetch(`${tool.url}/__sandbox/objects/5001`, { method: 'PUT', body: JSON.stringify({ isHidden: true }) });
    await call('PUT', '/rest/api/2/issue/OPS-1', { fields: { customfield_10106: [{ key: 'CMDB-5002' }] } });
    expect((await call('GET', '/rest/api/2/issue/OPS-1')).body).toMatchObject({ fields: { customfield_10106: ['Payments (CMDB-5002)'] } });
    expect((await call('GET', '/rest/assets/1.0/aql/objects?qlQuery=Key%20in%20(%22CMDB-5002%22)')).body).toMatchObject({ totalFilterCount: 0, objectEntries: [] });
  });

  it('finds changes by their project and by their names', async () => {
    const found = async (jql: string) => keysOf((await call('POST', '/rest/api/2/search', { jql: `${jql} ORDER BY key ASC`, validateQuery: false })).body);
    expect(await found('project = "OPS"')).toEqual(expect.arrayContaining(['OPS-1', 'OPS-2']));
    expect(await found('id in (60001, 99) OR key in ("OPS-2", "OPS-999")')).toEqual(['OPS-1', 'OPS-2']);
    expect(await found('text ~ "words"')).toEqual([]);
  });
});

describe('Assets', () => {
  const search = async (qlQuery: string, query = '', authorization = bearer) => await call('GET', `/rest/assets/1.0/aql/objects?qlQuery=${encodeURIComponent(qlQuery)}${query}`, undefined, authorization);
  const node = (nth: number) => ({ name: `node-${nth}`, className: 'cmdb_ci_appl', environment: 'production', serviceKey: 'payments', operationalStatus: '1', version: '2.3.4' }) as const;
  beforeEach(async () => {
    await tool.close();
    tool = await startJiraDataCenter({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: { ...twoServices(), items: Array.from({ length: 60 }, (_, nth) => node(nth)), relations: [{ parent: 'node-0', child: 'node-1', type: 'Runs on::Runs' }] } });
  });

  it('pages by number, counts whole, and says how large its pages are whatever was asked', async () => {
    const { body } = await search('Name like "node-"', '&page=3&resultPerPage=500');
    expect(body).toMatchObject({ pageNumber: 3, pageObjectSize: 25, pageSize: 3, totalFilterCount: 60, startIndex: 51, toIndex: 60 });
    expect(body['objectEntries']).toHaveLength(10);
    expect((await search('Name like "node-"', '&page=9')).body['objectEntries']).toEqual([]);
  });

  it('has numbers for ids, and names attributes for whoever wants their types alone', async () => {
    const [first] = (await search('Name in ("node-0")')).body['objectEntries'] as readonly Record<string, unknown>[];
    expect(first).toMatchObject({ id: expect.any(Number) as number, attributes: expect.arrayContaining([expect.objectContaining({ objectTypeAttributeId: 102, objectAttributeValues: [expect.objectContaining({ value: '2.3.4' })] })]) as unknown });
    expect((await search('Name in ("node-0")')).body).not.toHaveProperty('objectTypeAttributes');
    expect((await search('Name in ("node-0")', '&includeTypeAttributes=true')).body['objectTypeAttributes']).toContainEqual(expect.objectContaining({ id: 102, name: 'Version' }));
    expect((await search('object having outboundReferences(objectId in (5002))')).body).toMatchObject({ totalFilterCount: 1, objectEntries: [{ label: 'node-0' }] });
  });

  it('refuses what it does not understand, strangers, and an address longer than its server takes', async () => {
    expect((await search('Colour = "red"')).status).toBe(400);
    expect((await search('Name is not empty', '', '')).status).toBe(401);
    expect((await search(`Name in (${Array.from({ length: 400 }, (_, nth) => `"node-number-${nth}"`).join(', ')})`)).status).toBe(400);
  });
});
