import { UserMistake } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { DatabaseRow, ReportReader, Snapshot, Statement } from '../domain/ports/report-reader.ts';
import { totalColumns, type ReportDefinition, type ReportRow, type ReportSource } from '../domain/report.ts';
import { readAsked, type Asked, type Given } from './asked.ts';
import { readRow } from './cells.ts';
import { reports } from './list.ts';
import type { ReportSql, ReportWorld } from './report.ts';
import { sourcesOf } from './sources.ts';

export interface ReportPorts {
  readonly reader: ReportReader;
  readonly catalogue: Catalogue;
  readonly connections: Pick<Connections, 'all'>;
  readonly clock: Clock;
  readonly occurrences: ReportWorld['occurrences'];
}

/** A report that was asked for. Nothing is read until one of its parts is. */
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
  /** @throws UserMistake NOT_FOUND for a name that is none, INVALID for a parameter, naming it. */
  ask(name: string, given: Given): AskedReport;
}

export function reportDesk({ reader, catalogue, connections, clock, occurrences }: ReportPorts): ReportDesk {
  const world: ReportWorld = { occurrences,  catalogue, connections: connections.all.filter(({ isProduction }) => isProduction).map(({ name }) => name) };
  return {
    definitions: reports.map(({ definition }) => definition),
    ask(name, given) {
      const report = reports.find(({ definition }) => definition.name === name);
      if (report === undefined) throw new UserMistake('NOT_FOUND', `There is no report ${name}: there are ${reports.map(({ definition }) => definition.name).join(', ')}.`, ['name']);
      const asked = readAsked(report.definition, given, instant(clock.now()));
      const before = report.before?.(asked, world);
      // Made once for all parts of an answer, unless something must be read for it, which each part does at its own moment.
      const plain = before === undefined ? report.sql(asked, world, []) : null;
      return askedReport(report.definition, asked, async (snapshot) => plain ?? report.sql(asked, world, before === undefined ? [] : await snapshot.rows(before)), reader);
    },
  };
}

function askedReport(definition: ReportDefinition, asked: Asked, sqlAt: (snapshot: Snapshot) => Promise<ReportSql>, reader: ReportReader): AskedReport {
  const totals = async (snapshot: Snapshot, sql: ReportSql): Promise<ReportRow> => readRow(totalColumns(definition), (await snapshot.rows(over(sql, sql.totals)))[0] ?? {});
  const read = (rows: readonly DatabaseRow[]): readonly ReportRow[] => rows.map((row) => readRow(definition.columns, row));
  const withSql = <T>(work: (snapshot: Snapshot, sql: ReportSql) => Promise<T>): Promise<T> => reader.read(async (snapshot) => work(snapshot, await sqlAt(snapshot)));
  return {
    definition, asked,
    async page(first, after) {
      const found = read(await withSql((snapshot, sql) => snapshot.rows(paged(sql, first + 1, after))));
      return { rows: found.slice(0, first), hasNextPage: found.length > first };
    },
    count: async () => Number((await withSql((snapshot, sql) => snapshot.rows(over(sql, `select count(*)::int as count from (${sql.rows}) as report`))))[0]?.['count']),
    totals: () => withSql(totals),
    sources: () => reader.read((snapshot) => sourcesOf(definition, snapshot)),
    stream: (size, begin, take) => withSql(async (snapshot, sql) => {
      const sources = await sourcesOf(definition, snapshot);
      await snapshot.each(over(sql, totalsAndRows(definition, sql)), size, async ([first, ...others]) => {
        const head = first?.[totalsColumn] ?? null;
        if (head !== null) await begin({ totals: readRow(totalColumns(definition), head as DatabaseRow), sources });
        const rows = head === null && first !== undefined ? [first, ...others] : others;
        if (rows.length > 0) await take(read(rows));
      });
    }),
  };
}

const over = ({ base, values }: ReportSql, select: string, ...more: readonly unknown[]): Statement => ({ text: `with ${values.named()}, ${base} ${select}`, values: [...values.list, ...more] });

const totalsColumn = 'its totals';

/** Both in one statement, since what they rest on takes longest: a first row, without an id, that holds the totals, then the rows in order. */
function totalsAndRows({ columns }: ReportDefinition, { rows, totals }: ReportSql): string {
  const names = columns.map(({ name }) => name);
  return `select * from (
    select ${names.map((name) => `"${name}"`).join(', ')}, null::jsonb as "${totalsColumn}" from (${rows}) as report
    union all select ${names.map(() => 'null').join(', ')}, to_jsonb(total) from (${totals}) as total) as both_of order by id collate "C" nulls first`;
}

function paged(sql: ReportSql, limit: number, after: string | null): Statement {
  const place = sql.values.list.length;
  const beyond = `where $${place + 1}::text is null or id collate "C" > $${place + 1}::text`;
  return over(sql, `select * from (${sql.rows}) as report ${beyond} order by id collate "C" limit $${place + 2}`, after, limit);
}
