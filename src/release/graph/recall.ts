import type { Assembly } from '../../domain/ports/release-graph.ts';
import { isSameLink, type Link } from '../../domain/release.ts';

interface Remembered {
  readonly assembly: Assembly;
  readonly at: number;
  /** Its links as the store knows them, by id. */
  readonly written: ReadonlyMap<string, Link>;
  /** The store's own list that was last found to say the same; the store hands out the same one for as long as nothing changes. */
  seen: readonly Link[] | null;
}

/** How many releases are remembered; the ones assembled longest ago are forgotten first. */
const capacity = 1_000;

/**
 * Remembers whole assemblies for those who take copies: asking every tool anew whether more belongs to a release is dear.
 * An assembly with gaps is never remembered, a live question (maxAgeMs 0) never answered from here, and one is forgotten
 * as soon as the release's links have changed since, in this hub or another one.
 */
export class Recall {
  readonly #remembered = new Map<string, Remembered>();

  /** The remembered assembly under its key, or nothing. */
  of(key: string, stored: readonly Link[], maxAgeMs: number, now: Date): readonly (readonly [string, Assembly])[] {
    const remembered = this.#remembered.get(key);
    if (remembered === undefined || maxAgeMs <= 0 || now.getTime() - remembered.at > maxAgeMs) return [];
    const { assembly, written, seen } = remembered;
    if (stored !== seen && !(stored.length === written.size && stored.every((link) => isSameLink(link, written.get(link.id))))) return [];
    remembered.seen = stored;
    return [[key, assembly]];
  }

  /** Only what is whole, and of which it is known what was written down, can be told from the store's links again. */
  keep(key: string, assembly: Assembly, unwritten: ReadonlySet<string>, now: Date): void {
    this.#remembered.delete(key);
    if (assembly.gaps.length > 0) return;
    const written = new Map(assembly.links.filter(({ id }) => !unwritten.has(id)).map((link) => [link.id, link]));
    this.#remembered.set(key, { assembly, at: now.getTime(), written, seen: null });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > capacity && oldest !== undefined) this.#remembered.delete(oldest);
  }
}
