import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { AnyRecord } from '../../../src/domain/record.ts';
import type { WritingParty } from './party.ts';
import { columns, rowOf } from './row.ts';

const rowsPerChunk = 200;
const rowsPerStatement = 2_000;

/**
 * The baselines. First load: one COPY per kind into the table as it is, primary key and index there, rows made of records
 * as the stream takes them. Changed and unchanged: insert … on conflict do update of 2,000 rows a statement, each column
 * an array, each statement a transaction. Neither keeps a history, a cursor or a fence, nor notices what is gone or older.
 */
export function byHand(client: pg.Client): WritingParty {
  const write = async ({ records }: { readonly records: readonly AnyRecord[] }): Promise<void> => {
    for (const chunk of chunks(records, rowsPerStatement)) {
      const rows = chunk.map(rowOf);
      await client.query(upsert, columns.map((_column, index) => rows.map((row) => row[index])));
    }
  };
  return {
    name: 'by hand',
    async first({ records }) {
      const text = Readable.from(chunks(records, rowsPerChunk).map((chunk) => chunk), { objectMode: true });
      await pipeline(text, async function* lines(stream: AsyncIterable<readonly AnyRecord[]>) {
        for await (const chunk of stream) yield Buffer.from(chunk.map((record) => lineOf(rowOf(record))).join(''));
      }, client.query(copyFrom(`copy muster.copy (${columns.join(', ')}, valid_from) from stdin`)));
    },
    changed: write,
    unchanged: write,
  };
}

const upsert = `insert into muster.copy (${columns.join(', ')}, valid_from)
  select *, fetched_at from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[]) as given (${columns.join(', ')})
  on conflict (kind, identity) do update set connection = excluded.connection, reference = excluded.reference, digest = excluded.digest,
    content = excluded.content, fetched_at = excluded.fetched_at`;

/** A line of COPY's text format. */
function lineOf(row: readonly string[]): string {
  return `${[...row, row.at(-1) ?? ''].map((value) => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')).join('\t')}\n`;
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
