import type { JournalFlaw } from '../domain/deployment.ts';
import type { Database } from './database.ts';

/**
 * The first flaw in a deployment's journal; null when every line is as it was written: none changed, removed, swapped or
 * added, and the end not cut off, since the row keeps the last line's hash. Null too for a deployment that is not there.
 */
export async function flawOfJournal(database: Database, id: string): Promise<JournalFlaw | null> {
  const lines = await database.query(reckoned, [id]);
  for (const [index, { number, hash, should }] of lines.entries()) {
    if (number !== index + 1) return { number: index + 1, is: 'MISSING' };
    if (hash !== should) return { number, is: 'CHANGED' };
  }
  const [row] = await database.query('select journal_length as length, journal_head as head from muster.deployment where id = $1', [id]);
  if (row === undefined) return null;
  if (lines.length !== row['length']) return { number: Math.min(lines.length, Number(row['length'])) + 1, is: lines.length < Number(row['length']) ? 'MISSING' : 'ADDED' };
  return lines.at(-1)?.['hash'] === row['head'] ? null : { number: lines.length, is: 'CHANGED' };
}

const reckoned = `select number, hash, muster.journal_hash(lag(hash) over (order by number), line) as should
  from muster.journal_entry as line where deployment_id = $1 order by number`;
