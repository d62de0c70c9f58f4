import type { Copy } from '../domain/ports/copy-store.ts';

/** How long copies wait for others to be written with them, milliseconds: what one page read goes together. */
const gatherMs = 100;
/** More than this waiting, and whoever brings more waits too. */
const most = 20_000;

/**
 * Copies on their way into the store, behind the answers that they came with: somebody who looks need not wait for our
 * book-keeping. Of two copies of one record only the newer one is written. A process that dies loses what a tool can tell again.
 */
export class Behind {
  readonly #write: (copies: readonly Copy[]) => Promise<void>;
  #waiting = new Map<string, Copy>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `write` must not reject. */
  constructor(write: (copies: readonly Copy[]) => Promise<void>) {
    this.#write = write;
  }

  /** Takes copies along; resolves at once unless too many are waiting. */
  async take(copies: readonly Copy[]): Promise<void> {
    for (const copy of copies) {
      const key = `${copy.kind} ${copy.identity}`;
      const before = this.#waiting.get(key);
      if (before === undefined || before.fetchedAt <= copy.fetchedAt) this.#waiting.set(key, copy);
    }
    this.#timer ??= setTimeout(() => { void this.flushed(); }, gatherMs);
    if (this.#waiting.size > most) await this.flushed();
  }

  /** All that was taken until now is written, or has been tried. */
  flushed(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const copies = [...this.#waiting.values()];
    this.#waiting = new Map();
    if (copies.length > 0) this.#writing = this.#writing.then(() => this.#write(copies));
    return this.#writing;
  }
}
