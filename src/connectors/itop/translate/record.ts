import type { Instant } from '../../../domain/instant.ts';
import { formatReference, type RecordKind } from '../../../domain/reference.ts';
import type { Source } from '../../../domain/source.ts';
import type { Instance } from '../instance.ts';
import type { ITopOptions } from '../options.ts';
import { textOf, type Thing } from '../wire.ts';

/** Where the objects of one answer came from. */
export interface Origin {
  readonly instance: Pick<Instance, 'name' | 'url'> & { readonly options: Pick<ITopOptions, 'timeZone' | 'correlation'> & Partial<Pick<ITopOptions, 'classification'>> };
  readonly fetchedAt: Instant;
}

/**
 * What every record has: identity by the object's id, which is unique within its kind's class and below, label by
 * reference or name (by id where that is hidden).
 */
export function recordParts<K extends RecordKind>(kind: K, { className, id }: Thing, label: string | null, { instance, fetchedAt }: Origin): { kind: K; id: string; label: string; source: Source } {
  const key = label ?? id;
  return {
    kind,
    id: formatReference(instance.name, kind, id),
    label: key,
    source: {
      reference: formatReference(instance.name, kind, key), system: 'ITOP', connection: instance.name, key,
      url: `${instance.url.replace(/\/+$/, '')}/pages/UI.php?operation=details&class=${className}&id=${id}`, fetchedAt, isStale: false, problem: null,
    },
  };
}

type Classified = keyof ITopOptions['classification'];

/** The attribute to be asked for beside all else, so that objects can be told by how they are classified. */
export function classifyingFields(kind: Classified, { instance: { options } }: Pick<Origin, 'instance'>): readonly string[] {
  const attribute = options.classification?.[kind];
  return attribute === undefined ? [] : [attribute];
}

/** An attribute that nobody asked for says nothing; an empty one says none. */
export function classificationOf(kind: Classified, thing: Thing, { instance: { options } }: Origin): { readonly classification?: string | null } {
  const attribute = options.classification?.[kind];
  return attribute === undefined || thing.fields[attribute] === undefined ? {} : { classification: textOf(thing, attribute) };
}
