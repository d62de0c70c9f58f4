import type { PGlite } from '@electric-sql/pglite';
import type { Changes, Moved } from '../domain/ports/changes.ts';
import { listenOnItsOwn } from './change.listener.ts';
import type { StoreLog } from './store.log.ts';

/** What the triggers of this database tell (12-changes-told), by whichever hub it was written. */
export interface ChangeFeed extends Changes {
  close(): Promise<void>;
}

export const channel = 'muster_changes';

/** On PostgreSQL over a connection of its own; the embedded database has one process, and tells it directly. */
export async function openChangeFeed(at: { readonly databaseUrl: string } | { readonly embedded: PGlite }, log: StoreLog): Promise<ChangeFeed> {
  const listeners = new Set<(moved: Moved) => void>();
  const tell = gathering((moved) => { for (const heard of listeners) heard(moved); });
  const told = (payload: string): void => { tell(movedOf(payload)); };
  const close = 'embedded' in at
    ? await at.embedded.listen(channel, told)
    : await listenOnItsOwn({ databaseUrl: at.databaseUrl, channel, told, gap: () => { tell(anything); }, log });
  return {
    listen(heard) {
      listeners.add(heard);
      return () => { listeners.delete(heard); };
    },
    close: () => close(),
  };
}

const anything: Moved = { of: 'ANYTHING' };
const words: ReadonlySet<unknown> = new Set<Moved['of']>(['RELEASE', 'ASSESSMENT', 'DEPLOYMENT', 'RECORDS', 'ANYTHING']);

/** The triggers wrote it; from a word that this version does not know, a newer one's, nobody can say what moved. */
function movedOf(payload: string): Moved {
  try {
    const told = JSON.parse(payload) as Moved;
    return words.has(told.of) ? told : anything;
  } catch {
    return anything;
  }
}

/** One telling for all that one transaction, and so one turn of the event loop, brought of the same: a sync may change thousands of records. */
function gathering(tell: (moved: Moved) => void): (moved: Moved) => void {
  let records = new Set<string>();
  let others = new Map<string, Moved>();
  const depart = (): void => {
    const [identities, rest] = [[...records], [...others.values()]];
    records = new Set();
    others = new Map();
    for (const moved of rest) tell(moved);
    if (identities.length > 0) tell({ of: 'RECORDS', identities });
  };
  return (moved) => {
    if (records.size === 0 && others.size === 0) setImmediate(depart);
    if (moved.of === 'RECORDS') for (const identity of moved.identities) records.add(identity);
    else others.set(JSON.stringify(moved), moved);
  };
}
