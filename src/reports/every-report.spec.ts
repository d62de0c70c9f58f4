import { parquetMetadata, parquetReadObjects, type SchemaElement } from 'hyparquet';
import { isNumber, totalColumns, type Cell, type ReportColumn, type ReportDefinition, type ReportRow } from '../domain/report.ts';
import { readAsked } from './asked.ts';
import { forms, formsOf } from './forms/index.ts';
import { planted } from './hidden.fixture.ts';
import { reports } from './list.ts';
import { catalogueWith, eachReportDatabase } from './reports.fixture.ts';

eachReportDatabase('every report', catalogueWith({ key: 'payments', targets: {} }), (given) => {
  it.each(reports.map(({ definition }) => [definition.name, definition] as const))('%s answers over an empty database, in every form, now and as of then', async (name, definition) => {
    const names = definition.parameters.map((parameter) => parameter.name);
    for (const parameters of [{}, ...(names.includes('asOf') ? [{ asOf: '2026-03-29', timeZone: 'Europe/Berlin' }] : [])]) {
      const report = given.ask(name, parameters);
      expect(Object.keys(await report.totals())).toEqual(totalColumns(definition).map((column) => column.name));
      expect(await report.count()).toBe(0);
      expect(await report.page(10, 'anything')).toEqual({ rows: [], hasNextPage: false });
      for (const form of formsOf(definition)) {
        const writer = form.writer(definition, report.asked);
        const chunks: (string | Uint8Array)[] = [];
        await report.stream(form, (head) => { chunks.push(writer.begin(head)); return Promise.resolve(); }, () => { throw new Error('there are no rows'); });
        expect(Buffer.concat([...chunks, writer.end()].map((chunk) => Buffer.from(chunk as string))).length).toBeGreaterThanOrEqual(form.name === 'ndjson' ? 0 : 10);
      }
    }
  });
});

eachReportDatabase('every report, page by page', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  it('tells the same rows in the same order as all at once, also where several begin in one millisecond', async () => {
    await planted(given);
    const lengths: number[] = [];
    for (const { definition } of reports) {
      const report = given.ask(definition.name);
      const whole = (await report.page(500, null)).rows;
      for (const first of [1, 2]) {
        const walked: ReportRow[] = [];
        for (let after: string | null = null, isMore = true; isMore;) {
          const { rows, hasNextPage } = await report.page(first, after);
          walked.push(...rows);
          isMore = hasNextPage;
          after = String(rows.at(-1)?.['id']);
        }
        expect({ report: definition.name, first, walked }).toEqual({ report: definition.name, first, walked: whole });
      }
      // What comes after a text that is no id of theirs, and after a moment at which nothing is.
      for (const after of ['2', '2026-11-11T09:59:59.999Z|', '2026-13-99T00:00:00.000Z|x']) expect((await report.page(500, after)).rows).toEqual(whole.filter(({ id }) => String(id) > after));
      lengths.push(whole.length);
    }
    expect(Math.max(...lengths)).toBeGreaterThan(5);
  });
});

describe('the definitions', () => {
  it.each(reports.map(({ definition }) => [definition.name, definition] as const))('%s is named and worded as all are', (name, { says, rules, parameters, columns, moreTotals }) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(says).toMatch(/\?$/);
    for (const sentence of [...rules, ...[...parameters, ...columns, ...moreTotals].map((one) => one.says)]) expect(sentence).toMatch(/[.…]$/);
    expect(columns[0]?.name).toBe('id');
    // Every number says which columns lead to what it counts; what a reading found is too much for ids.
    for (const column of columns) {
      const led = column.behind.map((one) => columns.find((other) => other.name === one)?.type);
      expect([column.name, isNumber(column), led.some((type) => type === 'RECORD' || type === 'RECORDS') || name === 'connection-health', led.includes(undefined)]).toEqual([column.name, led.length > 0, isNumber(column) || name === 'connection-health', false]);
    }
    for (const list of [parameters, columns, [...columns.filter(({ isTotal }) => isTotal), ...moreTotals]]) expect(new Set(list.map((one) => one.name)).size).toBe(list.length);
    expect(columns.filter(({ isBrief }) => isBrief).length).toBeLessThanOrEqual(12);
  });
});

describe('files of every report', () => {
  const hostile = '=1+1 Zürich 東京🚢';
  const cellOf = ({ type }: ReportColumn): Cell => {
    const cells: Readonly<Record<ReportColumn['type'], Cell>> = { TEXT: hostile, INTEGER: -7, NUMBER: -0.25, TRUTH: false, INSTANT: '2026-10-25T00:30:00.001Z', DATE: '2026-10-25', RECORD: hostile, RECORDS: [hostile, 'b'] };
    return cells[type];
  };
  const filed = (definition: ReportDefinition, form: string): Buffer => {
    const writer = forms.find(({ name }) => name === form)?.writer(definition, readAsked(definition, {}, '2026-12-01T00:00:00.000Z'));
    if (writer === undefined) throw new Error(`no form ${form}`);
    const row = Object.fromEntries(definition.columns.map((column) => [column.name, cellOf(column)]));
    return Buffer.concat([writer.begin({ totals: null, sources: [] }), writer.rows([row]), writer.end()].map((chunk) => Buffer.from(chunk as string)));
  };
  /** How Parquet has each type; what it is of is in `converted_type`. */
  const parquetTypes: Readonly<Record<ReportColumn['type'], readonly unknown[]>> = {
    TEXT: ['BYTE_ARRAY', 'UTF8'], RECORD: ['BYTE_ARRAY', 'UTF8'], INTEGER: ['INT32', undefined], NUMBER: ['DOUBLE', undefined], TRUTH: ['BOOLEAN', undefined], INSTANT: ['INT64', 'TIMESTAMP_MILLIS'], DATE: ['INT32', 'DATE'], RECORDS: [undefined, 'LIST'],
  };

  it.each(reports.map(({ definition }) => [definition.name, definition] as const))('%s: no cell of CSV is a formula, and every one of Parquet has the type of its column', async (_name, definition) => {
    const [, line = ''] = filed(definition, 'csv').toString('utf8').split('\r\n');
    expect(line.split(',')).toEqual(definition.columns.map((column) => ({ INTEGER: '-7', NUMBER: '-0.25', TRUTH: 'false', INSTANT: '2026-10-25T00:30:00.001Z', DATE: '2026-10-25', TEXT: `'${hostile}`, RECORD: `'${hostile}`, RECORDS: `'${hostile} b` })[column.type]));
    const file = new Uint8Array(filed(definition, 'parquet')).buffer;
    const elements = new Map(parquetMetadata(file).schema.map((element: SchemaElement) => [element.name, element]));
    expect(definition.columns.map(({ name }) => [name, elements.get(name)?.type, elements.get(name)?.converted_type, elements.get(name)?.repetition_type])).toEqual(
      definition.columns.map(({ name, type, isNullable }) => [name, ...parquetTypes[type], isNullable ? 'OPTIONAL' : 'REQUIRED']));
    expect(await parquetReadObjects({ file })).toEqual([Object.fromEntries(definition.columns.map((column) => [column.name, column.type === 'INSTANT' || column.type === 'DATE' ? new Date(cellOf(column) as string) : cellOf(column)]))]);
  });
});
