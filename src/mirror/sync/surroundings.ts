import { instant, type Clock } from '../../domain/instant.ts';
import type { ConcernedItems, ItemRelation } from '../../domain/ports/concerned-items.ts';
import type { Connection, RelationReader } from '../../domain/ports/connection.ts';
import type { Copy } from '../../domain/ports/copy-store.ts';
import type { SyncCursor, SyncPage } from '../../domain/ports/sync.ts';
import type { RecordIdentity, Reference } from '../../domain/reference.ts';
import { copyOfRelation } from '../copies.ts';
import { goingOn, lastOf } from './by-identity.ts';
import type { CopyPages } from './pages.ts';
import type { SyncSettings } from './settings.ts';
import { toldBy } from './told-by.ts';
import { Unanswered } from './unanswered.ts';

export interface SurroundingsOptions {
  readonly items: ConcernedItems;
  /** Items that hold the running version of a service, as configuration names them. */
  readonly targets: readonly Reference[];
  readonly clock: Clock;
  readonly settings: Pick<SyncSettings, 'wholeEveryMs' | 'atOnce' | 'lookBackMs'>;
}

/**
 * What configuration items depend on, and which services suffer with them, for the items that matter: a few at a time, each
 * anew when it was last read as long ago as whole passes go. A pass finds what has come to matter since, and mostly nothing.
 */
export class Surroundings {
  readonly #options: SurroundingsOptions;
  readonly #unanswered = new Unanswered();

  constructor(options: SurroundingsOptions) {
    this.#options = options;
  }

  /** The pages of one relation; undefined when the connection knows of none. */
  pages(connection: Connection, relation: ItemRelation, deadlineMs: number): CopyPages | undefined {
    const reader: RelationReader<ItemRelation> | undefined = connection.relations[relation];
    return reader && { areKeptAlone: true, page: (cursor, ask) => this.#page(connection, relation, cursor, (ids) => toldBy(connection, deadlineMs, this.#options.clock, () => reader.relate(ids, ask))) };
  }

  async #page(connection: Connection, relation: ItemRelation, cursor: SyncCursor | null, relate: (ids: readonly RecordIdentity[]) => Promise<ReadonlyMap<RecordIdentity, unknown>>): Promise<SyncPage<Copy>> {
    const { items, targets, clock, settings: { wholeEveryMs, atOnce, lookBackMs } } = this.#options;
    const [nowMs, after] = [clock.now().getTime(), lastOf(cursor)];
    const ago = (milliseconds: number): string => instant(new Date(nowMs - milliseconds));
    const { ids, left } = await items.unread({ connection: connection.name, relation, targets, incidentsSince: ago(lookBackMs), readBefore: ago(wholeEveryMs), except: this.#unanswered.since(connection.name, relation, nowMs - wholeEveryMs), after, limit: atOnce });
    const answers = ids.length === 0 ? new Map<RecordIdentity, unknown>() : await relate(ids);
    for (const id of ids) if (!answers.has(id)) this.#unanswered.add(connection.name, relation, id, nowMs);
    return {
      records: ids.filter((id) => answers.has(id)).map((id) => copyOfRelation(relation, id, answers.get(id), ago(0))),
      ...goingOn(ids, left, after),
    };
  }
}
