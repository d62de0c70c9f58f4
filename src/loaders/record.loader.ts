import DataLoader from 'dataloader';
import { UserMistake } from '../domain/error.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Reading, RecordName, Records } from '../domain/ports/records.ts';
import type { ReadableKind, RecordTypes, RelationName, RelationTypes } from '../domain/record.ts';
import type { RecordIdentity, Reference } from '../domain/reference.ts';

export interface RecordLoaders {
  /** One record, by the reference people type or by its identity. */
  record<K extends ReadableKind>(kind: K, name: RecordName): Promise<Reading<RecordTypes[K]>>;
  /** The same at once, when this request need not ask for it; undefined: ask. */
  recordAtHand<K extends ReadableKind>(kind: K, name: RecordName): Reading<RecordTypes[K]> | undefined;
  /** One relation of one record. */
  relation<N extends RelationName>(relation: N, id: RecordIdentity): Promise<Reading<RelationTypes[N]>>;
  /** The same at once, when this request need not ask for it; undefined: ask. */
  relationAtHand<N extends RelationName>(relation: N, id: RecordIdentity): Reading<RelationTypes[N]> | undefined;
  /** What a reference led to when it was last read; null when no copy knows. */
  knownAs(kind: ReadableKind, reference: Reference): Promise<RecordIdentity | null>;
}

/** Relations that tools answer for one record at a time, so that one request may ask them of this many records. */
const mostPerRequest: Readonly<Partial<Record<RelationName, number>>> = {
  'work-item.remoteLinks': 50, 'artifact.image': 50, 'build.statuses': 50, 'bundle.promotions': 50, 'change.openSlots': 10,
};

/** Loaders over every tool: one question per kind, and one per relation, for all that a tick asks. */
export function recordLoaders(records: Records, ask: Ask): RecordLoaders {
  const byKind = new Map<ReadableKind, unknown>();
  const byRelation = new Map<RelationName, unknown>();
  const byReference = new Map<ReadableKind, unknown>();
  const ofKind = <K extends ReadableKind>(kind: K): Answers<RecordTypes[K]> =>
    remembered(byKind, kind, () => new Answers<RecordTypes[K]>((names) => records.read(kind, names, ask), (name) => records.readAtHand(kind, name, ask)));
  const ofRelation = <N extends RelationName>(relation: N): Answers<RelationTypes[N]> => remembered(byRelation, relation, () => {
    const most = mostPerRequest[relation];
    // Whether too many are asked for must not depend on what happens to be at hand.
    return new Answers<RelationTypes[N]>(atMost(most, relation, (ids) => records.relate(relation, ids, ask)), (id) => (most === undefined ? records.relateAtHand(relation, id, ask) : undefined));
  });

  return {
    record: (kind, name) => ofKind(kind).load(name),
    recordAtHand: (kind, name) => ofKind(kind).atHand(name),
    relation: (relation, id) => ofRelation(relation).load(id),
    relationAtHand: (relation, id) => ofRelation(relation).atHand(id),
    knownAs(kind, reference) {
      const loader = remembered(byReference, kind, () => new DataLoader<Reference, RecordIdentity | null>(async (references) => {
        const known = await records.knownAs(kind, references);
        return references.map((one) => known.get(one) ?? null);
      }));
      return loader.load(reference);
    },
  };
}

/** Readings of one request by name: one that was answered once, at once or later, is the answer for all of it. */
class Answers<T> {
  readonly #loader: DataLoader<string, Reading<T>>;
  readonly #look: (name: string) => Reading<T> | undefined;
  readonly #given = new Map<string, Reading<T>>();
  readonly #asked = new Set<string>();

  constructor(ask: (names: readonly string[]) => Promise<ReadonlyMap<string, Reading<T>>>, look: (name: string) => Reading<T> | undefined) {
    this.#loader = batched(ask);
    this.#look = look;
  }

  load(name: string): Promise<Reading<T>> {
    const given = this.#given.get(name);
    if (given !== undefined) return Promise.resolve(given);
    this.#asked.add(name);
    return this.#loader.load(name);
  }

  atHand(name: string): Reading<T> | undefined {
    const given = this.#given.get(name);
    if (given !== undefined || this.#asked.has(name)) return given;
    const found = this.#look(name);
    if (found !== undefined) this.#given.set(name, found);
    return found;
  }
}

function remembered<L>(loaders: Map<string, unknown>, key: string, make: () => L): L {
  const loader = (loaders.get(key) as L | undefined) ?? make();
  loaders.set(key, loader);
  return loader;
}

function batched<K extends string, V>(ask: (keys: readonly K[]) => Promise<ReadonlyMap<string, V>>): DataLoader<K, V> {
  return new DataLoader<K, V>(async (keys) => {
    const answers = await ask(keys);
    return keys.map((key) => answers.get(key) ?? new Error(`nothing was answered for ${key}: every key asked must be answered`));
  });
}

/** Counts over the whole request, and refuses all of a tick that goes beyond, before any tool is asked. */
function atMost<K extends string, V>(most: number | undefined, what: string, ask: (keys: readonly K[]) => Promise<ReadonlyMap<string, V>>): (keys: readonly K[]) => Promise<ReadonlyMap<string, V>> {
  if (most === undefined) return ask;
  let asked = 0;
  return (keys) => {
    asked += keys.length;
    if (asked > most) throw new UserMistake('INVALID', `${asked} records were asked for ${what} in one request; ${most} is the most, for tools answer it one by one. Ask for fewer.`, [what]);
    return ask(keys);
  };
}
