import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { assessed, copied, copiedOnce, deployed, linked, released, sealed, type ReportsGiven } from '../../src/reports/reports.fixture.ts';
import { administer, eachServer, MovedClock } from '../../src/store/each-database.fixture.ts';
import { createEmptyDatabase, emptyDatabase, urlOf } from '../../src/store/empty-database.fixture.ts';
import { openDatabase, type OpenDatabase } from '../../src/store/open-database.ts';
import { query, type Row } from '../../src/store/sql.ts';
import { silent } from '../../src/store/store.log.ts';
import { grantsSql, revokesSql } from '../../src/store/views/index.ts';

interface Panel { readonly title: string; readonly targets: readonly { readonly rawSql: string }[] }
interface Dashboard { readonly panels: readonly Panel[]; readonly templating: { readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[] } }

const folder = path.join(import.meta.dirname, '../../docs/examples/analysts');
const dashboard = JSON.parse(readFileSync(path.join(folder, 'grafana.json'), 'utf8')) as Dashboard;
const notebook = [...readFileSync(path.join(folder, 'notebook.md'), 'utf8').matchAll(/^## (.*)\n[\s\S]*?```sql\n([\s\S]*?)```/gm)].map(([, title = '', text = '']): readonly [string, string] => [title, text]);
const period = [`'2026-10-01T00:00:00Z'`, `'2026-12-01T00:00:00Z'`] as const;

const hasPsql = spawnSync('psql', ['--version']).status === 0;

// On PostgreSQL as the role that `muster sql grants` makes, which may read the views and nothing else.
eachServer('What analysts are shown', (server) => {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  const [role, password] = [`muster_reader_${randomBytes(4).toString('hex')}`, randomBytes(12).toString('hex')];
  let open: OpenDatabase;
  let reader: Client | undefined;
  const readersUrl = (): string => {
    const url = new URL(urlOf(server ?? '', name));
    [url.username, url.password] = [role, password];
    return url.href;
  };
  const sql = async (text: string): Promise<readonly Row[]> => (reader === undefined ? query(open.root.fork(), text, []) : (await reader.query<Row>(text)).rows);
  const variables = new Map<string, string>();

  /** As Grafana puts its macros and variables in. */
  const filled = (text: string): string => text
    .replaceAll(/\$__timeFilter\(([^)]*)\)/g, (_whole, column: string) => `${column} BETWEEN ${period[0]} AND ${period[1]}`).replaceAll('$__timeTo()', period[1])
    .replaceAll(/\$\{(\w+):sqlstring\}/g, (whole, name: string) => variables.get(name) ?? whole);
  const panel = async (title: string): Promise<readonly Row[]> => sql(filled(dashboard.panels.find((one) => one.title === title)?.targets[0]?.rawSql ?? `no panel ${title}`));
  const answer = (title: string): Promise<readonly Row[]> => sql(notebook.find(([one]) => one.startsWith(title))?.[1] ?? `no question ${title}`);

  beforeAll(async () => {
    if (server !== null) await createEmptyDatabase(server, name);
    open = await openDatabase(server === null ? await emptyDatabase() : { databaseUrl: urlOf(server, name) }, new MovedClock(), silent);
    await seed({ sql: (text, values = []) => query(open.root.fork(), text, values) });
    if (server !== null) {
      await administer(urlOf(server, name), grantsSql(role));
      await administer(urlOf(server, name), `alter role ${role} password '${password}'`);
      reader = new Client({ connectionString: readersUrl() });
      await reader.connect();
    }
    for (const { name, type, query: asks } of dashboard.templating.list) if (type === 'query') variables.set(name, (await sql(asks)).map((row) => `'${String(Object.values(row)[0])}'`).join(','));
  }, 120_000);
  afterAll(async () => {
    await reader?.end();
    if (server !== null) await administer(urlOf(server, name), revokesSql(role));
    await open.close();
    if (server !== null) await administer(server, `drop database if exists ${name} with (force)`);
  });

  (server !== null && hasPsql ? test : test.skip)('has a notebook that plain psql runs from top to bottom (skipped without PostgreSQL and psql)', () => {
    const { status, stdout, stderr } = spawnSync('psql', ['--no-psqlrc', '--set', 'ON_ERROR_STOP=1', readersUrl()], { input: notebook.map(([, text]) => text).join('\n'), encoding: 'utf8' });
    expect([status, stderr, [...stdout.matchAll(/^\((\d+) rows?\)$/gm)].map(([, rows]) => Number(rows) > 0)]).toEqual([0, '', notebook.map(() => true)]);
  });

  test.each(dashboard.panels.map(({ title }) => title))('has a panel “%s” that answers', async (title) => {
    const rows = await panel(title);
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.values(rows[0] ?? {}).some((value) => value !== null)).toBe(true);
  });

  test('chooses by what there is', () => {
    expect([...variables]).toEqual([['environment', `'production','staging'`], ['service', `'cards','payments'`]]);
  });

  test('has panels that say what is so', async () => {
    expect((await panel('Went live')).map(({ deployments }) => Number(deployments))).toEqual([3]);
    expect((await panel('Failed or taken back')).map(({ rate }) => Number(rate))).toEqual([0.25]);
    expect((await panel('Deployments per week')).map((row) => Object.values(row).map(String))).toEqual([['2026-W45', '2', '1', '0'], ['2026-W46', '1', '0', '0']]);
    expect(await panel('Not READY')).toMatchObject([{ release: 'payments-2.5', outcome: 'NOT_READY', red: 'no-freeze: a freeze' }]);
    expect((await panel('Closed changes that nothing was deployed under')).map(({ title }) => title)).toEqual(['Forgotten']);
    expect((await panel('Waivers in force')).map(({ gate }) => gate)).toEqual(['no-freeze']);
  });

  test.each(notebook)('has the question “%s” that is answered', async (_title, text) => {
    expect((await sql(text)).length).toBeGreaterThan(0);
  });

  test('has answers that are so', async () => {
    expect((await answer('How often does each service')).map((row) => Object.values(row).map(String))).toEqual([['cards', '2026-11', '1', '1'], ['payments', '2026-11', '2', '0']]);
    expect((await answer('What did a change say')).map(({ id, state, approval, was_in_its_window }) => [id, state, approval, was_in_its_window])).toEqual([['deployment:1', 'SCHEDULED', 'REQUESTED', true]]);
    expect((await answer('Who approved it')).find(({ id }) => id === 'deployment:1')).toMatchObject({ approved_by_others: 'omar@north.bank' });
    expect((await answer('How long do releases wait')).map((row) => Object.values(row).map(Number).slice(1))).toEqual([[2, 1, 86_400]]);
    expect((await answer('How long after it was read as done')).map(({ service, items, half_s }) => [service, Number(items), half_s])).toEqual([['payments', 1, 3600]]);
    expect((await answer('Which artifacts')).map(({ reference, scan, high }) => [reference, scan, high])).toEqual([['library:artifact:a.jar', 'SCANNED', 2], ['library:artifact:b.jar', 'NEVER READ', null]]);
    expect((await answer('What is in the release')).filter(({ environment }) => environment === 'production').map(({ relation, state }) => [relation, state])).toEqual([['CHANGE', 'CLOSED'], ['WORK_ITEM', 'DONE']]);
  });
});

