import type { Copy } from '../domain/ports/copy-store.ts';

/**
 * How long nothing more must have come before copies are written, and how long the first of them waits for that at most, milliseconds: what
 * one page or board read goes together, and once it is answered, rather than while it needs the same processor and the same database.
 */
const quietMs = 150;
const longestMs = 1_000;
/** More than this waiting, and whoever brings more waits too. */
const most = 20_000;

/**
 * Copies on their way into the store, behind the answers that they came with: somebody who looks need not wait for our
 * book-keeping. Of two copies of one record only the newer one is written. A process that dies loses what a tool can tell again.
 */
export class Behind {
  readonly #write: (copies: readonly Copy[]) => Promise<void>;
  #waiting = new Map<string, Copy>();
  #afterwards: (() => Promise<void>)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #firstAtMs = 0;
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
    this.#wait();
    if (this.#waiting.size > most) await this.flushed();
  }

  /** Does this, which must not reject, once all that was taken until now is written. */
  afterwards(work: () => Promise<void>): void {
    this.#afterwards.push(work);
    this.#wait();
  }

  #wait(): void {
    const now = performance.now();
    if (this.#timer === undefined) {
      this.#firstAtMs = now;
      this.#timer = setTimeout(() => { void this.flushed(); }, quietMs);
    } else if (now - this.#firstAtMs < longestMs - quietMs) this.#timer.refresh();
  }

  /** All that was taken until now is written, or has been tried, and what was to be done afterwards is done. */
  flushed(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const copies = [...this.#waiting.values()];
    this.#waiting = new Map();
    const works = this.#afterwards;
    this.#afterwards = [];
    if (copies.length > 0) this.#writing = this.#writing.then(() => this.#write(copies));
    for (const work of works) this.#writing = this.#writing.then(work);
    return this.#writing;
  }
}
