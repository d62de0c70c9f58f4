import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { parse, stringify } from 'yaml';
import { camelCase, type Cell, type ReportDefinition, type ReportRow } from '../../src/domain/report.ts';
import { reportDefinitions } from '../../src/reports/index.ts';
import { muster } from '../cli/muster.ts';
import { setFaults } from './judging.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(120_000);

/** Every report of a hub that is set up as `npm start` sets it up, in every form: all of them have to say the same. */
let world: World;
const folder = mkdtempSync(path.join(tmpdir(), 'muster-every-report-'));
/** The moment of which every report is asked, for lengths that grow would differ from one question to the next. */
let asOf: string;
const day = 86_400_000;
const at = (days: number): string => new Date(world.running.hub.clock.now().getTime() + days * day).toISOString();

beforeAll(async () => {
  world = await startWorld({ runMs: 300, configure: asStarted });
  await until(() => world.running.hub.syncs.statuses(), (all) => all.length > 0 && all.every(({ finishedAt, problem }) => finishedAt !== null || problem !== null));
  await world.data('mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { userErrors { message } } }', { input: { people: [{ email: 'omar.haddad@northbank.example', employment: 'LEFT', endsOn: '2026-01-31' }] } }, 'administrator');
  await world.data('mutation ($input: DeclareFreezeInput!) { declareFreeze(input: $input) { userErrors { message } } }', { input: { name: '=1+1', reason: 'Zürich 東京', timeZone: 'Europe/Berlin', firstStartAt: at(30), firstEndAt: at(31) } });
  await world.data('mutation ($input: RequestWaiverInput!) { requestWaiver(input: $input) { userErrors { message } } }', { input: { releaseKey: 'payments-2.4.0', environment: 'production', gate: 'work-items-are-done', reason: '@SUM(A1)', expiresAt: at(1) } });
  await world.data('mutation ($input: ValidateReadinessInput!) { validateReadiness(input: $input) { userErrors { message } } }', { input: { releaseKey: 'payments-2.4.0', environment: 'production' } });
  const { triggerDeployment: { deployment } } = await world.data<{ triggerDeployment: { deployment: { id: string } } }>('mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input: { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey: 'every report' } });
  await until(() => world.data<{ node: { state: string } }>('query ($id: ID!) { node(id: $id) { ... on Deployment { state } } }', { id: deployment.id }), ({ node }) => node.state === 'SUCCEEDED');
  world.moveClock(60_000);
  asOf = at(0);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

/** With what the sandbox of `npm start` has besides (sandbox/main.ts), and a gate that may be waived. */
function asStarted(yaml: string): string {
  const file = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[] };
  for (const { name, gates } of file.policies) if (name === 'production') gates['work-items-are-done'] = { isWaivable: true };
  return stringify({ ...file, sync: { every: 'PT1H', wholeEvery: 'P1D' }, observe: { every: 'PT30S', lookBack: 'P1D', endWithin: 'P1D' } }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** One moment for all that know a past. The calendar of weeks to come has its own period. */
const parametersOf = ({ parameters }: ReportDefinition): Readonly<Record<string, string>> => (parameters.some(({ name }) => name === 'asOf') ? { asOf } : {});
const file = (definition: ReportDefinition, form: string, headers: Readonly<Record<string, string>> = { authorization: `Bearer ${world.sandbox.tokens.viewer}` }): Promise<Response> =>
  fetch(new URL(`/reports/${definition.name}.${form}?${new URLSearchParams(parametersOf(definition)).toString()}`, world.url), { headers });
const jsonOf = async (definition: ReportDefinition): Promise<{ readonly rows: readonly ReportRow[]; readonly totals: ReportRow; readonly sources: readonly object[]; readonly asked: Readonly<Record<string, string | null>> }> => (await file(definition, 'json')).json() as never;
const command = (definition: ReportDefinition, ...words: readonly string[]) => muster(['report', definition.name, ...('asOf' in parametersOf(definition) ? ['--as-of', asOf] : []), ...words], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.viewer } });
const named = reportDefinitions.map((definition) => [definition.name, definition] as const);

/** A cell as CSV has it. */
function written(cell: Cell): string {
  const text = cell === null ? '' : [cell].flat().join(' ');
  return typeof cell !== 'number' && /^[=+\-@]/.test(text) ? `'${text}` : text;
}

it.each(named)('%s has something to say of the sandbox, each cell of the type that its definition names', async (_name, definition) => {
  const { rows, totals, sources } = await jsonOf(definition);
  expect(rows.length).toBeGreaterThan(0);
  expect(sources.length).toBeGreaterThanOrEqual(definition.restsOn.length);
  const isOf: Readonly<Record<string, (cell: unknown) => boolean>> = {
    TEXT: (cell) => typeof cell === 'string', RECORD: (cell) => /^[\w-]+:/.test(cell as string), INTEGER: Number.isInteger, NUMBER: Number.isFinite, TRUTH: (cell) => typeof cell === 'boolean',
    INSTANT: (cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(cell as string), DATE: (cell) => /^\d{4}-\d\d-\d\d$/.test(cell as string), RECORDS: (cell) => Array.isArray(cell) && cell.every((id) => /^[\w-]+:/.test(id as string)),
  };
  const wrong = rows.flatMap((row) => definition.columns.filter(({ name, type, isNullable }) => (row[name] === null ? !isNullable : isOf[type]?.(row[name]) !== true)).map(({ name }) => [name, row[name]]));
  expect(wrong).toEqual([]);
  expect(Object.keys(totals).length).toBeGreaterThan(0);
});

it.each(named)('%s leads to records that are there', async (_name, definition) => {
  const { rows } = await jsonOf(definition);
  const ids = [...new Set(rows.flatMap((row) => definition.columns.filter(({ type }) => type === 'RECORD' || type === 'RECORDS').flatMap(({ name }) => (row[name] ?? []) as string | readonly string[])))].slice(0, 40);
  const { nodes } = await world.data<{ nodes: readonly ({ readonly id: string } | null)[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(nodes.map((node, place) => node?.id ?? `nothing behind ${ids[place] ?? ''}`)).toEqual(ids);
});

it.each(named)('%s says the same over GraphQL, as CSV, JSON, NDJSON and Parquet', async (name, definition) => {
  const { rows, totals } = await jsonOf(definition);
  const lines = parseCsv(await (await file(definition, 'csv')).text());
  expect(lines).toEqual([definition.columns.map((column) => column.name), ...rows.map((row) => definition.columns.map((column) => written(row[column.name] ?? null)))]);
  expect((await (await file(definition, 'ndjson')).text()).trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  const moments = definition.columns.filter(({ type }) => type === 'INSTANT' || type === 'DATE').map((column) => column.name);
  expect(await parquetReadObjects({ file: await (await file(definition, 'parquet')).arrayBuffer() })).toEqual(rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, moments.includes(column) && cell !== null ? new Date(cell as string) : cell]))));
  const query = `query ($asOf: String) { reports { ${camelCase(name)}(first: 500${'asOf' in parametersOf(definition) ? ', asOf: $asOf' : ''}) { totalCount nodes { ${definition.columns.map((column) => camelCase(column.name)).join(' ')} } totals { ${Object.keys(totals).map(camelCase).join(' ')} } } } }`;
  const { reports } = await world.data<{ reports: Readonly<Record<string, { readonly totalCount: number; readonly nodes: readonly object[]; readonly totals: object }>> }>(query.replace(/\(\$asOf: String\) /, 'asOf' in parametersOf(definition) ? '($asOf: String) ' : ''), { asOf }, 'viewer');
  const inCamelCase = (row: ReportRow): object => Object.fromEntries(Object.entries(row).map(([column, cell]) => [camelCase(column), cell]));
  expect(reports[camelCase(name)]).toEqual({ totalCount: rows.length, nodes: rows.map(inCamelCase), totals: inCamelCase(totals) });
});

/** Each report with a form in its turn: how a form is sent does not hang on the report. */
const inTurn = (forms: readonly string[]) => named.map(([name, definition], place) => [name, forms[place % forms.length] ?? '', definition] as const);
it.each(inTurn(['csv', 'json', 'ndjson', 'parquet']))('%s as %s is told to nobody unknown, and not sent twice', async (_name, form, definition) => {
  expect((await file(definition, form, {})).status).toBe(401);
  const etag = (await file(definition, form)).headers.get('etag') ?? '';
  const again = await file(definition, form, { authorization: `Bearer ${world.sandbox.tokens.viewer}`, 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

it.each(inTurn(['csv', 'json', 'parquet']))('%s is a table of the command line, and its %s that of the hub', async (name, form, definition) => {
  const { rows } = await jsonOf(definition);
  const { code, stdout } = await command(definition);
  expect(code).toBe(0);
  expect(stdout).toContain(definition.columns.find(({ isBrief }) => isBrief)?.name.toUpperCase().replaceAll('_', ' ') ?? 'no column');
  expect(stdout.split('\n').length).toBeGreaterThan(rows.length);
  const output = path.join(folder, `${name}.${form}`);
  expect((await command(definition, '--format', form, '--output', output)).code).toBe(0);
  expect(Buffer.from(await (await file(definition, form)).arrayBuffer()).equals(readFileSync(output))).toBe(true);
});

/**
 * What each report counts, asked of the SQL views: ALL that they show, or SOME of it, where the report takes what only the configuration
 * knows (which connections and environments are production, what should run where).
 */
const views: readonly (readonly [report: string, how: 'ALL' | 'SOME', column: string, sql: string])[] = [
  ['delivery-performance', 'ALL', 'deployment_ids', `select id from report.deployment where environment = 'production' and live_at >= $1 and live_at < $2 and back_out_of_id is null`],
  ['compliance', 'SOME', 'record_ids', 'select id from mirror.change union select id from report.waiver'],
  ['why-releases-wait', 'ALL', 'assessment_ids', `select distinct v.assessment_id as id from report.verdict as v join report.assessment as a on a.id = v.assessment_id where v.environment = 'production' and v.judged_at >= $1 and v.judged_at < $2 and v.is_blocking and v.outcome in ('FAIL', 'UNKNOWN') and a.outcome <> 'READY'`],
  ['running-versus-recorded', 'SOME', 'record_ids', 'select id from mirror.configuration_item union select id from mirror.artifact'],
  ['incident-causes', 'SOME', 'incident_ids', 'select id from mirror.incident where opened_at >= $1 and opened_at < $2'],
  ['joiners-movers-leavers', 'SOME', 'record_ids', 'select id from mirror.account union select id from mirror.licence union select id from report.release'],
  ['calendar', 'SOME', 'record_id', 'select id from mirror.change where planned_start_at < $2 and coalesce(planned_end_at, planned_start_at) >= $1 union select id from mirror.change_window union select id from report.freeze union select id from report.deployment'],
  ['readiness-history', 'ALL', 'assessment_id', `select id from report.assessment where environment = 'production' and judged_at >= $1 and judged_at < $2`],
  ['waiver-debt', 'ALL', 'waiver_id', 'select id from report.waiver'],
  ['connection-health', 'ALL', 'id', `select connection || '|' || kind as id from report.sync union select concat_ws('|', connection, 'deployment', service || ' ' || environment) from report.observation`],
];
it.each(views)('%s counts %s that the SQL views show', async (name, how, column, sql) => {
  const definition = reportDefinitions.find((one) => one.name === name);
  if (definition === undefined) throw new Error(`no report ${name}`);
  const { rows, asked } = await jsonOf(definition);
  const values = sql.includes('$1') ? [asked['since'], asked['until']] : [];
  const shown = (await world.running.store.reader.read((snapshot) => snapshot.rows({ text: sql.replaceAll(/\$[12]/g, (place) => `${place}::timestamptz`), values }))).map(({ id }) => String(id));
  const told = [...new Set(rows.flatMap((row) => (row[column] ?? []) as string | readonly string[]))];
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((id) => !shown.includes(id))).toEqual([]);
  if (how === 'ALL') expect(told.toSorted()).toEqual(shown.toSorted());
});

describe('When one tool is throttled, one is down and one answers halves while everything is read anew', () => {
  const tools = ['servicenow', 'jira', 'artifactory'] as const;
  const period = { since: '2026-01-01', until: '2099-01-01' };
  const resting = reportDefinitions.filter(({ restsOn, name }) => restsOn.length > 0 || name === 'connection-health');
  interface Told { readonly rows: readonly ReportRow[]; readonly sources: readonly { readonly connection: string | null; readonly readAt: string | null; readonly problem: string | null }[] }
  /** Asked of now, for of a past moment nothing could have changed. */
  const toldOf = async ({ name, parameters, looksAhead }: ReportDefinition): Promise<Told> => {
    const until = looksAhead ? '2028-01-01' : period.until;
    const asked = Object.entries({ ...period, until }).filter(([one]) => parameters.some((parameter) => parameter.name === one));
    return (await fetch(new URL(`/reports/${name}.json?${new URLSearchParams(asked).toString()}`, world.url), { headers: { authorization: `Bearer ${world.sandbox.tokens.viewer}` } })).json() as Promise<Told>;
  };
  /** What its rows are about, and the records that they lead to: how long things last goes on. */
  const about = ({ columns }: ReportDefinition, { rows }: Told): readonly object[] => rows.map((row) => Object.fromEntries(columns.filter(({ name, type }) => name === 'id' || type === 'RECORD' || type === 'RECORDS').map(({ name }) => [name, row[name]])));
  const before = new Map<string, Told>();

  beforeAll(async () => {
    for (const definition of resting) before.set(definition.name, await toldOf(definition));
    await setFaults(world.sandbox.tools.servicenow, { kind: 'truncate' });
    await setFaults(world.sandbox.tools.jira, { kind: 'status', status: 429 });
    await setFaults(world.sandbox.tools.artifactory, { kind: 'status', status: 503 });
    world.moveClock(day + 60_000);
    const faulty = async () => (await world.running.hub.syncs.statuses()).filter(({ connection }) => tools.some((tool) => tool === connection));
    await until(faulty, (all) => all.every(({ problem, state }) => problem !== null && !state.startsWith('READING')));
  });
  afterAll(() => Promise.all(tools.map((tool) => setFaults(world.sandbox.tools[tool]))));

  it.each(resting.map((definition) => [definition.name, definition] as const))('%s neither loses a row nor a record, and says how fresh each source is', async (name, definition) => {
    const [then, now] = [before.get(name), await toldOf(definition)];
    expect(then?.rows.length).toBeGreaterThan(0);
    expect(about(definition, now)).toEqual(about(definition, then ?? now));
    const sources = now.sources.filter(({ connection }) => tools.some((tool) => tool === connection));
    expect(sources.map(({ readAt, problem }) => [typeof readAt, typeof problem])).toEqual(sources.map(() => ['string', 'string']));
    if (definition.restsOn.length > 0) expect(sources.length).toBeGreaterThan(0);
    if (name === 'connection-health') expect(new Set(now.rows.filter(({ problem }) => problem !== null).map(({ connection }) => connection))).toEqual(new Set(tools));
  });
});
