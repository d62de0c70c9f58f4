import { readReference } from '../domain/reference.ts';
import type { Link } from '../domain/release.ts';
import { extentOfName, type Hidden } from '../domain/restriction.ts';
import type { RecordLoaders } from './record.loader.ts';

type Loaders = Pick<RecordLoaders, 'record'>;

/**
 * Whether whoever asks may know of the record of this reference or identity. By kind the name tells; where only some classifications of
 * a kind are hidden the record is read, with all that the same tick asks for, and what cannot be read or is not there is not shown:
 * nobody knows what it would be.
 */
export async function isNameVisible(hidden: readonly Hidden[], loaders: Loaders, name: string): Promise<boolean> {
  const extent = hidden.length === 0 ? 'NOTHING' : extentOfName(hidden, name);
  if (extent !== 'SOME') return extent === 'NOTHING';
  const { kind } = readReference(name) ?? {};
  return kind !== undefined && (await loaders.record(kind, name)).state === 'found';
}

/** Those of the things that name nothing hidden. */
export async function onlyVisible<T>(hidden: readonly Hidden[], loaders: Loaders, things: readonly T[], nameOf: (thing: T) => string): Promise<readonly T[]> {
  if (hidden.length === 0) return things;
  const seen = await Promise.all(things.map((thing) => isNameVisible(hidden, loaders, nameOf(thing))));
  return things.filter((_thing, index) => seen[index]);
}

/** Links that lead to nothing hidden. What stands at an artifact's place now is the question, so that it is looked for by its place. */
export function visibleLinks(hidden: readonly Hidden[], loaders: Loaders): (links: readonly Link[]) => Promise<readonly Link[]> {
  return (links) => onlyVisible(hidden, loaders, links, ({ reference, identity }) => (readReference(reference)?.kind === 'artifact' ? reference : identity ?? reference));
}
