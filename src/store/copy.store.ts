import type { Copy, CopyStore } from '../domain/ports/copy-store.ts';
import type { Database } from './database.ts';
import { CopyEntity } from './entities/copy.entity.ts';
import { toJsonb } from './json.ts';
import type { Row } from './sql.ts';

export function copyStore(database: Database): CopyStore {
  return {
    find: async (kind, names) => {
      if (names.length === 0) return new Map();
      const copies = (await database.query(find, [kind, names])).map((row) => toCopy(database, row));
      return new Map(names.flatMap((name) => {
        const copy = bestOf(copies, name);
        return copy === undefined ? [] : [[name, copy]];
      }));
    },
    keep: async (copies) => {
      if (copies.length > 0) await database.query(keep, [toJsonb(newestOfEach(copies).map(toGiven))]);
    },
  };
}

/** Two index look-ups rather than an OR over two indexes. */
const find = `select * from muster.copy where kind = $1 and identity = any($2)
  union all select * from muster.copy where kind = $1 and reference = any($2) and identity <> all($2)`;

/** Sorted by key, so that two writers of the same records never deadlock. */
const keep = `insert into muster.copy (kind, identity, connection, reference, content, fetched_at)
  select kind, identity, connection, reference, coalesce(content, 'null'), fetched_at
  from jsonb_to_recordset($1::jsonb) as given (kind text, identity text, connection text, reference text, content jsonb, fetched_at timestamptz)
  order by kind, identity
  on conflict (kind, identity) do update
  set connection = excluded.connection, reference = excluded.reference, content = excluded.content, fetched_at = excluded.fetched_at
  where copy.fetched_at <= excluded.fetched_at`;

/** An identity names one record for ever; a label may have moved from one record to another: the newest copy has it. */
function bestOf(copies: readonly Copy[], name: string): Copy | undefined {
  const byIdentity = copies.find((copy) => copy.identity === name);
  if (byIdentity !== undefined) return byIdentity;
  return copies.filter((copy) => copy.reference === name).reduce<Copy | undefined>((best, copy) => (best === undefined || copy.fetchedAt > best.fetchedAt ? copy : best), undefined);
}

function newestOfEach(copies: readonly Copy[]): readonly Copy[] {
  const newest = new Map<string, Copy>();
  for (const copy of copies) {
    const key = JSON.stringify([copy.kind, copy.identity]);
    const before = newest.get(key);
    if (before === undefined || copy.fetchedAt >= before.fetchedAt) newest.set(key, copy);
  }
  return [...newest.values()];
}

function toGiven({ fetchedAt, ...same }: Copy): Readonly<Record<string, unknown>> {
  return { ...same, fetched_at: fetchedAt };
}

function toCopy(database: Database, row: Row): Copy {
  const { kind, identity, connection, reference, content, fetchedAt } = database.em().map(CopyEntity, row);
  return { kind, identity, connection, reference, content, fetchedAt };
}
