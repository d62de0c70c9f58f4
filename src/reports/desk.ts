import { UserMistake } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { DatabaseRow, ReportReader, Snapshot, Statement } from '../domain/ports/report-reader.ts';
import type { Hidden } from '../domain/restriction.ts';
import { totalColumns, type ReportDefinition, type ReportRow, type ReportSource } from '../domain/report.ts';
import { readAsked, type Asked, type Given } from './asked.ts';
import { readRow } from './cells.ts';
import { reports } from './list.ts';
import type { ReportSql, ReportWorld } from './report.ts';
import { sourcesOf } from './sources.ts';
import { together, type Parts } from './together.ts';

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
  /** Everything from one moment of the database: first what stands above the rows, then the rows in batches. */
  stream(size: number, begin: (head: ReportHead) => Promise<void>, take: (rows: readonly ReportRow[]) => Promise<void>): Promise<void>;
}
export interface ReportHead {
  readonly totals: ReportRow;
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
      const asked = readAsked(report.definition, given, instant(clock.now()), hidden);
      const before = report.before?.(asked, world);
      // Made once for all parts of an answer, unless something must be read for it, which each part does at its own moment.
      const plain = before === undefined ? report.sql(asked, world, []) : null;
      return askedReport(report.definition, asked, async (snapshot) => plain ?? report.sql(asked, world, before === undefined ? [] : await snapshot.rows(before)), reader);
    },
  };
}

function askedReport(definition: ReportDefinition, asked: Asked, sqlAt: (snapshot: Snapshot) => Promise<ReportSql>, reader: ReportReader): AskedReport {
  const withSql = <T>(work: (snapshot: Snapshot, sql: ReportSql) => Promise<T>): Promise<T> => reader.read(async (snapshot) => work(snapshot, await sqlAt(snapshot)));
  const read = together((parts) => withSql(async (snapshot, sql) => headed(definition, await snapshot.rows(partsOf(definition, sql, parts)))));
  return {
    definition, asked,
    async page(first, after) {
      const { rows } = await read({ page: { first, after } });
      return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
    },
    count: async () => Number((await read({ count: true })).head?.['count']),
    totals: async () => readRow(totalColumns(definition), (await read({ totals: true })).head?.['totals'] as DatabaseRow),
    sources: () => reader.read((snapshot) => sourcesOf(definition, asked, snapshot)),
    stream: (size, begin, take) => withSql(async (snapshot, sql) => {
      const sources = await sourcesOf(definition, asked, snapshot);
      await snapshot.each(partsOf(definition, sql, { totals: true }, sql.rows), size, async (batch) => {
        const { head, rows } = headed(definition, batch);
        if (head !== null) await begin({ totals: readRow(totalColumns(definition), head['totals'] as DatabaseRow), sources });
        if (rows.length > 0) await take(rows);
      });
    }),
  };
}

const headColumn = 'its head';

/**
 * All parts in one statement, since what they rest on takes longest: a first row, without an id, that holds totals and count,
 * then the rows in order, those of a page and one more, or those that are given.
 */
function partsOf({ columns }: ReportDefinition, { base, rows, totals, values }: ReportSql, parts: Parts, given?: string): Statement {
  const place = values.list.length;
  const page = `select * from (${rows}) as report where $${place + 1}::text is null or id collate "C" > $${place + 1}::text order by id collate "C" limit $${place + 2}`;
  const [wanted, more] = parts.page === undefined ? [given, []] : [page, [parts.page.after, parts.page.first + 1]];
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const head = [...(parts.totals ? [`'totals', (select to_jsonb(total) from (${totals}) as total)`] : []), ...(parts.count ? [`'count', (select count(*) from (${rows}) as report)`] : [])];
  const selects = [
    ...(wanted === undefined ? [] : [`select ${names}, null::jsonb as "${headColumn}" from (${wanted}) as report`]),
    ...(head.length === 0 ? [] : [`select ${wanted === undefined ? 'null as id' : columns.map(() => 'null').join(', ')}, jsonb_build_object(${head.join(', ')}) as "${headColumn}"`]),
  ];
  return { text: `with ${values.named()}, ${base} select * from (${selects.join(' union all ')}) as all_of order by id collate "C" nulls first`, values: [...values.list, ...more] };
}

/** The head, if it is among them, and the rows. */
function headed(definition: ReportDefinition, [first, ...others]: readonly DatabaseRow[]): { readonly head: DatabaseRow | null; readonly rows: readonly ReportRow[] } {
  const head = (first?.[headColumn] ?? null) as DatabaseRow | null;
  const rows = head !== null || first === undefined ? others : [first, ...others];
  return { head, rows: rows.map((row) => readRow(definition.columns, row)) };
}
