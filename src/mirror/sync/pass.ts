import { SourceError } from '../../domain/error.ts';
import { instant, type Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { SyncName, SyncStore, SyncTurn } from '../../domain/ports/sync-store.ts';
import type { RecordSync, SyncPage } from '../../domain/ports/sync.ts';
import type { AnyRecord, ReadableKind } from '../../domain/record.ts';
import { copyOfRecord } from '../copies.ts';
import { within } from '../guard.ts';
import { problemOf } from '../problem.ts';
import { batches } from './batches.ts';
import { backoffMs, type SyncSettings } from './settings.ts';

/** What every pass needs. */
export interface SyncParts {
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly settings: SyncSettings;
  /** Names this process in leases. */
  readonly runner: string;
  /** How long a connection may take for a page, milliseconds. */
  deadlineOf(connection: Connection): number;
}

export type PassEnd = 'FINISHED' | 'FAILED' | 'STOPPED' | 'TAKEN';

/**
 * One pass of one sync, whole or of what changed: page by page into the store, each with the cursor that follows it. A
 * tool that fails ends it where it stands; what was kept is kept, nothing is emptied, and the next turn goes on from there.
 */
export async function runPass(parts: SyncParts, connection: Connection, name: SyncName, signal: AbortSignal): Promise<PassEnd> {
  const { store, settings, clock } = parts;
  const sync = connection.syncs?.[name.kind] as RecordSync<ReadableKind> | undefined;
  const turn = sync === undefined ? null : await store.takeTurn(name, parts.runner, settings.leaseMs, settings.wholeEveryMs);
  if (sync === undefined || turn === null) return 'TAKEN';
  try {
    return await readAll(parts, connection, name, turn, sync, signal);
  } catch (error) {
    if (signal.aborted) {
      await store.giveBack(name, turn);
      return 'STOPPED';
    }
    // What is not the tool's failure is ours: the turn lapses, and is taken up again then.
    if (!(error instanceof SourceError)) throw error;
    const { problem } = error;
    await store.giveUp(name, turn, problem, (failures) => backoffMs(failures, settings.everyMs, problem.retryAt, clock.now()));
    return 'FAILED';
  }
}

async function readAll(parts: SyncParts, connection: Connection, name: SyncName, turn: SyncTurn, sync: RecordSync<ReadableKind>, signal: AbortSignal): Promise<PassEnd> {
  const { store, settings, clock } = parts;
  const ask: Ask = { purpose: 'judge', maxAgeMs: 0, signal };
  const page = (cursor: string | null): Promise<SyncPage<AnyRecord>> => within(parts.deadlineOf(connection), connection.name, clock, () => movingPage(sync, cursor, ask, connection, clock));
  for await (const { records, ...rest } of batches(turn.cursor, settings.batch, page)) {
    const copies = records.filter(({ kind, source }) => kind === name.kind && source.connection === name.connection).map((record) => copyOfRecord(record));
    if (!await store.keepPages(name, turn, { ...rest, copies }, settings.leaseMs)) return 'TAKEN';
    if (signal.aborted) {
      await store.giveBack(name, turn);
      return 'STOPPED';
    }
  }
  await store.finish(name, turn, settings.everyMs);
  return 'FINISHED';
}

/** Any failure of the connection is the tool's; a page that leads back to itself would be asked for for ever. */
async function movingPage(sync: RecordSync<ReadableKind>, cursor: string | null, ask: Ask, connection: Connection, clock: Clock): Promise<SyncPage<AnyRecord>> {
  const page = await sync.page(cursor, ask).catch((error: unknown) => { throw error instanceof SourceError ? error : new SourceError(connection.name, problemOf(error, clock)); });
  if (page.isLast || page.cursor !== cursor) return page;
  throw new SourceError(connection.name, { code: 'UNEXPECTED_ANSWER', message: 'It tells of more records and leads back to the same ones.', sinceAt: instant(clock.now()), retryAt: null });
}
