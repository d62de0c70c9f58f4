import { UserMistake } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { OpeningStore } from '../domain/ports/opening-store.ts';
import type { Database } from './database.ts';

export function openingStore(database: Database, clock: Clock): OpeningStore {
  return {
    async ofKey(idempotencyKey, bodyDigest) {
      await database.query('insert into muster.change_opening_key (idempotency_key, body_digest) values ($1, $2) on conflict (idempotency_key) do nothing', [idempotencyKey, bodyDigest]);
      const [row] = await database.query('select body_digest, change_id from muster.change_opening_key where idempotency_key = $1', [idempotencyKey]);
      if (row?.['body_digest'] !== bodyDigest) throw new UserMistake('IDEMPOTENCY_MISMATCH', `The idempotency key "${idempotencyKey}" was used to open another change; use a new key for a new request.`, ['idempotencyKey']);
      const change = row['change_id'];
      return typeof change === 'string' ? change : null;
    },
    async takeTurn({ connection, correlation }, leaseMs) {
      const now = clock.now();
      const [row] = await database.query(
        `insert into muster.change_opening as standing (connection, correlation, fence, lease_until) values ($1, $2, 1, $3)
         on conflict (connection, correlation) do update set fence = standing.fence + 1, lease_until = excluded.lease_until
         where standing.lease_until is null or standing.lease_until <= $4 returning fence, asked_at`,
        [connection, correlation, instant(new Date(now.getTime() + leaseMs)), instant(now)]);
      return row === undefined ? null : { fence: Number(row['fence']), askedAt: momentOf(row['asked_at']) };
    },
    async noteAsked({ connection, correlation }, fence) {
      const now = instant(clock.now());
      const rows = await database.query(
        `update muster.change_opening set asked_at = $4
         where connection = $1 and correlation = $2 and fence = $3 and lease_until > $4 returning fence`, [connection, correlation, fence, now]);
      return rows.length === 1;
    },
    async endTurn({ connection, correlation }, fence, end) {
      await database.query(
        `update muster.change_opening set lease_until = null, asked_at = case when $4 then null else asked_at end
         where connection = $1 and correlation = $2 and fence = $3`, [connection, correlation, fence, end === 'KNOWN']);
    },
    async keep(idempotencyKey, change) {
      await database.query('update muster.change_opening_key set change_id = $2 where idempotency_key = $1 and change_id is null', [idempotencyKey, change]);
    },
  };
}

/** The drivers answer a timestamp as a Date or as text. */
function momentOf(value: unknown): string | null {
  if (value instanceof Date) return instant(value);
  return typeof value === 'string' ? instant(new Date(value)) : null;
}
