import type { Connection } from '../../../src/domain/ports/connection.ts';
import type { SyncPage } from '../../../src/domain/ports/sync.ts';
import type { AnyRecord, ReadableKind } from '../../../src/domain/record.ts';
import { runPass } from '../../../src/mirror/sync/pass.ts';
import { syncDefaults } from '../../../src/mirror/sync/settings.ts';
import type { Store } from '../../../src/store/index.ts';
import type { Pass, WritingParty } from './party.ts';

const pageSize = 1_000;
const day = 86_400_000;

/**
 * The hub's own passes, at its own settings, over a connection that answers with records from memory: turn and fence, a
 * cursor and a transaction per batch, history, and at the end of a whole pass the search for what is gone.
 */
export function ourSync(store: Store, clock: { now: () => Date }): WritingParty {
  const write = async (pass: Pass): Promise<void> => {
    const { connection, kind } = pass;
    const end = await runPass({ store: store.syncs, clock, runner: 'bench', settings: syncDefaults, deadlineOf: () => 60_000 }, memory(pass), { connection, kind: kind as ReadableKind }, new AbortController().signal);
    if (end !== 'FINISHED') throw new Error(`a pass over ${kind} ended ${end}`);
  };
  return { name: 'sync', first: write, changed: write, unchanged: write };
}

/** From one pass to the next: long enough that one is due, and that a whole one is where that is wanted. */
export const apartMs = { changed: day / 2, unchanged: 2 * day };

function memory({ connection, kind, records }: Pass): Connection {
  const page = (cursor: string | null): Promise<SyncPage<AnyRecord>> => {
    // Each pass here is over all of its records: a cursor of the one before means the beginning.
    const from = cursor?.startsWith('at ') === true ? Number(cursor.slice(3)) : 0;
    const to = Math.min(records.length, from + pageSize);
    const isLast = to === records.length;
    return Promise.resolve({ records: records.slice(from, to), cursor: isLast ? 'end' : `at ${to}`, isLast, total: records.length, hidden: 0 });
  };
  return { name: connection, system: 'BENCH', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), syncs: { [kind]: { page } } };
}
