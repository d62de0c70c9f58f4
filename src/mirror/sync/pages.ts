import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Copy } from '../../domain/ports/copy-store.ts';
import { itemRelations, type ItemRelation } from '../../domain/ports/concerned-items.ts';
import type { SyncKind, SyncName } from '../../domain/ports/sync-store.ts';
import type { RecordSync, SyncCursor, SyncPage } from '../../domain/ports/sync.ts';
import { buildCommit } from '../../domain/ports/undated-builds.ts';
import type { ReadableKind } from '../../domain/record.ts';
import { copyOfRecord } from '../copies.ts';
import { toldBy } from './told-by.ts';
import type { SyncParts } from './pass.ts';

/** What one sync reads, as copies; throws a SourceError when the tool fails. */
export interface CopyPages {
  page(cursor: SyncCursor | null, ask: Ask): Promise<SyncPage<Copy>>;
  /** true: a page takes so long that it is kept before the next one comes. */
  readonly areKeptAlone: boolean;
}

/** The pages of a sync; undefined when the connection cannot read that kind. */
export function pagesOf(parts: SyncParts, connection: Connection, { kind }: SyncName): CopyPages | undefined {
  if (kind === buildCommit) return parts.commits?.pages(connection, parts.deadlineOf(connection));
  if (isItemRelation(kind)) return parts.surroundings?.pages(connection, kind, parts.deadlineOf(connection));
  const sync = connection.syncs?.[kind] as RecordSync<ReadableKind> | undefined;
  if (sync === undefined) return undefined;
  return {
    areKeptAlone: false,
    async page(cursor, ask) {
      const { records, ...rest } = await toldBy(connection, parts.deadlineOf(connection), parts.clock, () => sync.page(cursor, ask));
      return { ...rest, records: records.filter((record) => record.kind === kind && record.source.connection === connection.name).map((record) => copyOfRecord(record)) };
    },
  };
}

function isItemRelation(kind: SyncKind): kind is ItemRelation {
  return (itemRelations as readonly string[]).includes(kind);
}
