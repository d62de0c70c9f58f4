import { UserMistake } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { DatabaseRow, ReportReader, Snapshot, Statement } from '../domain/ports/report-reader.ts';
import type { Hidden } from '../domain/restriction.ts';
import { totalColumns, type ReportDefinition, type ReportRow, type ReportSource } from '../domain/report.ts';
import { readAsked, type Asked, type Given } from './asked.ts';
import { readRow } from './cells.ts';
import type { ReportForm } from './forms/form.ts';
import { reports } from './list.ts';
import type { Report, ReportKeys, ReportSql, ReportWorld } from './report.ts';
import { sourcesOf } from './sources.ts';
import { together, type Parts } from './together.ts';
import type { Values } from './values.ts';

export interface ReportPorts {
  readonly reader: ReportReader;
  readonly catalogue: Catalogue;
  readonly connections: Pick<Connections, 'all'>;
  readonly clock: Clock;
  readonly occurrences: ReportWorld['occurrences'];
}

/** A report that was asked for. Nothing is read until one of its parts is; those that are asked for at once are read at one moment. */
export interface AskedReport {
  readonly definition: ReportDefinition;
  readonly asked: Asked;
  page(first: number, after: string | null): Promise<{ readonly rows: readonly ReportRow[]; readonly hasNextPage: boolean }>;
  count(): Promise<number>;
  totals(): Promise<ReportRow>;
  sources(): Promise<readonly ReportSource[]>;
  /** Everything from one moment of the database: first what stands above the rows, then the rows in batches. Without totals the first rows come early. */
  stream(form: Pick<ReportForm, 'batch' | 'tellsTotals'>, begin: (head: ReportHead) => Promise<void>, take: (rows: readonly ReportRow[]) => Promise<void>): Promise<void>;
}
export interface ReportHead {
  /** Null where the form tells none. */
  readonly totals: ReportRow | null;
  readonly sources: readonly ReportSource[];
}

/** Who answers for the reports. */
export interface ReportDesk {
  readonly definitions: readonly ReportDefinition[];
  /** Without what is hidden from whoever asks. @throws UserMistake NOT_FOUND for a name that is none, INVALID for a parameter, naming it. */
  ask(name: string, given: Given, hidden: readonly Hidden[]): AskedReport;
}

export function reportDesk({ reader, catalogue, connections, clock, occurrences }: ReportPorts): ReportDesk {
  const world: ReportWorld = { occurrences,  catalogue, connections: connections.all.filter(({ isProduction }) => isProduction).map(({ name }) => name) };
  return {
    definitions: reports.map(({ definition }) => definition),
    ask(name, given, hidden) {
      const report = reports.find(({ definition }) => definition.name === name);
      if (report === undefined) throw new UserMistake('NOT_FOUND', `There is no report ${name}: there are ${reports.map(({ definition }) => definition.name).join(', ')}.`, ['name']);
      return askedReport(report, readAsked(report.definition, given, instant(clock.now()), hidden), world, reader);
    },
  };
}

function askedReport(report: Report, asked: Asked, world: ReportWorld, reader: ReportReader): AskedReport {
  const { definition } = report;
  // Made at once, for what cannot be asked is refused by it.
  const before = report.before?.(asked, world);
  const statement = async (snapshot: Snapshot, parts: Parts, about = asked): Promise<Statement> =>
    partsOf(definition, report.sql(about, world, before === undefined ? [] : await snapshot.rows(before)), parts);
  const read = together((parts) => reader.read(async (snapshot) => headed(definition, await snapshot.rows(await statement(snapshot, parts)))));
  const totalsOf = (head: DatabaseRow | null): ReportRow => readRow(totalColumns(definition), head?.['totals'] as DatabaseRow);
  return {
    definition, asked,
    async page(first, after) {
      const { rows } = await read({ page: { first, after } });
      return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
    },
    count: async () => Number((await read({ count: true })).head?.['count']),
    totals: async () => totalsOf((await read({ totals: true })).head),
    sources: () => reader.read((snapshot) => sourcesOf(definition, asked, snapshot)),
    stream: ({ batch: size, tellsTotals }, begin, take) => reader.read(async (snapshot) => {
      const sources = await sourcesOf(definition, asked, snapshot);
      let after: string | null = null;
      const each = async (parts: Omit<Parts, 'page'>, about: Asked): Promise<void> => snapshot.each(await statement(snapshot, { ...parts, page: { first: null, after } }, about), size, async (batch) => {
        const { head, rows } = headed(definition, batch);
        if (head !== null) await begin({ totals: totalsOf(head), sources });
        after = rows.at(-1)?.['id'] as string | undefined ?? after;
        if (rows.length > 0) await take(rows);
      });
      if (tellsTotals) return each({ totals: true }, asked);
      await begin({ totals: null, sources });
      const beginning = report.beginning?.(asked) ?? null;
      if (beginning !== null && beginning < asked.until) await each({}, { ...asked, until: beginning });
      await each({}, asked);
    }),
  };
}

