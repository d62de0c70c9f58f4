import { reports } from './list.ts';
import { formsOf } from './forms/index.ts';
import { isNumber, totalColumns } from '../domain/report.ts';
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
