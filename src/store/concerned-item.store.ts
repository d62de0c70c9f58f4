import type { ConcernedItems } from '../domain/ports/concerned-items.ts';
import type { Database } from './database.ts';
import { isJudged } from './lead-times.ts';

export function concernedItemStore(database: Database): ConcernedItems {
  return {
    async unread({ connection, relation, targets, incidentsSince, readBefore, except, after, limit }) {
      const rows = await database.query(unread, [connection, relation, targets, incidentsSince, readBefore, except, after ?? '', limit]);
      return { ids: rows.map((row) => String(row['identity'])), left: Number(rows[0]?.['left_over'] ?? 0) };
    },
  };
}

/** An item that is gone, or that its tool never showed, has no surroundings that it would tell. */
const unread = `with concerned as (
    select identity from muster.link where relation = 'CONFIGURATION_ITEM' and ${isJudged('excluded')}
    union select identity from muster.copy where kind = 'ci' and reference = any($3)
    union select content ->> 'configurationItemId' from muster.copy where kind = 'incident' and content ->> 'openedAt' >= $4 and gone_because is null)
  select item.identity, (count(*) over ())::int as left_over
  from concerned join muster.copy as item on item.kind = 'ci' and item.identity = concerned.identity
  left join muster.copy as said on said.kind = $2 and said.identity = item.identity
  where item.connection = $1 and item.gone_because is null and (said.fetched_at is null or said.fetched_at < $5::timestamptz)
    and item.identity <> all($6) and item.identity collate "C" > $7
  order by item.identity collate "C" limit $8`;
