import type { WorkQueue } from '../../domain/ports/deployment-store.ts';

type Handler = (key: string) => Promise<void>;

/** One waiting job per key, the earliest wins; handlers run on real timers. For specs. */
export class InMemoryQueue implements WorkQueue {
  readonly #waiting = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  readonly #handlers = new Map<string, Handler>();

  enqueue(queue: string, key: string, delayMs: number): Promise<void> {
    const name = `${queue} ${key}`;
    const at = performance.now() + delayMs;
    const waiting = this.#waiting.get(name);
    if (waiting && waiting.at <= at) return Promise.resolve();
    if (waiting) clearTimeout(waiting.timer);
    this.#waiting.set(name, { at, timer: setTimeout(() => { this.#run(queue, key); }, delayMs) });
    return Promise.resolve();
  }

  work(queue: string, handler: Handler): Promise<void> {
    this.#handlers.set(queue, handler);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    return Promise.resolve();
  }

  #run(queue: string, key: string): void {
    this.#waiting.delete(`${queue} ${key}`);
    void this.#handlers.get(queue)?.(key);
  }
}
