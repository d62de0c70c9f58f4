/** How whoever waits for the next value is answered. */
interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

/** What one watcher is still to be told. Only the newest state waits: who reads slowly misses what lay in between, never how it stands. */
export class Latest<T> implements AsyncGenerator<T, undefined, undefined> {
  readonly #onEnd: () => void;
  #waiting: readonly T[] = [];
  #reader: Reader<T> | null = null;
  #failure: readonly unknown[] = [];
  #isOver = false;

  /** `onEnd` is called once, when nothing more will be read. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  tell(value: T): void {
    if (this.#isOver) return;
    const reader = this.#taken();
    if (reader === null) this.#waiting = [value];
    else reader.resolve({ done: false, value });
  }

  /** Ends it with an error, which the next read throws. */
  fail(error: unknown): void {
    if (this.#isOver) return;
    const reader = this.#taken();
    if (reader === null) this.#failure = [error];
    else reader.reject(error);
    this.#end();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const [value] = this.#waiting;
    if (value !== undefined) {
      this.#waiting = [];
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure.length > 0) {
      const [error] = this.#failure;
      this.#failure = [];
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => { this.#reader = { resolve, reject }; });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting = [];
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    void this.return();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  [Symbol.asyncIterator](): this { return this; }

  async [Symbol.asyncDispose](): Promise<void> { await this.return(); }

  #taken(): Reader<T> | null {
    const reader = this.#reader;
    this.#reader = null;
    return reader;
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#taken()?.resolve({ done: true, value: undefined });
    this.#onEnd();
  }
}
