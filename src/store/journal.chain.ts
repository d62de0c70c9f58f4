import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { KeptJournal, Page, PageRequest } from '../domain/ports/stores.ts';
import type { Database } from './database.ts';
import { Conditions, pageOf } from './paging.ts';
import { query } from './sql.ts';

/** Row and lines of a journal in one statement, so that a line that is being written is in both or in neither. */
const whole = `(select id, sequence, journal_length, journal_head, (
    select jsonb_agg(jsonb_build_object('said', said, 'hash', hash) order by number) from (
      select number, hash, muster.journal_text(lag(hash) over (order by number), line) as said from muster.journal_entry as line where deployment_id = deployment.id
    ) as told) as lines
  from muster.deployment) as journal`;

export async function journals(database: Database, page: PageRequest): Promise<Page<KeptJournal>> {
  const found = await pageOf(database, { table: whole, columns: ['sequence'], direction: 'asc' }, new Conditions(), page);
  return { ...found, items: found.items.map((row) => ({ deployment: String(row['id']), length: Number(row['journal_length']), head: String(row['journal_head']), lines: (row['lines'] ?? []) as KeptJournal['lines'] })) };
}

/** How many journals are told of in one transaction: others who write into the log wait for so long. */
export const sealedAtOnce = 200;

/**
 * Tells of some journals that have grown since they were told of. One that is being written at the moment is left for the next
 * time: waiting for it would hold up the log.
 */
export async function sealSome(em: SqlEntityManager, tell: (seal: { readonly deployment: string; readonly length: number; readonly head: string }) => Promise<void>): Promise<number> {
  const rows = await query(em, `select id, journal_length, journal_head from muster.deployment where journal_length > journal_sealed order by sequence limit ${sealedAtOnce} for update skip locked`);
  for (const row of rows) await tell({ deployment: String(row['id']), length: Number(row['journal_length']), head: String(row['journal_head']) });
  await query(em, 'update muster.deployment set journal_sealed = journal_length where id = any($1)', [rows.map((row) => row['id'])]);
  return rows.length;
}
