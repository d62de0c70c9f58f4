import { IsolationLevel } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ReportReader, Snapshot, Statement } from '../domain/ports/report-reader.ts';
import { query } from './sql.ts';

/** Longer than any report should take; what does must not hold a connection for ever. */
const slowestMs = 120_000;

/**
 * Reads on a connection of its own, in one read-only transaction that sees one moment. The embedded database has a single
 * connection, which nobody may keep to themselves: there each statement stands alone, and a stream is a cursor that holds
 * its rows outside any transaction.
 */
export function reportReader(root: SqlEntityManager, { isEmbedded }: { readonly isEmbedded: boolean }): ReportReader {
  return {
    read: (work) => {
      if (isEmbedded) return work(snapshotOn(root.fork(), 'with hold'));
      return root.fork().transactional(async (em) => {
        // Compiling a statement of many parts takes longer than running it. What is sorted and joined fits into memory; and of JSON
        // the planner knows too little to see that sorting both sides of a join takes longer than hashing one. Who opens a cursor reads all of it.
        await query(em, `select set_config('statement_timeout', $1, true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('enable_mergejoin', 'off', true), set_config('cursor_tuple_fraction', '1', true)`, [`${slowestMs}`]);
        return work(snapshotOn(em, 'no scroll'));
      }, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
    },
  };
}

let cursors = 0;

function snapshotOn(em: SqlEntityManager, holding: 'with hold' | 'no scroll'): Snapshot {
  return {
    rows: ({ text, values }) => query(em, text, values),
    async each({ text, values }: Statement, size, take) {
      cursors += 1;
      const cursor = `report_${cursors}`;
      const kind = holding === 'with hold' ? 'cursor with hold' : 'no scroll cursor';
      await query(em, `declare ${cursor} ${kind} for ${text}`, values);
      try {
        for (let count = size; count === size;) {
          const rows = await query(em, `fetch ${size} from ${cursor}`);
          count = rows.length;
          if (count > 0) await take(rows);
        }
      } finally {
        // A transaction takes its cursors along when it ends; one that holds its rows would stay.
        if (holding === 'with hold') await query(em, `close ${cursor}`);
      }
    },
  };
}
