// As a hub does, first of all: how much rubbish a process keeps is measured here too.
import '../../src/server/memory.ts';
import { approvalWaitStore } from '../../src/store/approval-wait.store.ts';
import { leadTimeStore } from '../../src/store/lead-time.store.ts';
import { openDatabase, type OpenDatabase } from '../../src/store/open-database.ts';
import { attribution } from './attribution.ts';
import { byHand } from './by-hand.ts';
import { fill, held } from './fill.ts';
import { firstByte, judged, memory } from './stream.ts';
import { clock, deskOver, executeOn, onPostgres, silent, year } from './world.ts';

/**
 * `npm run bench:reports [-- --short] [-- --once] [-- --only reports,embedded,stream,attribution] [-- --keep NAME] [-- --report NAME,…]`: every report (or those that are named) over a filled database, of 52 weeks and of the period that it has when none is asked for,
 * delivery-performance beside the same SQL written by hand; the same over the embedded database; the memory held while many rows
 * are streamed; and how many simulated incidents are put down to the wrong cause. Needs PostgreSQL at DATABASE_URL or
 * 127.0.0.1:5432 for the first and the third, whose databases `--keep` names, fills when they are missing, and leaves there. Ends with one line of JSON; exit code 1 when the two say different things.
 */
const isShort = process.argv.includes('--short');
const parts = ['reports', 'embedded', 'stream', 'attribution'] as const;
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '').split(',') : parts;
const unknown = only.find((part) => !parts.some((known) => known === part));
if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${parts.join(', ')}`);
const named = process.argv.includes('--report') ? (process.argv[process.argv.indexOf('--report') + 1] ?? '').split(',') : null;
const size = isShort ? { deployments: 5_000, records: 100_000 } : { deployments: 50_000, records: 1_000_000 };
const judgements = isShort ? 100_000 : 1_000_000;
const embeddedSize = { deployments: 1_000, records: 20_000 };
/** Once: a look, whose p95 is the one time there is. */
const repetitions = process.argv.includes('--once') ? 1 : isShort ? 5 : 20;

// A timestamp without a zone comes as local time.
process.env['TZ'] = 'UTC';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const compared = [['deployments', 'deployments'], ['attempts', 'attempts'], ['failures', 'failures'], ['lead_time_p90', 'lead_s_90'], ['work_item_lead_time_p50', 'work_s_50'], ['work_items', 'work_s_count'], ['recovery_time_p75', 'recovery_s_75'], ['recovered', 'recovery_s_count']] as const;

/** A report, and what is asked of it beside the period. */
interface Question { readonly name: string; readonly more: { readonly by?: string } }
const reports = (open: OpenDatabase): readonly Question[] => deskOver(open).definitions.map(({ name }) => ({ name, more: {} }));
/** Ways to count that go through every verdict or approval of the period. */
const ways: readonly Question[] = ['GATE', 'TOOL', 'APPROVAL'].map((by) => ({ name: 'why-releases-wait', more: { by } }));

// Memory goes first: what others leave behind in this process is none of it.
const streamed = only.includes('stream') ? await onPostgres(keptFor('stream'), (open) => { say(`filling ${judgements} judgements`); return judged(executeOn(open), judgements); }, (open) => memory(open, judgements)) : {};
const reported = only.includes('reports') ? await onPostgres(keptFor('reports'), (open) => { say(`filling ${size.records} records and ${size.deployments} deployments`); return fill(executeOn(open), () => reckoned(open), size); }, reporting) : {};
const embedded = only.includes('embedded') ? { embeddedWorstMs: await onEmbedded() } : {};
const attributed = only.includes('attribution') ? await attribution(say) : {};
process.stdout.write(`${JSON.stringify({ ...reported, ...embedded, ...streamed, ...attributed })}\n`);

/** What comes first after migrating a filled database: what is kept of all that is there. */
async function reckoned(open: OpenDatabase): Promise<void> {
  for (const [what, store] of [['lead times of deployments', leadTimeStore], ['waits of the approvals of changes', approvalWaitStore]] as const) {
    const beganAt = performance.now();
    const count = await store(open.root).reckon();
    say(`reckoned the ${what}: ${count} in ${((performance.now() - beganAt) / 1_000).toFixed(1)} s`);
  }
}

/** The name of the database that a part keeps: each size has its own. */
function keptFor(part: string): string | null {
  return process.argv.includes('--keep') ? `${process.argv[process.argv.indexOf('--keep') + 1] ?? 'muster_bench'}_${part}${isShort ? '_short' : ''}` : null;
}

async function reporting(open: OpenDatabase) {
  const worst = { ...await held(executeOn(open)), ...await asked(open) };
  return named === null ? { ...worst, ...await besideSql(open), ...await firstByte(open) } : worst;
}

/** Every report of 52 weeks as it is asked; with every other way to count; all of that of the period that reports have when none is asked for. */
async function asked(open: OpenDatabase) {
  const asAskedP95Ms = await worstOf(open, year, reports(open));
  const otherWays = await worstOf(open, year, ways);
  return { worstP95Ms: Math.max(asAskedP95Ms, otherWays), asAskedP95Ms, usualWorstP95Ms: await worstOf(open, {}, [...reports(open), ...ways]) };
}

async function onEmbedded(): Promise<number> {
  const open = await openDatabase({ directory: null }, clock, silent);
  try {
    say(`filling the embedded database with ${embeddedSize.records} records`);
    await fill(executeOn(open), () => reckoned(open), embeddedSize);
    return await worstOf(open, year, [...reports(open), ...ways]);
  } finally {
    await open.close();
  }
}

/** The slowest p95 of these, a first page with totals, asked for at once as GraphQL does; the first of each is not counted. Of the period that is given, or of those that reports have when none is. */
async function worstOf(open: OpenDatabase, period: Partial<typeof year>, questions: readonly Question[]): Promise<number> {
  const desk = deskOver(open);
  let worst = 0;
  for (const { name, more } of questions.filter(({ name }) => named === null || named.includes(name))) {
    const hasPeriod = desk.definitions.some((one) => one.name === name && one.parameters.some((parameter) => parameter.name === 'since'));
    const p95 = await p95Of(async () => {
      const report = desk.ask(name, { ...(hasPeriod && period), ...more }, []);
      await Promise.all([report.page(100, null), report.totals()]);
    });
    say(`  ${[name, ...Object.values(more)].join(' ')}${period.since === undefined ? ', usual period' : ''}: p95 ${Math.round(p95)} ms`);
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
