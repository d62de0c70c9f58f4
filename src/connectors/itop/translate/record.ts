import type { Instant } from '../../../domain/instant.ts';
import { formatReference, type RecordKind } from '../../../domain/reference.ts';
import type { Source } from '../../../domain/source.ts';
import type { Instance } from '../instance.ts';
import type { ITopOptions } from '../options.ts';
import type { Thing } from '../wire.ts';

/** Where the objects of one answer came from. */
export interface Origin {
  readonly instance: Pick<Instance, 'name' | 'url'> & { readonly options: Pick<ITopOptions, 'timeZone' | 'correlation'> };
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
