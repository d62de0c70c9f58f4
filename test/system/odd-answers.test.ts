import { accepted, judged, outcomes, readyAgain } from './judging.ts';
import { startGoBetween, type LeadingGoBetween, type Passing } from './go-between.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
type Tool = 'servicenow' | 'jira' | 'artifactory';

let world: World;
let between: Readonly<Record<Tool, LeadingGoBetween>>;
beforeAll(async () => {
  between = { servicenow: await startGoBetween(), jira: await startGoBetween(), artifactory: await startGoBetween() };
  const all = Object.entries(between);
  world = await startWorld({ configure: (yaml) => all.reduce((led, [connection, one]) => one.through(led, connection), yaml) });
}, 60_000);
afterEach(() => { for (const one of Object.values(between)) one.lift(); });
afterAll(async () => {
  await world.close();
  for (const one of Object.values(between)) await one.close();
});

// What the tools' answers look like, as far as they are changed here.
interface Cell { value: string; display_value: string }
type Row = Record<string, Cell>;
interface Issue { id: string; key: string; fields: { status: { statusCategory: { key: string } }; fixVersions: { name: string }[] } }
interface Item { repo: string; path: string; name: string; sha256?: string }
interface Aql { results: Item[]; range: { total: number; notification?: string } }
interface Summary { artifacts: { general: { sha256: string; path: string }; issues: { severity: string; issue_type: string }[] }[] }

type Tamper = (answer: Passing) => boolean;
const at = (part: string, change: (answer: Passing) => unknown): Tamper => (answer) => answer.call.includes(part) && change(answer) !== false;
/** Changes the rows of a ServiceNow table, and what its header says of their number when told to; false: these rows are not meant. */
const rowsOf = (table: string, change: (rows: Row[], answer: Passing) => Row[] | false): Tamper => at(`/table/${table}?`, (answer) => {
  const body = answer.body as { result: Row[] };
  const changed = body.result.length === 0 ? false : change(body.result, answer);
  if (changed === false) return false;
  body.result = changed;
  return true;
});
const cell = (value: string, label = value): Cell => ({ value, display_value: label });
const eachRow = (table: string, fields: Record<string, Cell>): Tamper => rowsOf(table, (rows) => rows.map((row) => ({ ...row, ...Object.fromEntries(Object.entries(fields).filter(([field]) => field in row)) })));
const counted = (answer: Passing, count: number): void => { answer.headers['x-total-count'] = String(count); };
const issues = (path: string, change: (all: Issue[]) => Issue[]): Tamper => at(path, (answer) => {
  const body = answer.body as { issues: Issue[] };
  body.issues = change(body.issues);
});
const status = (issue: Issue, category: string): Issue => ({ ...issue, fields: { ...issue.fields, status: { ...issue.fields.status, statusCategory: { key: category } } } });
const aql = (change: (body: Aql) => void): Tamper => at('/search/aql', (answer) => { change(answer.body as Aql); });
const artifacts = (change: (item: Item) => Item): Tamper => aql((body) => { body.results = body.results.map((item) => (item.name.startsWith('ledger-api') ? change(item) : item)); });
const summaries = (change: (all: Summary['artifacts']) => Summary['artifacts']): Tamper => at('/summary/artifact', (answer) => {
  const body = answer.body as Summary;
  body.artifacts = change(body.artifacts);
});
const other = 'f'.repeat(64);
const severe = [{ severity: 'Critical', issue_type: 'security' }];
const without = ({ sha256: _hidden, ...item }: Item): Item => item;

/** Jira's answer for an issue that is not there; asked one by one after a bulk answer that held another. */
const isGone = at('/issue/LED-1003', (answer) => { Object.assign(answer, { status: 404, body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} } }); });
/** Only the reading of places, so that discovery links nothing that is not there. */
const readPlaces = (change: (item: Item) => Item): Tamper => (answer) => !answer.sent.includes('build.name') && !answer.sent.includes('"sha256":"') && artifacts(change)(answer);

