import type { Instant } from '../domain/instant.ts';
import type { Copy } from '../domain/ports/copy-store.ts';

/** More names than this are not remembered: all are forgotten and learnt anew. */
const capacity = 10_000;

/**
 * Names that their tool was just asked for and had no record of. A page comes by such a name several times (a link that
 * leads nowhere is looked at by discovery and again for its record), and would ask each time.
 */
export class Misses {
  /** How long a tool's "no such record" is taken for an answer, milliseconds. */
  static readonly trustedMs = 1_000;
  readonly #known = new Map<string, { readonly at: Instant; readonly atMs: number }>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  of(kind: string, names: readonly string[]): ReadonlyMap<string, Instant> {
    if (this.#known.size === 0) return new Map();
    const oldest = this.#now() - Misses.trustedMs;
    return new Map(names.flatMap((name) => {
      const known = this.#known.get(`${kind} ${name}`);
      return known === undefined || known.atMs < oldest ? [] : [[name, known.at] as const];
    }));
  }

  add(kind: string, names: readonly string[], at: Instant): void {
    if (this.#known.size + names.length > capacity) this.#known.clear();
    for (const name of names) this.#known.set(`${kind} ${name}`, { at, atMs: this.#now() });
  }

  /** Records that were read are there, under both of their names. */
  found(copies: readonly Copy[]): void {
    if (this.#known.size === 0) return;
    for (const { kind, identity, reference } of copies) {
      this.#known.delete(`${kind} ${identity}`);
      if (reference !== null) this.#known.delete(`${kind} ${reference}`);
    }
  }
}
