import { CsvError, parse } from 'csv-parse/sync';
import { badFile, badOption, employmentOf, type Named } from './person.ts';

/** What may stand in a feed, by our names; which header each has is said with --map. */
const fields = ['email', 'name', 'employment', 'unit', 'startsOn', 'endsOn', 'movedOn'] as const;
type Field = (typeof fields)[number];

/** RFC 4180 in UTF-8 with a head line. `map` holds "field=Header of the file"; a field without one is looked for by its own name. */
export function readCsv(text: string, map: readonly string[]): readonly Named[] {
  const headers = headersBy(map);
  const records = parsed(text);
  const [head = []] = records.map(({ record }) => record);
  const doubled = head.find((name, index) => head.indexOf(name) !== index);
  if (doubled !== undefined) throw badFile(`line 1: the header "${doubled}" stands twice.`);
  const place = (field: Field): number => head.indexOf(headers.get(field) ?? field);
  for (const [field, header] of headers) if (!head.includes(header)) throw badFile(`line 1: there is no header "${header}" for ${field}; there are ${head.join(', ')}.`);
  for (const field of ['email', 'employment'] as const) if (place(field) < 0) throw badFile(`line 1: there is no header for ${field}; say which with --map ${field}=HEADER. There are ${head.join(', ')}.`);
  return records.slice(1).map(({ record, line }) => {
    const cell = (field: Field): string | null => record[place(field)]?.trim() || null;
    const where = `line ${line}`;
    return { where, person: { email: cell('email') ?? '', employment: employmentOf(cell('employment') ?? '', where), name: cell('name'), unit: cell('unit'), startsOn: cell('startsOn'), endsOn: cell('endsOn'), movedOn: cell('movedOn') } };
  });
}

function headersBy(map: readonly string[]): ReadonlyMap<Field, string> {
  return new Map(map.map((one) => {
    const [, name = '', header = ''] = /^([A-Za-z]+)=(.+)$/s.exec(one) ?? [];
    const field = fields.find((known) => known === name);
    if (field === undefined) throw badOption(`--map ${one} is not FIELD=HEADER with a field of ${fields.join(', ')}.`);
    return [field, header] as const;
  }));
}

/** Each record with the line on which it begins. */
function parsed(text: string): readonly { readonly record: readonly string[]; readonly line: number }[] {
  try {
    let line = 1;
    // With `info` each record comes with where it ended, which the package's types do not know.
    return (parse(text, { bom: true, skip_empty_lines: true, info: true, record_delimiter: ['\r\n', '\n', '\r'] }) as unknown as readonly { record: string[]; info: { lines: number } }[]).map(({ record, info }) => {
      const begins = Math.max(line, info.lines - record.join('').split('\n').length + 1);
      line = info.lines + 1;
      return { record, line: begins };
    });
  } catch (error) {
    if (error instanceof CsvError) throw badFile(`The file is no CSV: ${error.message}.`);
    throw error;
  }
}
