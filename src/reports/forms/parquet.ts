import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, ReportColumn, ReportRow } from '../../domain/report.ts';
import type { ReportForm } from './form.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Apache Parquet, compressed with Snappy: instants are timestamps in UTC, lists are lists. A batch of rows is a row group. */
export const parquet: ReportForm = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  batch: 10_000,
  tellsTotals: false,
  writer: ({ name: report, columns }, { meant }) => {
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({
      writer: bytes, schema: [{ name: 'report', num_children: columns.length }, ...columns.flatMap(elements)],
      kvMetadata: [{ key: 'report', value: report }, { key: 'asked', value: JSON.stringify(meant) }],
    });
    return {
      begin: () => drained(bytes),
      rows: (rows) => {
        void writer.write({ columnData: columns.map((column) => ({ name: column.name, data: rows.map((row) => converted(column, row)) })), rowGroupSize: rows.length });
        return drained(bytes);
      },
      end: () => {
        void writer.finish();
        return drained(bytes);
      },
    };
  },
};

/** What stands in the buffer, which is begun anew; `offset` goes on counting, for the footer names places in the file. */
function drained(bytes: ByteWriter): Uint8Array {
  const taken = new Uint8Array(bytes.buffer, 0, bytes.index).slice();
  bytes.index = 0;
  return taken;
}

function elements({ name, type, isNullable }: ReportColumn): SchemaElement[] {
  const repetition = { repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED' } as const;
  switch (type) {
    case 'INTEGER': return [{ name, type: 'INT32', ...repetition }];
    case 'NUMBER': return [{ name, type: 'DOUBLE', ...repetition }];
    case 'TRUTH': return [{ name, type: 'BOOLEAN', ...repetition }];
    case 'INSTANT': return [{ name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', ...repetition }];
    case 'DATE': return [{ name, type: 'INT32', converted_type: 'DATE', ...repetition }];
    case 'RECORDS': return [
      { name, converted_type: 'LIST', num_children: 1, repetition_type: 'REQUIRED' },
      { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
      { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ];
    case 'TEXT': case 'RECORD': return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', ...repetition }];
  }
}

function converted({ name, type }: ReportColumn, row: ReportRow): Cell | Date {
  const cell = row[name] ?? null;
  return (type === 'INSTANT' || type === 'DATE') && typeof cell === 'string' ? new Date(cell) : cell;
}
