import { randomBytes } from 'node:crypto';
import type { Catalogue } from '../../src/domain/ports/catalogue.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { forms, reportDesk, type ReportDesk } from '../../src/reports/index.ts';
import { openDatabase, type OpenDatabase } from '../../src/store/open-database.ts';
import { reportReader } from '../../src/store/report.reader.ts';
import { query } from '../../src/store/sql.ts';
import { attribution } from './attribution.ts';
import { byHand } from './by-hand.ts';
import { connections, fill, now, services, type Execute } from './fill.ts';

/**
 * `npm run bench:reports [-- --short] [-- --only attribution]`: every report over a filled database, delivery-performance beside
 * the same SQL written by hand, and how many simulated incidents are put down to the wrong cause. Needs PostgreSQL at
 * DATABASE_URL or 127.0.0.1:5432, but for attribution alone. Ends with one line of JSON; exit code 1 when the two say different things.
 */
const isShort = process.argv.includes('--short');
const isOnly = process.argv.includes('--only');
const size = isShort ? { deployments: 5_000, records: 100_000 } : { deployments: 50_000, records: 1_000_000 };
const embeddedSize = { deployments: 1_000, records: 20_000 };
const repetitions = isShort ? 5 : 20;
const year = { since: '2025-12-01', until: '2026-11-30' };

// A timestamp without a zone comes as local time.
process.env['TZ'] = 'UTC';
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const clock = { now: () => new Date(now) };

const catalogue = {
  environments: [{ name: 'production', isProduction: true, policy: 'p' }],
  services: Array.from({ length: services }, (_nothing, index) => ({ key: `s-${index}`, name: `s-${index}`, record: null, workItems: null, artifacts: null, deployers: {}, targets: { production: { connection: 'servicenow', className: 'app', match: `s-${index}`, versionAttribute: 'version', discoverySource: 'x' } } })),
  policies: [], environment: () => undefined, service: () => undefined,
  policyOf: () => ({ name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: [], gates: [] }),
} satisfies Catalogue;

const deskOver = (open: OpenDatabase): ReportDesk => reportDesk({
  reader: reportReader(open.root, { isEmbedded: open.embedded !== null }), catalogue, clock, occurrences: () => [], connections: { all: connections.map((name) => ({ name, isProduction: true } as Connection)) },
});
const executeOn = (open: OpenDatabase): Execute => (text, values = []) => query(open.root.fork(), text, values);

const compared = [['deployments', 'deployments'], ['attempts', 'attempts'], ['failures', 'failures'], ['lead_time_p90', 'lead_s_90'], ['work_item_lead_time_p50', 'work_s_50'], ['work_items', 'work_s_count'], ['recovery_time_p75', 'recovery_s_75'], ['recovered', 'recovery_s_count']] as const;

const measured = isOnly ? {} : { ...await onPostgres(), embeddedWorstMs: await onEmbedded() };
const figures = { ...measured, ...await attribution(say) };
process.stdout.write(`${JSON.stringify(figures)}\n`);

async function onPostgres() {
  const name = `muster_bench_${randomBytes(4).toString('hex')}`;
  const admin = async (statement: string): Promise<void> => {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: server });
    await client.connect();
    try { await client.query(statement); } finally { await client.end(); }
  };
  await admin(`create database ${name}`);
  try {
    const url = new URL(server);
    url.pathname = `/${name}`;
    const open = await openDatabase({ databaseUrl: url.href }, clock, { warn: () => undefined, error: () => undefined });
    try {
      say(`filling ${size.records} records and ${size.deployments} deployments`);
      const records = await fill(executeOn(open), size);
      const worst = await worstOf(open);
      return { records, deployments: size.deployments, worstP95Ms: worst, ...await besideSql(open), ...await streaming(open) };
    } finally {
      await open.close();
    }
  } finally {
    await admin(`drop database ${name} with (force)`);
  }
}

