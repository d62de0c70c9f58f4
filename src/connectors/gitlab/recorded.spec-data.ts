import { readFileSync } from 'node:fs';

/** The `data` of each row of a recording: a table in CSV whose cells are quoted texts of JSON. */
export function recordedRows(file: string): readonly unknown[] {
  const [head = [], ...rows] = cellsOf(readFileSync(file, 'utf8'));
  const column = head.indexOf('data');
  return rows.map((row) => JSON.parse(row[column] ?? '') as unknown);
}

/** RFC 4180: a quoted cell may hold commas, line breaks and, doubled, quotes. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
