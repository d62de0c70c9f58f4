import type { Copy } from '../domain/ports/copy-store.ts';

interface Known {
  readonly copy: Copy;
  readonly atMs: number;
}

/** How long a copy is answered without asking the database again, milliseconds: another node's newer copy is seen after that. */
const trustedMs = 1_000;
/** Copies remembered of each kind; those that came first go first. A copy is a few kilobytes. */
const capacity = 10_000;

/**
 * The copies that this process has just read or kept, so that the records of a page that many look at are not fetched
 * from the database and parsed anew for each of them (docs/decisions/0008). What it answers is never older than asked.
 *
 * A look moves nothing: a map that is written at each look is laid out anew every few pages, and what its former tables hold
 * outlives them until the whole heap is collected, which is what the slowest pages waited for.
 */
export class Recent {
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The copy under a name, when this process knows what stood in the database a moment ago. */
  of(kind: string, name: string): Copy | undefined {
    const known = this.#known.get(kind)?.get(name);
    return known === undefined || this.#now() - known.atMs > trustedMs ? undefined : known.copy;
  }

  /** Remembers a copy under the name it was found by. */
  found(name: string, copy: Copy): void {
    const its = this.#known.get(copy.kind) ?? new Map<string, Known>();
    this.#known.set(copy.kind, its);
    its.delete(name);
    its.set(name, { copy, atMs: this.#now() });
    if (its.size <= capacity) return;
    const [oldest] = its.keys();
    if (oldest !== undefined) its.delete(oldest);
  }

  /** Forgets records that are gone, under both of their names. */
  lost(kind: string, identities: readonly string[]): void {
    const its = this.#known.get(kind);
    for (const identity of identities) {
      const reference = its?.get(identity)?.copy.reference;
      its?.delete(identity);
      if (reference != null) its?.delete(reference);
    }
  }

  /** Remembers copies that were just read from their tool, under both of their names, unless a newer one is known. */
  kept(copies: readonly Copy[]): void {
    for (const copy of copies) {
      for (const name of copy.reference === null ? [copy.identity] : [copy.identity, copy.reference]) {
        const known = this.#known.get(copy.kind)?.get(name)?.copy;
        if (known === undefined || known.fetchedAt <= copy.fetchedAt) this.found(name, copy);
      }
    }
  }
}
