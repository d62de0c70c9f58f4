import type { Copy } from '../domain/ports/copy-store.ts';

interface Known {
  readonly copy: Copy;
  readonly atMs: number;
}

/** How long a copy is answered without asking the database again, milliseconds: another node's newer copy is seen after that. */
const trustedMs = 1_000;
/** Copies remembered; those unused for longest go first. A copy is a few kilobytes. */
const capacity = 20_000;

/**
 * The copies that this process has just read or kept, so that the records of a page that many look at are not fetched
 * from the database and parsed anew for each of them (docs/decisions/0008). What it answers is never older than asked.
 */
export class Recent {
  readonly #known = new Map<string, Known>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The copy under a name, when this process knows what stood in the database a moment ago. */
  of(kind: string, name: string): Copy | undefined {
    const key = `${kind} ${name}`;
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    this.#known.delete(key);
    if (this.#now() - known.atMs > trustedMs) return undefined;
    this.#known.set(key, known);
    return known.copy;
  }

  /** Remembers a copy under the name it was found by. */
  found(name: string, copy: Copy): void {
    const key = `${copy.kind} ${name}`;
    this.#known.delete(key);
    this.#known.set(key, { copy, atMs: this.#now() });
    if (this.#known.size <= capacity) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  /** Forgets records that are gone, under both of their names. */
  lost(kind: string, identities: readonly string[]): void {
    for (const identity of identities) {
      const reference = this.#known.get(`${kind} ${identity}`)?.copy.reference;
      this.#known.delete(`${kind} ${identity}`);
      if (reference != null) this.#known.delete(`${kind} ${reference}`);
    }
  }

  /** Remembers copies that were just read from their tool, under both of their names, unless a newer one is known. */
  kept(copies: readonly Copy[]): void {
    for (const copy of copies) {
      for (const name of copy.reference === null ? [copy.identity] : [copy.identity, copy.reference]) {
        const known = this.#known.get(`${copy.kind} ${name}`)?.copy;
        if (known === undefined || known.fetchedAt <= copy.fetchedAt) this.found(name, copy);
      }
    }
  }
}
