import type { Instant } from '../../../domain/instant.ts';
import { formatReference, type RecordKind } from '../../../domain/reference.ts';
import type { Source } from '../../../domain/source.ts';
import type { Instance } from '../instance.ts';
import type { ClassifiedBy } from '../options.ts';
import { valueOf, type Row } from '../wire.ts';

/** Where rows of one answer came from. */
export interface Origin {
  readonly instance: Pick<Instance, 'name' | 'url' | 'states' | 'classifiedBy'>;
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

const tablesOf: Readonly<Record<keyof ClassifiedBy, readonly string[]>> = { change: ['change_request'], incident: ['incident'], problem: ['problem'], ci: ['cmdb_ci'], service: ['cmdb_ci_service', 'service_offering'], knowledge: ['kb_knowledge'] };

/** What has to be asked of a table beside all else, so that its records can be told by how they are classified. */
export function classifyingColumns({ classifiedBy = {} }: Pick<Instance, 'classifiedBy'>, table: string): readonly string[] {
  return (Object.keys(classifiedBy) as (keyof ClassifiedBy)[]).flatMap((kind) => (tablesOf[kind].includes(table) ? classifiedBy[kind] ?? [] : []));
}

/** By the stored value, which no language and no renaming moves. A column that the tool left out, because it has none or hides it, says nothing; an empty one says none. */
export function classificationOf(kind: keyof ClassifiedBy, row: Row, { instance: { classifiedBy } }: Origin): { readonly classification?: string | null } {
  const column = classifiedBy?.[kind];
  return column === undefined || row[column] === undefined ? {} : { classification: valueOf(row, column) };
}

/** The page people open, in the classic frame that every release has. Names of tables and sys_ids need no escape. */
function pageOf(url: string, table: string, sysId: string): string {
  return `${url.endsWith('/') ? url.replace(/\/+$/, '') : url}/nav_to.do?uri=${encodeURIComponent(table)}.do%3Fsys_id%3D${encodeURIComponent(sysId)}`;
}
