import { readReference } from '../domain/reference.ts';
import type { Link } from '../domain/release.ts';
import { extentOfName, type Hidden } from '../domain/restriction.ts';
import type { RecordLoaders } from './record.loader.ts';

/**
 * Links that lead to nothing hidden. By kind the reference tells; where some classifications of a kind are hidden the record has to be
 * read, all of a tick at once, and a link whose record cannot be read or is not there is left out: nobody knows what it would be.
 */
export function visibleLinks(hidden: readonly Hidden[], { record }: Pick<RecordLoaders, 'record'>): (links: readonly Link[]) => Promise<readonly Link[]> {
  if (hidden.length === 0) return (links) => Promise.resolve(links);
  const isVisible = async ({ reference, identity }: Link): Promise<boolean> => {
    const extent = extentOfName(hidden, reference);
    if (extent !== 'SOME') return extent === 'NOTHING';
    const { kind } = readReference(reference) ?? {};
    return kind !== undefined && (await record(kind, kind === 'artifact' ? reference : identity ?? reference)).state === 'found';
  };
  return async (links) => {
    const seen = await Promise.all(links.map(isVisible));
    return links.filter((_link, index) => seen[index]);
  };
}
