import type { Reach } from '../domain/configuration-item.ts';
import type { Clock, Instant } from '../domain/instant.ts';
import { maxAgeOf, type Ask } from '../domain/ports/ask.ts';
import type { Copy, CopyHistory, CopyStore } from '../domain/ports/copy-store.ts';
import type { Reading } from '../domain/ports/records.ts';
import { readReference, type RecordIdentity, type Reference } from '../domain/reference.ts';
import type { SourceProblem, SourceRecord } from '../domain/source.ts';
import { Behind } from './behind.ts';
import { Misses } from './misses.ts';
import { Recent } from './recent.ts';

/** Dated copies, as the mirror uses them: a database that fails costs the copies, never the answer. */
export class Copies {
  readonly #store: CopyStore;
  readonly #history: Pick<CopyHistory, 'lose'>;
  readonly #clock: Clock;
  readonly #warn: (message: string) => void;
  readonly #recent = new Recent();
  readonly #misses = new Misses();
  readonly #behind = new Behind((copies) => this.#write(copies));
  /** What is being looked up in the database at this moment, by kind and name. */
  readonly #finding = new Map<string, Promise<ReadonlyMap<string, Copy>>>();
  /** Since when records are gone whose copies are not marked yet, by kind and identity. */
  readonly #losing = new Map<string, Instant>();
  #writes = 0;

  constructor(store: CopyStore, history: Pick<CopyHistory, 'lose'>, clock: Clock, warn: (message: string) => void) {
    this.#store = store;
    this.#history = history;
    this.#clock = clock;
    this.#warn = warn;
  }

  /**
   * Copies no older than asked, for somebody who looks; none at all when live, or for a judgement or an act. What was read
   * since the question began is new enough for it, however long another tool has kept it waiting.
   */
  async fresh(kind: string, names: readonly string[], ask: Ask): Promise<ReadonlyMap<string, Copy>> {
    const oldest = this.#oldest(kind, ask);
    if (oldest === null) return new Map();
    const found = await this.#find(kind, names);
    return new Map([...found].filter(([, copy]) => Date.parse(copy.fetchedAt) >= oldest));
  }

  /** As fresh for one name, of what this process has just read or kept; without waiting. */
  atHand(kind: string, name: string, ask: Ask): Copy | undefined {
    const oldest = this.#oldest(kind, ask);
    const copy = oldest === null ? undefined : this.#recent.of(kind, name);
    return copy !== undefined && oldest !== null && Date.parse(copy.fetchedAt) >= oldest ? copy : undefined;
  }

