import type { Copy, CopyHistory, CopyStore, CopyVersion } from '../domain/ports/copy-store.ts';
import { dated } from './copy.content.ts';
import { writeCopies } from './copy.write.ts';
import type { Database } from './database.ts';
import { CopyEntity, CopyVersionEntity } from './entities/copy.entity.ts';
import { pruneReadings } from './reading.note.ts';
import { query } from './sql.ts';
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
      if (copies.length === 0) return;
      await database.transaction((em) => writeCopies((text, values) => query(em, text, values), copies));
    },
  };
}

export function copyHistory(database: Database): CopyHistory {
  return {
    asOf: async (kind, names, at) => {
      if (names.length === 0) return new Map();
      // In order of nearness: what comes last is what the name means.
      return new Map((await database.query(asOf, [kind, names, at])).map((row) => [String(row['name']), toVersion(database, row)]));
    },
    lose: async (kind, identities, at, because) => {
      if (identities.length > 0) await database.query(lose('standing.identity = any($2)'), [kind, identities, at, because, at]);
    },
    prune: async (before) => {
      await database.query(pruneReadings, [before]);
      return (await database.query('delete from muster.copy_version where valid_to < $1 returning 1 as one', [before])).length;
    },
  };
}

/** Two index look-ups rather than an OR over two indexes. */
const find = `select * from muster.copy where kind = $1 and identity = any($2) and gone_because is null
  union all select * from muster.copy where kind = $1 and reference = any($2) and identity <> all($2) and gone_because is null`;

/** A label is looked up as it is today, and an identity stands above a label; of several records with one label the newest has it. */
const asOf = `with named as (
    select reference as name, identity, 1 as nearness, fetched_at as read_at from muster.copy where kind = $1 and reference = any($2)
    union all select name, name, 2, null from unnest($2::text[]) as asked (name))
  select name, nearness, read_at, kind, identity, connection, reference, content, fetched_at, valid_from, null as valid_to, gone_because
  from muster.copy join named using (identity) where kind = $1 and valid_from <= $3
  union all
  select name, nearness, read_at, kind, identity, connection, reference, content, fetched_at, valid_from, valid_to, gone_because
  from muster.copy_version join named using (identity) where kind = $1 and valid_from <= $3 and valid_to > $3
  order by nearness, read_at`;

/**
 * Marks as gone from $5 on what was last read before $3, of kind $1 and among those that the condition names ($2), for the reason
 * $4; what stood there is history, and stays as the last copy.
 */
export function lose(among: string): string {
  return `with lost as (
      select standing.* from muster.copy as standing
      where kind = $1 and ${among} and fetched_at < $3 and gone_because is null order by kind, identity for update),
    versions as (
      insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content)
      select kind, identity, valid_from, $5, fetched_at, connection, reference, content from lost where valid_from < $5 on conflict do nothing)
    update muster.copy set gone_because = $4, valid_from = $5 from lost where copy.kind = lost.kind and copy.identity = lost.identity returning copy.identity`;
}

/** An identity names one record for ever; a label may have moved from one record to another: the newest copy has it. */
function bestOf(copies: readonly Copy[], name: string): Copy | undefined {
  const byIdentity = copies.find((copy) => copy.identity === name);
  if (byIdentity !== undefined) return byIdentity;
  return copies.filter((copy) => copy.reference === name).reduce<Copy | undefined>((best, copy) => (best === undefined || copy.fetchedAt > best.fetchedAt ? copy : best), undefined);
}

function toCopy(database: Database, row: Row): Copy {
  const { kind, identity, connection, reference, content, fetchedAt } = database.read(CopyEntity, row);
  return { kind, identity, connection, reference, content: dated(content, fetchedAt), fetchedAt };
}

function toVersion(database: Database, row: Row): CopyVersion {
  const { kind, identity, connection, reference, content, fetchedAt, validFrom, validTo, goneBecause } = database.read(CopyVersionEntity, row);
  return { copy: { kind, identity, connection, reference, content: dated(content, fetchedAt), fetchedAt }, validFrom, validTo, goneBecause };
}