const headColumn = 'its head';
const inOrder = 'order by id collate "C" nulls first';

/**
 * All parts in one statement, since what they rest on takes longest: a first row, without an id, that holds totals and count,
 * then the rows in order, those of a page and one more.
 */
function partsOf({ columns }: ReportDefinition, { base, keys, rows, totals, values }: ReportSql, parts: Parts): Statement {
  const tables = [values.named(), base];
  // Of the page alone: what `given` need not name.
  const paged = values.more();
  const { after, first } = parts.page ?? { after: null, first: null };
  const limit = first === null ? '' : paged.as('int', first + 1);
  const cut = (order: string): string => `${order}${limit === '' ? '' : ` limit ${limit}`}`;
  // Long lists are read from JSON in a tenth of the time that arrays of the database take.
  const names = columns.map(({ name, type }) => (type === 'RECORDS' ? `to_json("${name}") as "${name}"` : `"${name}"`)).join(', ');
  let wanted: string | undefined;
  if (parts.page !== undefined) {
    if (keys !== undefined) tables.push(`chosen as (${chosenBy(keys, after, limit, paged)})`);
    wanted = `select * from (${rows}) as report ${keys !== undefined || after === null ? '' : `where id collate "C" > ${paged.as('text', after)}`} ${cut(inOrder)}`;
  }
  const head = [...(parts.totals ? [`'totals', (select to_jsonb(total) from (${totals}) as total)`] : []), ...(parts.count ? [`'count', (select count(*) from (${keys?.select ?? rows}) as report)`] : [])];
  const selects = [
    ...(wanted === undefined ? [] : [`select ${names}, null::jsonb as "${headColumn}" from (${wanted}) as report`]),
    ...(head.length === 0 ? [] : [`select ${wanted === undefined ? 'null as id' : columns.map(() => 'null').join(', ')}, jsonb_build_object(${head.join(', ')}) as "${headColumn}"`]),
  ];
  return { text: `with ${tables.join(', ')} select * from (${selects.join(' union all ')}) as all_of ${inOrder}`, values: paged.list };
}

/** What the rows of a page are made from. Ids that begin with a moment are in its order, and only those of the same millisecond are compared; `after` may be any text. */
function chosenBy({ select, id, at }: ReportKeys, after: string | null, limit: string, values: Values): string {
  const isBeyond = after === null ? 'true' : `(${id}) collate "C" > ${values.as('text', after)}`;
  if (at === undefined) return `select * from (${select}) as key where ${isBeyond} ${limit === '' ? '' : `order by (${id}) collate "C" limit ${limit}`}`;
  const millisecond = `date_trunc('milliseconds', ${at})`;
  const [, moment] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\|/.exec(after ?? '') ?? [];
  const bound = moment === undefined || Number.isNaN(Date.parse(moment)) ? undefined : values.as('timestamptz', moment);
  return `select * from (${select}) as key where ${bound === undefined ? isBeyond : `${at} >= ${bound} and (${millisecond} > ${bound} or ${isBeyond})`} ${limit === '' ? '' : `order by ${millisecond} fetch first (${limit}) rows with ties`}`;
}

/** The head, if it is among them, and the rows. */
function headed(definition: ReportDefinition, [first, ...others]: readonly DatabaseRow[]): { readonly head: DatabaseRow | null; readonly rows: readonly ReportRow[] } {
  const head = (first?.[headColumn] ?? null) as DatabaseRow | null;
  const rows = head !== null || first === undefined ? others : [first, ...others];
  return { head, rows: rows.map((row) => readRow(definition.columns, row)) };
}
