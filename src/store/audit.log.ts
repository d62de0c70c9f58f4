import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { chained, genesis, sealOf } from '../audit/index.ts';
import type { AuditEntry, AuditLog, KeptEntry } from '../domain/ports/stores.ts';
import type { Database } from './database.ts';
import { AuditEntryEntity } from './entities/audit-entry.entity.ts';
import { journals, sealedAtOnce, sealSome } from './journal.chain.ts';
import { storable, toJsonb } from './json.ts';
import { query, type Row } from './sql.ts';

/** Held by whoever writes the next entry, until it is written: each hangs on the one before. */
const chainLock = 1_835_365_492;

export function auditLog(database: Database): AuditLog {
  const read = (row: Row): KeptEntry => {
    const { number, at, actor, act, subject, outcome, because, previous, hash } = database.read(AuditEntryEntity, row);
    return { number, at, actor, act, subject, outcome, because, previous, hash };
  };
  return {
    append: (entry) => database.transaction(async (em) => {
      await query(em, 'select pg_advisory_xact_lock($1::bigint)', [chainLock]);
      await appendTo(em, entry);
    }),
    list: async ({ first, after }) => {
      const rows = await database.query('select *, (select count(*)::int from muster.audit_entry) as total_count from muster.audit_entry where number > $1 order by number limit $2', [Number(after ?? 0), first + 1]);
      return { items: rows.slice(0, first).map(read), totalCount: Number(rows[0]?.['total_count'] ?? after ?? 0), hasNextPage: rows.length > first };
    },
    head: async () => {
      const [last] = await database.query(newest);
      return last === undefined ? { number: 0, hash: genesis } : { number: Number(last['number']), hash: String(last['hash']) };
    },
    journals: (page) => journals(database, page),
    sealJournals: async (at) => {
      for (let told = 0; ;) {
        const some = await database.transaction(async (em) => {
          await query(em, 'select pg_advisory_xact_lock($1::bigint)', [chainLock]);
          return sealSome(em, (seal) => appendTo(em, { ...sealOf(seal), actor: null, at }));
        });
        told += some;
        if (some < sealedAtOnce) return told;
      }
    },
  };
}

const newest = 'select * from muster.audit_entry order by number desc limit 1';

/** In a transaction that holds the chain's lock. */
async function appendTo(em: SqlEntityManager, { at, actor, act, subject, outcome, because }: AuditEntry): Promise<void> {
  const [last] = await query(em, newest);
  const entry = chained({
    number: Number(last?.['number'] ?? 0) + 1, at, actor: JSON.parse(toJsonb(actor)) as unknown, act: storable(act), subject: storable(subject), outcome, because: because === null ? null : storable(because),
  }, last === undefined ? genesis : String(last['hash']));
  await query(em, 'insert into muster.audit_entry (number, at, actor, act, subject, outcome, because, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [entry.number, entry.at, entry.actor === null ? null : toJsonb(entry.actor), entry.act, entry.subject, entry.outcome, entry.because, entry.previous, entry.hash]);
}