/** What is odd, in which tool, and what the gate says of it. */
const odd: readonly (readonly [string, Tool, Tamper, string, 'FAIL' | 'UNKNOWN'])[] = [
  ['a search that leaves a work item out', 'jira', issues('/search/jql', (all) => all.filter(({ key }) => key !== 'LED-1003')), 'work-items-are-done', 'UNKNOWN'],
  ['a search that finds work of another version', 'jira', issues('/search/jql', (all) => all.map((issue) => ({ ...issue, fields: { ...issue.fields, fixVersions: [{ name: '1.9.3' }] } }))), 'work-items-are-done', 'UNKNOWN'],
  ['a search with a warning', 'jira', at('/search/jql', (answer) => { Object.assign(answer.body as object, { warnings: ['the clause fixVersion was ignored'] }); }), 'work-items-are-done', 'UNKNOWN'],
  ['a search whose pages go round', 'jira', at('/search/jql', (answer) => { Object.assign(answer.body as object, { nextPageToken: 'again', isLast: true }); }), 'work-items-are-done', 'UNKNOWN'],
  ['a bulk answer that leaves a work item out', 'jira', issues('/bulkfetch', (all) => all.slice(1)), 'work-items-are-done', 'FAIL'],
  ['another issue in place of one that is gone', 'jira', (answer) => isGone(answer) || issues('/bulkfetch', (all) => all.map((issue) => (issue.key === 'LED-1003' ? { ...issue, id: '99999', key: 'LED-9999' } : issue)))(answer), 'work-items-are-done', 'FAIL'],
  ['one issue twice, open and done', 'jira', issues('/bulkfetch', (all) => all.flatMap((issue) => [status(issue, 'new'), issue])), 'work-items-are-done', 'UNKNOWN'],
  ['a status of no known category', 'jira', issues('/bulkfetch', (all) => all.map((issue) => status(issue, 'undefined'))), 'work-items-are-done', 'UNKNOWN'],

  ['approvals cut short, as the count says', 'servicenow', rowsOf('sysapproval_approver', (rows, answer) => { counted(answer, rows.length + 1); return rows; }), 'change-is-approved', 'UNKNOWN'],
  ['approvals without a count', 'servicenow', rowsOf('sysapproval_approver', (rows, answer) => { delete answer.headers['x-total-count']; return rows; }), 'change-is-approved', 'UNKNOWN'],
  ['approvals of another change', 'servicenow', eachRow('sysapproval_approver', { sysapproval: cell('a'.repeat(32)), document_id: cell('a'.repeat(32)) }), 'change-is-approved', 'UNKNOWN'],
  ['an approval in a state nobody knows', 'servicenow', rowsOf('sysapproval_approver', (rows) => rows.map((row) => ({ ...row, state: cell('delegated') }))), 'change-is-approved', 'UNKNOWN'],
  ['one approval twice, rejected and approved', 'servicenow', rowsOf('sysapproval_approver', (rows, answer) => { counted(answer, rows.length * 2); return rows.flatMap((row) => [{ ...row, state: cell('rejected') }, row]); }), 'change-is-approved', 'UNKNOWN'],
  ['no approvals at all of an approved change', 'servicenow', rowsOf('sysapproval_approver', (_rows, answer) => { counted(answer, 0); return []; }), 'change-is-approved', 'FAIL'],
  ['a state of the change that nobody knows', 'servicenow', eachRow('change_request', { state: cell('-7', 'Blessed') }), 'change-is-approved', 'UNKNOWN'],
  ['a change whose approval is hidden', 'servicenow', eachRow('change_request', { approval: cell('') }), 'change-is-approved', 'UNKNOWN'],
  ['a change whose hold is hidden', 'servicenow', eachRow('change_request', { on_hold: cell('') }), 'change-is-approved', 'UNKNOWN'],
  ['a requester whom nobody knows', 'servicenow', eachRow('change_request', { 'requested_by': cell('a'.repeat(32), 'A Stranger'), 'requested_by.user_name': cell('a.stranger'), 'requested_by.email': cell('') }), 'change-is-approved', 'UNKNOWN'],
  ['a window that ends before it starts', 'servicenow', eachRow('change_request', { start_date: cell('2099-11-28 06:00:00'), end_date: cell('2099-11-28 02:00:00') }), 'change-window-is-open', 'FAIL'],
  ['a window without an end', 'servicenow', eachRow('change_request', { end_date: cell('') }), 'change-window-is-open', 'FAIL'],
  ['a window of no calendar', 'servicenow', eachRow('change_request', { start_date: cell('2026-02-31 99:00:00') }), 'change-window-is-open', 'FAIL'],
  ['another change in place of the one asked for', 'servicenow', rowsOf('change_request', (rows) => rows.map((row) => ({ ...row, sys_id: cell('a'.repeat(32)), ...(row['number'] && { number: cell('CHG0039999') }) }))), 'change-is-approved', 'FAIL'],
  ['the change twice, on hold and not', 'servicenow', rowsOf('change_request', (rows, answer) => { counted(answer, rows.length * 2); return rows.flatMap((row) => ('on_hold' in row ? [{ ...row, on_hold: cell('true') }, row] : [row, row])); }), 'change-is-approved', 'UNKNOWN'],
  ['a change that names another version', 'servicenow', eachRow('change_request', { short_description: cell('Deploy Ledger 1.9.3 to production'), description: cell('Deploys ledger-1.9.3.') }), 'change-matches-release', 'FAIL'],
  ['affected items cut short, as the count says', 'servicenow', rowsOf('task_ci', (rows, answer) => { counted(answer, rows.length + 3); return rows; }), 'configuration-items-are-operational', 'UNKNOWN'],
  ['items in a status nobody knows', 'servicenow', eachRow('cmdb_ci', { operational_status: cell('77', 'Humming') }), 'configuration-items-are-operational', 'UNKNOWN'],
  ['two items of one name', 'servicenow', rowsOf('cmdb_ci', (rows, answer) => { counted(answer, rows.length * 2); return rows.flatMap((row, index) => [row, { ...row, sys_id: cell(String(index).padStart(32, 'b')), operational_status: cell('6', 'Retired') }]); }), 'configuration-items-are-operational', 'UNKNOWN'],
  ['an item of another environment', 'servicenow', eachRow('cmdb_ci', { environment: cell('Staging'), used_for: cell('Staging') }), 'change-matches-release', 'FAIL'],

  ['a digest that is hidden', 'artifactory', artifacts(without), 'package-matches-its-seal', 'UNKNOWN'],
  ['a digest that is none', 'artifactory', artifacts((item) => ({ ...item, sha256: 'latest' })), 'package-matches-its-seal', 'UNKNOWN'],
  ['another digest, in capitals', 'artifactory', artifacts((item) => ({ ...item, sha256: other.toUpperCase() })), 'package-matches-its-seal', 'FAIL'],
  ['one place twice, with two digests', 'artifactory', aql((body) => { body.results = body.results.flatMap((item) => [{ ...item, sha256: other }, item]); body.range.total = body.results.length; }), 'package-matches-its-seal', 'UNKNOWN'],
  ['another file in place of the one asked for', 'artifactory', readPlaces((item) => ({ ...item, name: 'ledger-apis-1.9.2.tgz' })), 'package-is-in-the-dml', 'UNKNOWN'],
  ['a search cut at the hard limit', 'artifactory', aql((body) => { body.results = body.results.slice(1); body.range = { total: body.results.length, notification: 'AQL query reached the search hard limit, results are trimmed.' }; }), 'package-is-in-the-dml', 'UNKNOWN'],
  ['a search that sends less than it counts', 'artifactory', aql((body) => { body.results = body.results.slice(1); }), 'package-is-in-the-dml', 'UNKNOWN'],
  ['a scan of another content', 'artifactory', summaries((all) => all.map((one) => ({ ...one, general: { ...one.general, sha256: other } }))), 'no-blocking-vulnerability', 'UNKNOWN'],
  ['a scan of one artifact less', 'artifactory', summaries((all) => all.slice(1)), 'no-blocking-vulnerability', 'UNKNOWN'],
  ['one content twice, clean and vulnerable', 'artifactory', summaries((all) => all.flatMap((one) => [one, { ...one, issues: severe }])), 'no-blocking-vulnerability', 'FAIL'],
  ['a severity nobody knows', 'artifactory', summaries((all) => all.map((one) => ({ ...one, issues: [{ severity: 'Apocalyptic', issue_type: 'security' }] }))), 'no-blocking-vulnerability', 'UNKNOWN'],
  ['a scan that is done, but for its vulnerabilities', 'artifactory', at('/artifact/status', (answer) => { Object.assign(answer.body as object, { details: { sca: { status: 'NOT_SCANNED' } } }); }), 'no-blocking-vulnerability', 'UNKNOWN'],
  ['another build in place of the one asked for', 'artifactory', at('/api/build/', (answer) => {
    const { buildInfo } = answer.body as { buildInfo?: { number: string } };
    if (buildInfo === undefined) return false;
    buildInfo.number = '999';
    return true;
  }), 'package-is-in-the-dml', 'UNKNOWN'],
];

