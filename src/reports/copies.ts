import type { RecordKind } from '../domain/reference.ts';
import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/**
 * The mirror's copies of one kind as a table of identity, connection, reference, content, valid_from, fetched_at and
 * gone_because: as they stand, or as they stood at the moment that is asked about. Records that are gone are among them.
 */
export function copies(kind: RecordKind | `${RecordKind}.${string}`, { isPast, at }: Asked, values: Values): string {
  const columns = 'identity, connection, reference, content, valid_from, fetched_at, gone_because';
  // Written into the text, for the planner looks for partial indexes by it; kinds are words of ours.
  const now = `select ${columns} from muster.copy where kind = '${kind}'`;
  if (!isPast) return `(${now})`;
  const moment = values.as('timestamptz', at);
  return `(${now} and valid_from <= ${moment} union all select ${columns} from muster.copy_version where kind = '${kind}' and valid_from <= ${moment} and valid_to > ${moment})`;
}
