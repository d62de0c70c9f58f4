import { IsolationLevel } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ApprovalWaits } from '../domain/ports/approval-waits.ts';
import { approvalWaitColumns, approvalWaitsOf, readingsOf } from './approval-waits.ts';
import { retried } from './retry.ts';
import { query } from './sql.ts';

/** How many notes are taken away in one transaction. */
const atOnce = 1_000;

/**
 * Each step reads and writes one moment of the database: a note that it takes away was written with what the step read, and what
 * is written later has its own. Of two hubs at it one waits, before its moment is taken, so that whoever writes later has read later.
 */
export function approvalWaitStore(root: SqlEntityManager): ApprovalWaits {
  const step = (): Promise<number> => retried(() => root.fork().transactional(async (em) => {
    await query(em, 'lock table muster.approval_wait in share row exclusive mode');
    const [row] = await query(em, reckon, [atOnce]);
    return Number(row?.['count']);
  }, { isolationLevel: IsolationLevel.REPEATABLE_READ }));
  return {
    async reckon() {
      const [any] = await query(root.fork(), 'select exists (select from muster.approval_note) as is_any');
      if (any?.['is_any'] !== true) return 0;
      for (let reckoned = 0; ;) {
        const count = await step();
        reckoned += count;
        if (count === 0) return reckoned;
      }
    },
  };
}

const columns = ['change', 'who', 'place', ...approvalWaitColumns].join(', ');
const reckon = `
  with taken as (delete from muster.approval_note where ctid = any (array(select ctid from muster.approval_note limit $1)) returning change),
  named as materialized (select distinct change from taken),
  fresh as materialized (select ${columns} from (${approvalWaitsOf(readingsOf('named'))}) as reckoned),
  gone as (delete from muster.approval_wait as kept where change in (select change from named) and not exists (select from fresh where (fresh.change, fresh.who, fresh.place) = (kept.change, kept.who, kept.place))),
  kept as (
    insert into muster.approval_wait (${columns}) select ${columns} from fresh
    on conflict (change, who, place) do update set ${approvalWaitColumns.map((column) => `${column} = excluded.${column}`).join(', ')})
  select count(*) from taken`;
