import type { Instant } from '../../../domain/instant.ts';
import { formatReference, type RecordKind } from '../../../domain/reference.ts';
import type { Source } from '../../../domain/source.ts';
import type { Instance } from '../instance.ts';

/** Where rows of one answer came from. */
export interface Origin {
  readonly instance: Pick<Instance, 'name' | 'url' | 'states'>;
  readonly fetchedAt: Instant;
}

/** What every record has: identity by sys_id, label by number or name (by sys_id where those are hidden). */
export function recordParts<K extends RecordKind>(kind: K, table: string, sysId: string, label: string | null, { instance, fetchedAt }: Origin): { kind: K; id: string; label: string; source: Source } {
  const key = label ?? sysId;
  return {
    kind,
    id: formatReference(instance.name, kind, sysId),
    label: key,
    source: {
      reference: formatReference(instance.name, kind, key), system: 'SERVICENOW', connection: instance.name, key,
      url: pageOf(instance.url, table, sysId), fetchedAt, isStale: false, problem: null,
    },
  };
}

/** The page people open, in the classic frame that every release has. Names of tables and sys_ids need no escape. */
function pageOf(url: string, table: string, sysId: string): string {
  return `${url.endsWith('/') ? url.replace(/\/+$/, '') : url}/nav_to.do?uri=${encodeURIComponent(table)}.do%3Fsys_id%3D${encodeURIComponent(sysId)}`;
}
