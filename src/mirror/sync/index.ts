import { randomUUID } from 'node:crypto';
import type { Clock } from '../../domain/instant.ts';
import type { Connection, Connections } from '../../domain/ports/connection.ts';
import { itemRelations, type ConcernedItems } from '../../domain/ports/concerned-items.ts';
import type { CopyHistory } from '../../domain/ports/copy-store.ts';
import type { SyncKind, SyncName, SyncStore } from '../../domain/ports/sync-store.ts';
import type { ReadableKind } from '../../domain/record.ts';
import type { Reference } from '../../domain/reference.ts';
import { buildCommit, type UndatedBuilds } from '../../domain/ports/undated-builds.ts';
import { Commits } from './commits.ts';
import { runPass, type SyncParts } from './pass.ts';
import { syncDefaults, type SyncSettings } from './settings.ts';
import { Surroundings } from './surroundings.ts';

export type { SyncSettings } from './settings.ts';
export { createSyncDesk } from './desk.ts';
export { syncDefaults } from './settings.ts';

export interface SyncOptions {
  readonly connections: Connections;
  readonly store: SyncStore;
  readonly history: CopyHistory;
  /** The items whose surroundings are read too: which they are, and those that configuration names as what holds a running version. Left out: only records are read. */
  readonly concerned?: { readonly items: ConcernedItems; readonly targets: readonly Reference[] };
  /** The builds whose commits are asked for; left out: none is. */
  readonly builds?: UndatedBuilds;
  readonly clock: Clock;
  /** How long a connection may take for a page, milliseconds. */
  readonly deadlineOf: (connection: Connection) => number;
  readonly settings?: Partial<SyncSettings>;
  /** Told of what nobody else would hear of; a tool's failure is no such thing: it stands with the sync. */
  readonly warn?: (message: string, error: unknown) => void;
}

const pruneEveryMs = 3_600_000;

/**
 * Keeps the mirror complete in the background: each connection's kinds one after another, a page at a time, connections
 * side by side; every node of the hub runs one, and a lease decides who reads what.
 */
export class Sync {
  readonly #parts: SyncParts;
  readonly #options: SyncOptions;
  readonly #names: readonly SyncName[];
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isAwaited = true;
  #looking: Promise<void> = Promise.resolve();
  #prunedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SyncOptions) {
    const { store, clock, deadlineOf, connections, concerned, builds } = options;
    const settings = { ...syncDefaults, ...options.settings };
    this.#options = options;
    this.#parts = { store, clock, settings, deadlineOf, runner: randomUUID(), surroundings: concerned && new Surroundings({ ...concerned, clock, settings }), commits: builds && new Commits({ builds, clock, settings }) };
    this.#names = connections.all.flatMap(({ name, syncs, relations, commits }) => {
      const isMeant = (kind: ReadableKind): boolean => settings.kinds?.includes(kind) ?? true;
      const kinds = (Object.keys(syncs ?? {}) as ReadableKind[]).filter(isMeant);
      const ofItems = concerned !== undefined && isMeant('ci') ? itemRelations.filter((relation) => relations[relation] !== undefined) : [];
      const ofBuilds: readonly SyncKind[] = builds !== undefined && commits !== undefined && isMeant('build') ? [buildCommit] : [];
      return [...kinds, ...ofItems, ...ofBuilds].map((kind) => ({ connection: name, kind }));
    });
  }

  /** The syncs there are, by configuration and by what connections can. */
  get names(): readonly SyncName[] {
    return this.#names;
  }

  start(): void {
    this.#looking = this.#look();
  }

  /** Looks now for what is due instead of a moment later. */
  wake(): void {
    if (this.#ending.signal.aborted) return;
    this.#isAwaited = true;
    if (this.#timer === undefined) return; // The look under way looks again.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#looking = this.#look();
  }

  /** Lets the batch in hand be kept, then ends; what was not read is read on later from the same place. */
  async stop(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#busy.values());
  }

  async #look(): Promise<void> {
    while (this.#isAwaited && !this.#ending.signal.aborted) {
      this.#isAwaited = false;
      try {
        for (const [connection, names] of Map.groupBy(await this.#parts.store.due(this.#names), (name) => name.connection)) this.#occupy(connection, names);
        await this.#prune();
      } catch (error) {
        this.#warn('a look for syncs that are due failed and will be tried again', error);
      }
    }
    if (!this.#ending.signal.aborted) this.#timer = setTimeout(() => { this.wake(); }, this.#parts.settings.lookMs);
  }

  /** A connection that is busy is left alone until it is free: one question of a sync at a time. */
  #occupy(connection: string, names: readonly SyncName[]): void {
    if (this.#busy.has(connection) || this.#ending.signal.aborted) return;
    this.#busy.set(connection, this.#runAll(connection, names).finally(() => this.#busy.delete(connection)));
  }

  async #runAll(connectionName: string, names: readonly SyncName[]): Promise<void> {
    const connection = this.#options.connections.byName(connectionName);
    // Which records something stands beside is known when they have been read.
    for (const name of names.toSorted((one, other) => Number(one.kind.includes('.')) - Number(other.kind.includes('.')))) {
      if (connection === undefined || this.#ending.signal.aborted) return;
      try {
        await runPass(this.#parts, connection, name, this.#ending.signal);
      } catch (error) {
        this.#warn(`the sync of ${name.kind} in ${name.connection} failed and will be tried again`, error);
      }
    }
  }

  async #prune(): Promise<void> {
    if (performance.now() - this.#prunedAtMs < pruneEveryMs) return;
    this.#prunedAtMs = performance.now();
    await this.#options.history.prune(new Date(this.#parts.clock.now().getTime() - this.#parts.settings.keepHistoryMs).toISOString());
  }

  #warn(message: string, error: unknown): void {
    this.#options.warn?.(message, error);
  }
}
