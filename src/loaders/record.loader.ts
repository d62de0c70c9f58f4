import DataLoader from 'dataloader';
import type { Ask } from '../domain/ports/ask.ts';
import type { Reading, RecordName, Records } from '../domain/ports/records.ts';
import type { ReadableKind, RecordTypes, RelationName, RelationTypes } from '../domain/record.ts';
import type { RecordIdentity } from '../domain/reference.ts';

export interface RecordLoaders {
  /** One record, by the reference people type or by its identity. */
  record<K extends ReadableKind>(kind: K, name: RecordName): Promise<Reading<RecordTypes[K]>>;
  /** One relation of one record. */
  relation<N extends RelationName>(relation: N, id: RecordIdentity): Promise<Reading<RelationTypes[N]>>;
}

/** Loaders over every tool: one question per kind, and one per relation, for all that a tick asks. */
export function recordLoaders(records: Records, ask: Ask): RecordLoaders {
  const byKind = new Map<ReadableKind, unknown>();
  const byRelation = new Map<RelationName, unknown>();

  return {
    record(kind, name) {
      const loader = remembered(byKind, kind, () => batched<typeof name, Reading<RecordTypes[typeof kind]>>((names) => records.read(kind, names, ask)));
      return loader.load(name);
    },
    relation(relation, id) {
      const loader = remembered(byRelation, relation, () => batched<typeof id, Reading<RelationTypes[typeof relation]>>((ids) => records.relate(relation, ids, ask)));
      return loader.load(id);
    },
  };
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
