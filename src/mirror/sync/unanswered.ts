import type { RecordIdentity } from '../../domain/reference.ts';

/** What was asked and a tool said nothing of, and when: there is no copy to tell. Known to this process alone. */
export class Unanswered {
  readonly #askedAtMs = new Map<string, Map<RecordIdentity, number>>();

  /** Those of a connection and kind that were asked after a moment; older ones are forgotten. */
  since(connection: string, kind: string, sinceMs: number): readonly RecordIdentity[] {
    const its = this.#of(connection, kind);
    for (const [id, askedAtMs] of its) if (askedAtMs <= sinceMs) its.delete(id);
    return [...its.keys()];
  }

  add(connection: string, kind: string, id: RecordIdentity, atMs: number): void {
    this.#of(connection, kind).set(id, atMs);
  }

  #of(connection: string, kind: string): Map<RecordIdentity, number> {
    const key = `${connection} ${kind}`;
    const its = this.#askedAtMs.get(key) ?? new Map<RecordIdentity, number>();
    this.#askedAtMs.set(key, its);
    return its;
  }
}
