import { parquetReadObjects } from 'hyparquet';
import type { ReportDefinition, ReportRow } from '../../domain/report.ts';
import { readAsked } from '../asked.ts';
import { count, date, measure, moment, record, records, rowId, text, truth } from '../columns.ts';
import { since, timeZone, until } from '../parameters.ts';
import { forms, formsOf } from './index.ts';

const definition: ReportDefinition = {
  name: 'odd-things', title: 'Odd things', says: 'What is odd?', rules: [], definedBy: [], moreTotals: [], parameters: [since, until, timeZone], restsOn: [], roles: ['VIEWER'], looksAhead: false,
  columns: [rowId, text('word', 'A word.', { isNullable: true }), count('many', 'How many.'), measure('much', 's', 'How much.'), truth('holds', 'Whether.', { isNullable: true }), moment('at', 'When.', { isNullable: true }), date('day', 'The day.'), record('one', 'Behind it.'), records('some', 'Behind it.')],
};
const row = (id: string, more: Partial<ReportRow> = {}): ReportRow => ({ id, word: 'plain', many: 1, much: 0.5, holds: true, at: '2026-11-02T09:00:00.001Z', day: '2026-11-02', one: 'jira:work-item:1', some: ['a:ci:1', 'a:ci:2'], ...more });
const nothing = row('0', { word: null, many: 0, much: null, holds: null, at: null, one: null, some: [] });

function written(form: string, batches: readonly (readonly ReportRow[])[]): Buffer {
  const asked = readAsked(definition, { since: '2026-11-01', until: '2026-12-01' }, '2026-12-01T00:00:00.000Z');
  const writer = forms.find(({ name }) => name === form)?.writer(definition, asked);
  if (writer === undefined) throw new Error(`no form ${form}`);
  const chunks = [writer.begin({ totals: { many: 2, much: null }, sources: [] }), ...batches.map((rows) => writer.rows(rows)), writer.end()];
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk as string)));
}

describe('CSV', () => {
  const lines = (...words: readonly string[]): readonly string[] => written('csv', [words.map((word, index) => row(`${index}`, { word }))]).toString('utf8').split('\r\n').slice(1, -1).map((line) => line.slice(2));
  const rest = ',1,0.5,true,2026-11-02T09:00:00.001Z,2026-11-02,jira:work-item:1,a:ci:1 a:ci:2';

  it('has a head line, empty cells for null, and ends every line', () => {
    expect(written('csv', [[nothing], [row('1', { many: -1, much: -0.25 })]]).toString()).toBe(
      'id,word,many,much,holds,at,day,one,some\r\n0,,0,,,,2026-11-02,,\r\n1,plain,-1,-0.25,true,2026-11-02T09:00:00.001Z,2026-11-02,jira:work-item:1,a:ci:1 a:ci:2\r\n');
    expect(written('csv', []).toString()).toBe('id,word,many,much,holds,at,day,one,some\r\n');
  });

  it('quotes what would end a cell, and keeps every script', () => {
    expect(lines('a,b', 'say "no"', 'two\nlines', 'Zürich 東京 🚢')).toEqual([`"a,b"${rest}`, `"say ""no"""${rest}`, `"two\nlines"${rest}`, `Zürich 東京 🚢${rest}`]);
  });

  it.each(['=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＠SUM(1)', '＋1', '－1'])('takes %j for a text, and no spreadsheet for a formula', (word) => {
    const [line = ''] = written('csv', [[row('0', { word })]]).toString('utf8').split('\r\n').slice(1).join('\r\n').split(/(?<=true),/);
    expect(line.slice(2).replace(/^"/, '').startsWith(`'${word.slice(0, 1)}`)).toBe(true);
  });
});

describe('JSON', () => {
  it('is one document that says what was asked and what stands in each column, in however many batches it is written', () => {
    for (const batches of [[], [[nothing]], [[nothing, row('1')], [row('2')]]]) {
      const document = JSON.parse(written('json', batches).toString()) as { rows: unknown[] };
      expect(document).toMatchObject({ report: 'odd-things', asked: { since: '2026-11-01T00:00:00.000Z', timeZone: 'UTC' }, totals: { many: 2, much: null }, sources: [] });
      expect(document.rows).toEqual(batches.flat());
    }
  });
});

describe('NDJSON', () => {
  it('is a line per row', () => {
    const text = written('ndjson', [[nothing], [row('1')]]).toString();
    expect(text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown)).toEqual([nothing, row('1')]);
    expect(written('ndjson', []).toString()).toBe('');
  });
});

describe('Parquet', () => {
  it('reads back as it was written, every cell of its type, over several row groups', async () => {
    const batches = [[nothing, row('1')], [row('2', { word: '=1+1', many: -7 })]];
    const file = written('parquet', batches);
    const read = await parquetReadObjects({ file: new Uint8Array(file).buffer });
    expect(read).toEqual(batches.flat().map((one) => ({ ...one, at: one['at'] === null ? null : new Date(one['at'] as string), day: new Date(one['day'] as string) })));
  });

  it('of no rows is a file all the same', async () => {
    expect(await parquetReadObjects({ file: new Uint8Array(written('parquet', [])).buffer })).toEqual([]);
  });
});

it('every form has a name and a media type of its own', () => {
  expect(forms.map(({ name }) => name)).toEqual(['csv', 'json', 'ndjson', 'parquet', 'ics']);
  expect(formsOf(definition).map(({ name }) => name)).toEqual(['csv', 'json', 'ndjson', 'parquet']);
  expect(new Set(forms.map(({ mediaType }) => mediaType)).size).toBe(forms.length);
});
