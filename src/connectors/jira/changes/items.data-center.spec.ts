import nock from 'nock';
import { judging } from '../../../domain/ports/ask.ts';
import type { NamedConnection } from '../../connector.ts';
import { jiraDataCenter } from '../index.ts';

const site = 'http://127.0.0.1:9';
const field = 'customfield_7';
const options = { changes: { project: 'OPS', issueTypes: { Change: 'NORMAL' }, items: { field, connection: 'assets' } } };

function connect(named: Partial<NamedConnection> = {}) {
  const assets: NamedConnection = { system: 'JIRA_ASSETS_DATA_CENTER', isProduction: true, url: site, ...named };
  return jiraDataCenter.connect({ name: 'old-jira', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options },
    { clock: { now: () => new Date() }, connectionNamed: (name) => (name === 'assets' ? assets : undefined) });
}

/** What the changes 1, 2, … name whose fields hold these values. */
async function itemsOf(...values: readonly unknown[]) {
  const issues = values.map((value, nth) => ({ id: String(nth + 1), key: `OPS-${nth + 1}`, fields: { project: { key: 'OPS' }, issuetype: { name: 'Change' }, [field]: value } }));
  nock(site).post('/rest/api/2/search').reply(200, { startAt: 0, total: issues.length, issues });
  nock(site).get('/rest/api/2/myself').optionally().reply(200, { name: 'muster' });
  const told = await connect().references?.['change.configurationItems']?.refer(issues.map(({ id }) => `old-jira:change:${id}`), judging);
  return issues.map(({ id }) => told?.get(`old-jira:change:${id}`));
}

const object = (id: number, label: string, objectKey: string) => ({ id, label, objectKey, objectType: { name: 'Application' }, attributes: [] });
const page = (...objectEntries: readonly object[]) => ({ objectEntries, totalFilterCount: objectEntries.length, pageNumber: 1, pageObjectSize: 25 });
/** A question is looked at by nock more than once, and answered once. */
const questions = new Set<string>();

/** What Assets answers to the next question. */
function assetsAnswers(body: object, status = 200): void {
  nock(site).get('/rest/assets/1.0/aql/objects').query(({ qlQuery }) => {
    if (typeof qlQuery === 'string') questions.add(qlQuery);
    return true;
  }).reply(status, body);
}

beforeEach(() => { questions.clear(); });
afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

const problem = (message: string) => ({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining(message) as string });