/** Two services in the first weeks of November 2026. */
async function seed(only: Pick<ReportsGiven, 'sql'>): Promise<void> {
  const given = only as ReportsGiven;
  await released(given, 'payments-2.4', { version: '2.4' });
  await released(given, 'payments-2.5', { version: '2.5' });
  await released(given, 'cards-1.0', { service: 'cards' });
  await sealed(given, 'payments-2.4', 'd1', [{ reference: 'library:artifact:a.jar' }, { reference: 'library:artifact:b.jar' }]);
  await copied(given, 'library:artifact:1', {}, { reference: 'library:artifact:a.jar' });
  await given.sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('artifact.scan', 'library:artifact:1', 'library', '{"state": "SCANNED", "critical": 0, "high": 2}', '2026-11-02', '', '2026-11-01'),
    ('change.approvals', 'servicenow:change:1', 'servicenow', '[{"approver": {"email": "omar@north.bank"}, "state": "APPROVED"}, {"approver": {"email": "ines@north.bank"}, "state": "APPROVED"}]', '2026-11-02', '', '2026-11-01')`);
  const change = (state: string, title: string, approval: string): object => ({ title, state, approval, plannedStartAt: '2026-11-02T09:00:00.000Z', plannedEndAt: '2026-11-02T12:00:00.000Z' });
  await copiedOnce(given, 'servicenow:change:1', change('SCHEDULED', 'Payments 2.4', 'REQUESTED'), '2026-11-01', '2026-11-02T11:00:00Z');
  await copied(given, 'servicenow:change:1', change('CLOSED', 'Payments 2.4', 'APPROVED'), { from: '2026-11-02T11:00:00Z' });
  await copied(given, 'servicenow:change:2', change('CLOSED', 'Forgotten', 'APPROVED'));
  await copiedOnce(given, 'jira:work-item:1', { progress: 'TO_DO' }, '2026-10-01', '2026-11-02T09:00:00Z');
  await copied(given, 'jira:work-item:1', { progress: 'DONE', title: 'A field' }, { from: '2026-11-02T09:00:00Z' });
  await copied(given, 'desk:incident:1', { priority: 1, openedAt: '2026-11-03T00:00:00.000Z', isOpen: true });
  await linked(given, 'payments-2.4', 'WORK_ITEM', 'jira:work-item:1');
  await linked(given, 'payments-2.4', 'CHANGE', 'servicenow:change:1');
  await deployed(given, { id: '1', release: 'payments-2.4', digest: 'd1', at: '2026-11-02T10:00:00Z', changes: ['servicenow:change:1'], by: 'ines@north.bank' });
  await deployed(given, { id: '2', release: 'payments-2.4', environment: 'staging', at: '2026-11-09T10:00:00Z' });
  await deployed(given, { id: '3', service: 'cards', release: 'cards-1.0', at: '2026-11-03T10:00:00Z' });
  await deployed(given, { id: '4', service: 'cards', release: 'cards-1.0', state: 'FAILED', at: '2026-11-04T10:00:00Z', liveAt: null, finishedAt: '2026-11-04T10:05:00Z' });
  await given.sql(`update muster.deployment set steps = '[{"name": "trigger", "state": "SUCCEEDED", "startedAt": "2026-11-02T10:00:00.000Z", "finishedAt": "2026-11-02T10:01:30.000Z", "attempts": 1}]' where id = 'deployment:1'`);
  const verdict = (outcome: string): readonly object[] => [{ gate: 'no-freeze', outcome, isBlocking: true, because: 'a freeze' }];
  await assessed(given, '1', 'payments-2.5', 'NOT_READY', '2026-11-10T00:00:00.000Z', verdict('FAIL'));
  await assessed(given, '2', 'payments-2.5', 'READY', '2026-11-11T00:00:00.000Z', verdict('PASS'));
  await assessed(given, '3', 'payments-2.5', 'NOT_READY', '2026-11-12T00:00:00.000Z', verdict('UNKNOWN'));
  await given.sql(`insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, decision)
    values ('waiver:1', 'payments-2.5', 'production', 'no-freeze', 'd', 1, 'urgent', '{"name": "Ines"}', '2026-11-01', '2026-12-09', '{"isApproved": true, "by": {"name": "Omar"}, "at": "2026-11-01T01:00:00.000Z"}'),
      ('waiver:2', 'payments-2.5', 'production', 'risk-is-accepted', 'd', 1, 'urgent', '{"name": "Ines"}', '2026-11-01', '2026-11-02', '{"isApproved": true, "by": {"name": "Omar"}, "at": "2026-11-01T01:00:00.000Z"}')`);
  await given.sql(`insert into muster.sync (connection, kind, finished_at, next_at) values ('jira', 'work-item', '2026-11-30', '2026-12-01')`);
}