describe('an odd answer never makes a release READY', () => {
  it.each(odd)('%s', async (_name, tool, tamper, gate, outcome) => {
    expect((await readyAgain(world, ledger)).outcome).toBe('READY');
    between[tool].tamper(tamper);
    const judgement = await judged(world, ledger);
    expect(between[tool].changed()).toBeGreaterThan(0);
    const verdict = judgement.verdicts.find((one) => one.gate.name === gate);
    expect([gate, verdict?.outcome, verdict?.because]).toEqual([gate, outcome, expect.any(String)]);
    expect(judgement.outcome).not.toBe('READY');
  });

  it('the right digest in capitals is the right digest', async () => {
    between.artifactory.tamper(artifacts((item) => ({ ...item, ...(item.sha256 !== undefined && { sha256: item.sha256.toUpperCase() }) })));
    expect((await judged(world, ledger)).outcome).toBe('READY');
    expect(between.artifactory.changed()).toBeGreaterThan(0);
  });

  it('a search that leaves out the very item that is open: its link was kept, and it is read', async () => {
    const key = 'payments-2.4.0';
    expect(outcomes(await judged(world, key))).toMatchObject({ 'work-items-are-done': 'FAIL' });
    between.jira.tamper(issues('/search/jql', (all) => all.filter((issue) => issue.key !== 'PAY-1017')));
    const judgement = await judged(world, key);
    expect(between.jira.changed()).toBeGreaterThan(0);
    expect(judgement.verdicts.find(({ gate }) => gate.name === 'work-items-are-done')).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('PAY-1017') as unknown });
  });
});

