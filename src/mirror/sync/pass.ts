import { SourceError } from '../../domain/error.ts';
import { instant, type Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Copy } from '../../domain/ports/copy-store.ts';
import type { SyncName, SyncStore, SyncTurn } from '../../domain/ports/sync-store.ts';
import type { SyncPage } from '../../domain/ports/sync.ts';
import { batches } from './batches.ts';
import type { Commits } from './commits.ts';
import { pagesOf, type CopyPages } from './pages.ts';
import { backoffMs, type SyncSettings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';

/** What every pass needs. */
export interface SyncParts {
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly settings: SyncSettings;
  /** Left out: nothing of the kind is read. */
  readonly surroundings?: Surroundings | undefined;
  readonly commits?: Commits | undefined;
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
  const pages = pagesOf(parts, connection, name);
  const turn = pages === undefined ? null : await store.takeTurn(name, parts.runner, settings.leaseMs, settings.wholeEveryMs);
  if (pages === undefined || turn === null) return 'TAKEN';
  try {
    return await readAll(parts, connection, name, turn, pages, signal);
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

async function readAll(parts: SyncParts, connection: Connection, name: SyncName, turn: SyncTurn, pages: CopyPages, signal: AbortSignal): Promise<PassEnd> {
  const { store, settings, clock } = parts;
  const ask: Ask = { purpose: 'judge', maxAgeMs: 0, signal };
  const page = (cursor: string | null): Promise<SyncPage<Copy>> => movingPage(pages, cursor, ask, connection, clock);
  for await (const { records: copies, ...rest } of batches(turn.cursor, pages.areKeptAlone ? 1 : settings.batch, page)) {
    if (!await store.keepPages(name, turn, { ...rest, copies }, settings.leaseMs)) return 'TAKEN';
    if (signal.aborted) {
      await store.giveBack(name, turn);
      return 'STOPPED';
    }
  }
  await store.finish(name, turn, settings.everyMs);
  return 'FINISHED';
}

/** A page that leads back to itself would be asked for for ever. */
async function movingPage(pages: CopyPages, cursor: string | null, ask: Ask, connection: Connection, clock: Clock): Promise<SyncPage<Copy>> {
  const page = await pages.page(cursor, ask);
  if (page.isLast || page.cursor !== cursor) return page;
  throw new SourceError(connection.name, { code: 'UNEXPECTED_ANSWER', message: 'It tells of more records and leads back to the same ones.', sinceAt: instant(clock.now()), retryAt: null });
}
