import { UserMistake } from '../../domain/error.ts';
import type { Connections } from '../../domain/ports/connection.ts';
import type { SyncDesk, SyncName, SyncStore } from '../../domain/ports/sync-store.ts';

export interface SyncDeskOptions {
  readonly connections: Connections;
  readonly store: SyncStore;
  /** The syncs there are; none while nothing is synced. */
  readonly names: readonly SyncName[];
  /** Makes this node look at once for what is due; other nodes do by themselves. */
  readonly wake: () => void;
}

export function createSyncDesk({ connections, store, names, wake }: SyncDeskOptions): SyncDesk {
  return {
    statuses: () => store.statuses(),
    async request(connection, kind) {
      if (connections.byName(connection) === undefined) throw new UserMistake('NOT_FOUND', `No connection "${connection}" is configured.`, ['connection']);
      if (names.length === 0) throw new UserMistake('INVALID', 'Nothing is synced in the background: write sync: into the configuration.', ['connection']);
      const its = names.filter((name) => name.connection === connection);
      const asked = its.filter((name) => kind === null || name.kind === kind);
      if (asked.length === 0) {
        throw its.length === 0
          ? new UserMistake('INVALID', `Nothing of ${connection} is synced in the background.`, ['connection'])
          : new UserMistake('INVALID', `${connection} is not synced for "${kind ?? ''}", but for ${its.map((name) => name.kind).join(', ')}.`, ['kind']);
      }
      await store.request(asked);
      wake();
      return (await store.statuses()).filter((status) => asked.some((name) => name.connection === status.connection && name.kind === status.kind));
    },
  };
}