describe('a tool’s own words', () => {
  const canary = 'CANARY-7f3a91';
  const said: readonly (readonly [string, Partial<Passing>])[] = [
    ['an error page', { status: 500, headers: { 'content-type': 'text/html' }, body: `<html><h1>${canary}</h1><pre>at Secret.java</pre></html>` }],
    ['a sign-in page', { status: 200, headers: { 'content-type': 'text/html' }, body: `<html><title>${canary}</title></html>` }],
    ['an error in JSON', { status: 500, body: { error: { message: canary, detail: canary }, errorMessages: [canary], errors: [{ status: 500, message: canary }], message: canary } }],
    ['a refusal in JSON', { status: 403, body: { error: { message: canary, detail: canary }, errorMessages: [canary], errors: [{ status: 403, message: canary }] } }],
    ['a refusal in a header', { status: 401, headers: { 'content-type': 'application/json', 'www-authenticate': `Basic realm="${canary}"`, 'x-seraph-loginreason': canary }, body: {} }],
    ['a redirect', { status: 302, headers: { location: `http://127.0.0.1:1/${canary}` }, body: '' }],
    ['another shape', { status: 200, body: { [canary]: [canary], result: canary, issues: canary, results: canary } }],
  ];
  const page = `query Page($key: String!) {
    release(key: $key) { changes { nodes { title } } workItems { nodes { title } } package { artifacts { artifact { name } } } }
    connections { name isReachable problem { code message } }
  }`;

  it.each(said)('in %s reach nobody: neither judgement nor page nor connections, nor who wants to deploy', async (name, change) => {
    world.moveClock(600_000);
    for (const one of Object.values(between)) {
      one.tamper((answer) => {
        Object.assign(answer, { ...change, headers: { ...answer.headers, ...change.headers } });
        return true;
      });
    }
    const judgement = await judged(world, ledger);
    const shown = await world.ask(page, { key: ledger });
    const begun = await world.ask('mutation($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message code } } }', { input: { releaseKey: ledger, environment: 'production', idempotencyKey: `canary in ${name}` } });
    for (const one of Object.values(between)) expect(one.changed()).toBeGreaterThan(0);
    expect(judgement.outcome).not.toBe('READY');
    const text = [judgement.text, JSON.stringify(shown), JSON.stringify(begun)].join('\n');
    expect(text).not.toContain(canary);
    expect(text).not.toMatch(/Secret\.java|sandbox-jira-token|sandbox-artifactory-token|Basic [A-Za-z0-9+/=]{8,}|Bearer /);
    expect(begun).toMatchObject({ data: { triggerDeployment: { deployment: null } } });
  });

  it('are told by none of them once they are lifted', async () => {
    expect((await readyAgain(world, ledger)).outcome).toBe('READY');
    accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>('mutation($input: UpdateReleaseInput!) { updateRelease(input: $input) { userErrors { message code } } }', { input: { key: ledger, description: 'Still here.' } }));
  });
});
