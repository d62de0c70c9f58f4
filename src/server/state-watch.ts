import type { Changes, Moved } from '../domain/ports/changes.ts';
import { Latest } from '../readiness/index.ts';

/** What is kept here and watched: read anew when something that concerns it moves. */
export interface Watchable<T> {
  /** Null when there is no such thing. */
  readonly read: () => Promise<T | null>;
  /** `state` is the one that was told last. */
  readonly concerns: (moved: Moved, state: T) => boolean;
  /** Whether the watcher would learn something; left out: whatever concerns it is news, for what is asked of it may lie in other records. */
  readonly isNews?: (state: T, told: T) => boolean;
}

export interface StateWatchPorts {
  readonly changes: Changes;
  /** A read failed on our side; it is tried again. */
  readonly onTrouble: (error: unknown) => void;
}

/** What moves together is read once: milliseconds from the first of it. */
const gatherMs = 100;
const retryMs = 1_000;

/** Watches the state of things that this database keeps, for whoever asks; costs nothing while nobody does. */
export class StateWatches {
  readonly #ports: StateWatchPorts;
  readonly #open = new Set<Latest<unknown>>();

  constructor(ports: StateWatchPorts) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The current state, then each that follows a change; ends when whoever reads it returns it, or the hub stops. */
  watch<T>(watchable: Watchable<T>): AsyncGenerator<T, undefined, undefined> {
    const watcher = new Latest<T>(() => {
      this.#open.delete(watcher);
      looking.stop();
    });
    const looking = look(watcher, watchable, this.#ports);
    this.#open.add(watcher);
    return watcher;
  }

  stop(): void {
    for (const watcher of [...this.#open]) void watcher.return();
  }
}

/** Listens before it first reads, so that nothing lies in between. */
function look<T>(watcher: Latest<T>, { read, concerns, isNews = () => true }: Watchable<T>, { changes, onTrouble }: StateWatchPorts): { stop(): void } {
  let told: { readonly state: T } | null = null;
  /** What was heard while it was being read, and which that reading may have missed; null while nothing is read. */
  let meanwhile: Moved[] | null = null;
  let timer: NodeJS.Timeout | undefined;

  const lookIn = (delayMs: number): void => { timer ??= setTimeout(() => { timer = undefined; void lookNow(); }, delayMs).unref(); };
  const lookNow = async (): Promise<void> => {
    const heard: Moved[] = meanwhile = [];
    try {
      tell(await read());
    } catch (error) {
      failed(error);
    }
    meanwhile = null;
    for (const moved of heard) hear(moved);
  };
  const tell = (state: T | null): void => {
    if (state === null) { void watcher.return(); return; }
    const isTold = told !== null && !isNews(state, told.state);
    told = { state };
    if (!isTold) watcher.tell(state);
  };
  const failed = (error: unknown): void => {
    onTrouble(error);
    if (told === null) watcher.fail(error);
    else lookIn(retryMs);
  };

  const hear = (moved: Moved): void => {
    if (meanwhile !== null) meanwhile.push(moved);
    else if (told !== null && concerns(moved, told.state)) lookIn(gatherMs);
  };

  const stopListening = changes.listen(hear);
  void lookNow();
  return { stop() { stopListening(); clearTimeout(timer); } };
}