describe('The items that a change of Data Center names', () => {
  it('are the objects whose label and key make the text, by their ids and not the numbers of their keys, asked for once', async () => {
    assetsAnswers(page(object(9, 'payments-api', 'CMDB-3'), object(3, 'ledger', 'CMDB-9')));
    expect(await itemsOf(['payments-api (CMDB-3)', 'ledger (CMDB-9)'], ['ledger (CMDB-9)', 'ledger (CMDB-9)'])).toEqual([['assets:ci:9', 'assets:ci:3'], ['assets:ci:3']]);
    expect([...questions]).toEqual(['Key in ("CMDB-3", "CMDB-9") ORDER BY Name']);
  });

  it('have their key in the last parentheses, whatever stands in their label', async () => {
    assetsAnswers(page(object(5, 'db (blue) "a" (CMDB-1)', 'CMDB-2')));
    expect(await itemsOf(['db (blue) "a" (CMDB-1) (CMDB-2)'])).toEqual([['assets:ci:5']]);
    expect([...questions]).toEqual(['Key in ("CMDB-2") ORDER BY Name']);
  });

  it('are none where the field is empty, of which Assets is not asked', async () => {
    expect(await itemsOf(null, [])).toEqual([[], []]);
    expect([...questions]).toEqual([]);
  });

  it.each<[string, readonly object[]]>([
    ['is not shown', []],
    ['has another label', [object(5, 'ledger', 'CMDB-2')]],
    ['has another key', [object(5, 'payments', 'CMDB-20')]],
    ['is there twice', [object(5, 'payments', 'CMDB-2'), object(6, 'payments', 'CMDB-2')]],
  ])('are unknown of a change, and of no other, when one of its objects %s', async (_what, found) => {
    assetsAnswers(page(object(9, 'payments-api', 'CMDB-3'), ...found));
    expect(await itemsOf(['payments-api (CMDB-3)', 'payments (CMDB-2)'], ['payments-api (CMDB-3)'])).toMatchObject([problem('under that label and key'), ['assets:ci:9']]);
  });

  it.each<[unknown]>([
    ['payments-api (CMDB-3)'], [['payments-api']], [['payments-api (CMDB)']], [['payments-api (CMDB-3) ']], [['payments-api (cmdb-3)']], [['payments-api(CMDB-3)']], [['(CMDB-3)']], [['payments-api (CMDB-3)', null]],
    [['payments-api (CMDB-3)', 'payments']], [[{ key: 'CMDB-3' }]], [[{ workspaceId: 'w', objectId: '3' }]], [{}], [3], [''],
  ])('%j is not understood, never an empty or shorter list, and costs no other change', async (value) => {
    assetsAnswers(page(object(9, 'payments-api', 'CMDB-3')));
    expect(await itemsOf(value, ['payments-api (CMDB-3)'])).toMatchObject([problem(field), ['assets:ci:9']]);
  });

  it('are not understood in a text or with a key beyond all measure', async () => {
    expect(await itemsOf([`${'x'.repeat(1_000)} (CMDB-3)`], [`x (CMDB-${'3'.repeat(19)})`])).toMatchObject([problem(field), problem(field)]);
    expect([...questions]).toEqual([]);
  });

  it('are not told where Jira does not tell the field', async () => {
    expect(await itemsOf(undefined)).toMatchObject([problem(`did not tell ${field}`)]);
  });

  it('are asked for in as many questions as an address holds', async () => {
    const names = Array.from({ length: 150 }, (_, nth) => object(nth, `node-${nth}`, `CMDB-${nth + 1}`));
    assetsAnswers({ ...page(...names.slice(0, 100)), pageObjectSize: 100 });
    assetsAnswers({ ...page(...names.slice(100)), pageObjectSize: 100 });
    const [items] = await itemsOf(names.map(({ label, objectKey }) => `${label} (${objectKey})`));
    expect(items).toHaveLength(150);
    expect(questions.size).toBe(2);
  });

  it.each<[string, object, number, string]>([
    ['in part', { ...page(), totalFilterCount: 1 }, 200, 'UNEXPECTED_ANSWER'],
    ['with another page', { ...page(object(9, 'payments-api', 'CMDB-3')), pageNumber: 2 }, 200, 'UNEXPECTED_ANSWER'],
    ['in another shape', { objects: [] }, 200, 'UNEXPECTED_ANSWER'],
    ['that it does not understand', { errorMessages: ['The AQL is invalid'], errors: {} }, 400, 'UNEXPECTED_ANSWER'],
    ['that there is no Assets', { message: 'null for uri', 'status-code': 404 }, 404, 'NOT_FOUND'],
    ['that we may not', { errorMessages: ['No'], errors: {} }, 403, 'FORBIDDEN'],
  ])('are not known when Assets answers %s', async (_what, body, status, code) => {
    assetsAnswers(body, status);
    await expect(itemsOf(['payments-api (CMDB-3)'])).rejects.toMatchObject({ problem: { code } });
  });
});

describe('The connection that keeps the items of Data Center\'s changes', () => {
  it.each([site, `${site}/`, 'HTTP://127.0.0.1:9//'])('is the one that asks this Jira: %s', (url) => {
    expect(connect({ url }).references).toBeDefined();
  });

  it.each<[string, Partial<NamedConnection>, string]>([
    ['asks another Jira', { url: 'http://127.0.0.1:8' }, 'assets asks another address than this Jira'],
    ['asks below this Jira\'s address', { url: `${site}/jira` }, 'assets asks another address than this Jira'],
    ['is Assets of Cloud', { system: 'JIRA_ASSETS' }, 'assets is JIRA_ASSETS, and the items of these changes live in JIRA_ASSETS_DATA_CENTER'],
    ['is a test where Jira is production', { isProduction: false }, 'assets is a test connection'],
  ])('that %s is a mistake', (_what, named, because) => {
    expect(() => connect(named)).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['options', 'changes', 'items', 'connection'], message: expect.stringContaining(because) as string }) as Error);
  });
});