  /** When a copy must have been read, milliseconds; null: none is accepted. */
  #oldest(kind: string, ask: Ask): number | null {
    const maxAgeMs = maxAgeOf(ask, kind);
    if (ask.purpose !== 'page' || maxAgeMs <= 0) return null;
    const waitedMs = ask.beganAtMs === undefined ? 0 : performance.now() - ask.beganAtMs;
    return this.#clock.now().getTime() - Math.max(maxAgeMs, waitedMs);
  }

  /** The last copies, however old, for somebody who looks while a tool fails; none for a judgement or an act. */
  async last(kind: string, names: readonly string[], { purpose }: Ask): Promise<ReadonlyMap<string, Copy>> {
    return purpose === 'page' ? this.#find(kind, names) : new Map();
  }

  /** The identities behind references, by the last copies, however old. */
  async knownAs(kind: string, references: readonly Reference[]): Promise<ReadonlyMap<Reference, RecordIdentity>> {
    return new Map([...await this.#find(kind, references)].map(([reference, { identity }]) => [reference, identity]));
  }

  /** Remembers copies at once. They are written before a judgement or an act goes on, and behind the answer of somebody who looks. */
  async keep(copies: readonly Copy[], { purpose }: Ask): Promise<void> {
    if (copies.length === 0) return;
    this.#remember(copies);
    await (purpose === 'page' ? this.#behind.take(copies) : this.#write(copies));
  }

  /** Which of these names their tool did not know a moment ago, and when, for somebody who looks and takes copies. */
  absent(kind: string, names: readonly string[], ask: Ask): ReadonlyMap<string, Instant> {
    if (ask.purpose !== 'page' || maxAgeOf(ask, kind) < Misses.trustedMs) return new Map();
    return this.#misses.of(kind, names);
  }

  /** Remembers that a tool knows no records of these names. */
  missed(kind: string, names: readonly string[], at: Instant): void {
    this.#misses.add(kind, names, at);
  }

  /** All copies kept until now are written, or it was said that they could not be. */
  flushed(): Promise<void> {
    return this.#behind.flushed();
  }

  async #write(copies: readonly Copy[]): Promise<void> {
    try {
      await this.#store.keep(copies);
    } catch {
      this.#warn('copies could not be kept; answers go on without them');
    } finally {
      this.#remember(copies);
    }
  }

  /**
   * Marks what stands under these identities, and was last read before `at`, as gone; a name that is no record's identity marks nothing. Somebody
   * who looks does not wait for it.
   */
  async lose(kind: string, identities: readonly string[], at: Instant, because: string, { purpose }: Ask): Promise<void> {
    if (identities.length === 0) return;
    const keys = identities.map((identity) => `${kind} ${identity}`);
    for (const key of keys) this.#losing.set(key, at);
    this.#forget(kind, identities);
    // What waits to be written was read before, and would bring the record back.
    this.#behind.afterwards(async () => {
      try {
        await this.#history.lose(kind, identities, at, because);
      } catch {
        this.#warn('copies of records that are gone could not be marked; a whole sync will find them');
      } finally {
        for (const key of keys) if (this.#losing.get(key) === at) this.#losing.delete(key);
        this.#forget(kind, identities);
      }
    });
    if (purpose !== 'page') await this.#behind.flushed();
  }

  #forget(kind: string, identities: readonly string[]): void {
    this.#writes += 1;
    this.#recent.lost(kind, identities);
  }

  #remember(copies: readonly Copy[]): void {
    this.#writes += 1;
    this.#recent.kept(copies);
    this.#misses.found(copies);
  }

  async #find(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    const found = new Map(names.flatMap((name) => {
      const copy = this.#recent.of(kind, name);
      return copy === undefined ? [] : [[name, copy] as const];
    }));
    const rest = found.size === 0 ? names : names.filter((name) => !found.has(name));
    if (rest.length === 0) return found;
    const byFlight = Map.groupBy(rest, (name) => this.#finding.get(`${kind} ${name}`));
    const own = byFlight.get(undefined) ?? [];
    const looks = [...byFlight].map(([look, its]) => [look ?? this.#depart(kind, own), its] as const);
    for (const [look, its] of looks) {
      const copies = await look;
      for (const name of its) {
        const copy = copies.get(name);
        if (copy !== undefined) found.set(name, copy);
      }
    }
    return found;
  }

  /** Looks in the database; whoever wants the same meanwhile waits for this look. */
  #depart(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    const keys = names.map((name) => `${kind} ${name}`);
    const look = this.#look(kind, names).finally(() => { for (const key of keys) this.#finding.delete(key); });
    for (const key of keys) this.#finding.set(key, look);
    return look;
  }

  #standing(copies: ReadonlyMap<string, Copy>): ReadonlyMap<string, Copy> {
    if (this.#losing.size === 0) return copies;
    const isGone = ({ kind, identity, fetchedAt }: Copy): boolean => fetchedAt < (this.#losing.get(`${kind} ${identity}`) ?? '');
    return new Map([...copies].filter(([, copy]) => !isGone(copy)));
  }

  async #look(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    const writes = this.#writes;
    try {
      const copies = this.#standing(await this.#store.find(kind, names));
      // What was written while the database looked may be newer than what it found.
      if (writes === this.#writes) for (const [name, copy] of copies) this.#recent.found(name, copy);
      return copies;
    } catch {
      this.#warn('copies could not be read; tools are asked instead');
      return new Map();
    }
  }
}

export function copyOfRecord(record: SourceRecord, fetchedAt: Instant = record.source.fetchedAt): Copy {
  return { connection: record.source.connection, kind: record.kind, identity: record.id, reference: record.source.reference, content: record, fetchedAt };
}

export function copyOfRelation(relation: string, identity: string, content: unknown, fetchedAt: Instant): Copy {
  return { connection: readReference(identity)?.connection ?? '', kind: relation, identity, reference: null, content, fetchedAt };
}

/** A copy of a record as a reading; with a problem it is stale and says why. */
export function readingOfRecord<T extends SourceRecord>(copy: Copy, problem: SourceProblem | null): Reading<T> {
  return once(copy, problem, ({ content, fetchedAt }) => ({ state: 'found', value: dated(content as T, problem), fetchedAt, problem }));
}

/** As readingOfRecord; the records that a relation answers with are as stale as itself. */
export function readingOfRelation<T>(copy: Copy, problem: SourceProblem | null): Reading<T> {
  return once(copy, problem, ({ content, fetchedAt }) => {
    return { state: 'found', value: datedParts(content, problem) as T, fetchedAt, problem };
  });
}

/** A copy that is well is the same reading for everybody; readings are never altered. */
function once<T>(copy: Copy, problem: SourceProblem | null, make: (copy: Copy) => Reading<T>): Reading<T> {
  if (problem !== null) return make(copy);
  const known = wellReadings.get(copy) as Reading<T> | undefined;
  if (known !== undefined) return known;
  const reading = make(copy);
  wellReadings.set(copy, reading);
  return reading;
}

const wellReadings = new WeakMap<Copy, Reading<unknown>>();

/** Approvals, conflicts and the like are no records of their own and carry no source. */
export function isRecord(content: unknown): content is SourceRecord {
  return typeof content === 'object' && content !== null && 'kind' in content && 'source' in content && 'id' in content;
}

/** The records that stand in a relation's answer: it is one, a list that may hold some, or a reach. */
function datedParts(content: unknown, problem: SourceProblem | null): unknown {
  if (Array.isArray(content)) return content.map((part: unknown) => (isRecord(part) ? dated(part, problem) : part));
  if (isRecord(content)) return dated(content, problem);
  return isReach(content) ? { ...content, items: content.items.map((reached) => ({ ...reached, item: dated(reached.item, problem) })) } : content;
}

function isReach(content: unknown): content is Reach {
  return typeof content === 'object' && content !== null && 'isComplete' in content && 'items' in content && Array.isArray(content.items);
}

function dated<T extends SourceRecord>(record: T, problem: SourceProblem | null): T {
  return { ...record, source: { ...record.source, isStale: problem !== null, problem } };
}