async function onEmbedded(): Promise<number> {
  const open = await openDatabase({ directory: null }, clock, { warn: () => undefined, error: () => undefined });
  try {
    say(`filling the embedded database with ${embeddedSize.records} records`);
    await fill(executeOn(open), embeddedSize);
    return await worstOf(open);
  } finally {
    await open.close();
  }
}

/** The slowest report's p95, a first page with totals, asked for at once as GraphQL does; the first of each is not counted. */
async function worstOf(open: OpenDatabase): Promise<number> {
  const desk = deskOver(open);
  let worst = 0;
  for (const { name, parameters } of desk.definitions) {
    const given = parameters.some((parameter) => parameter.name === 'since') ? year : {};
    const p95 = await p95Of(async () => {
      const report = desk.ask(name, given, []);
      await Promise.all([report.page(100, null), report.totals()]);
    });
    say(`  ${name}: p95 ${Math.round(p95)} ms`);
    worst = Math.max(worst, p95);
  }
  return Math.round(worst);
}

/** All rows of 52 weeks and 200 services, in turns with the same by hand; medians. */
async function besideSql(open: OpenDatabase) {
  const report = deskOver(open).ask('delivery-performance', year, []);
  const execute = executeOn(open);
  const [ours, theirs]: [number[], number[]] = [[], []];
  let isEqual = true;
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const begun = performance.now();
    const { rows } = await report.page(100_000, null);
    const between = performance.now();
    const hand = await execute(byHand);
    const ended = performance.now();
    if (turn > 0) { ours.push(between - begun); theirs.push(ended - between); }
    isEqual &&= isSame(rows, hand);
  }
  if (!isEqual) { process.exitCode = 1; say('the report and the SQL by hand say different things'); }
  say(`  delivery-performance: ${Math.round(median(ours))} ms, by hand ${Math.round(median(theirs))} ms`);
  return { deliveryToSql: Number((median(ours) / median(theirs)).toFixed(2)), deliveryEqualsSql: isEqual };
}

function isSame(ours: readonly Readonly<Record<string, unknown>>[], hand: readonly Readonly<Record<string, unknown>>[]): boolean {
  const line = (week: unknown, service: unknown, row: Readonly<Record<string, unknown>>, names: readonly string[]): string => [new Date(week as string | Date).toISOString().slice(0, 10), service, ...names.map((name) => (row[name] === null ? '' : Number(Number(row[name]).toFixed(2))))].join();
  const one = ours.map((row) => line(row['period_start'], row['service'], row, compared.map(([name]) => name)));
  const other = hand.map((row) => line(row['week'], row['service_key'], row, compared.map(([, name]) => name)));
  return one.length === other.length && one.toSorted().join('\n') === other.toSorted().join('\n');
}

/** The most rows that a report has here, as CSV: delivery by service and day. */
async function streaming(open: OpenDatabase) {
  const csv = forms.find(({ name }) => name === 'csv');
  if (csv === undefined) throw new Error('there is no CSV');
  const report = deskOver(open).ask('delivery-performance', { ...year, period: 'DAY' }, []);
  const writer = csv.writer(report.definition, report.asked);
  const begun = performance.now();
  let firstByteMs = 0;
  let [rows, peak] = [0, 0];
  await report.stream(csv.batch, (head) => { writer.begin(head); return Promise.resolve(); }, (batch) => {
    if (firstByteMs === 0) firstByteMs = performance.now() - begun;
    rows += batch.length;
    if (writer.rows(batch).length === 0) throw new Error('rows were written as nothing');
    peak = Math.max(peak, process.memoryUsage.rss());
    return Promise.resolve();
  });
  return { streamedRows: rows, firstByteMs: Math.round(firstByteMs), streamPeakRssMb: Math.round(peak / 1e6) };
}

async function p95Of(act: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const begun = performance.now();
    await act();
    if (turn > 0) times.push(performance.now() - begun);
  }
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1] ?? 0;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
