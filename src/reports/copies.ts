import type { RecordKind } from '../domain/reference.ts';
import type { Asked } from './asked.ts';
import { seenCopy, seenName } from './hidden.ts';
import type { Values } from './values.ts';

/**
 * The mirror's copies of one kind as a table of identity, connection, reference, content, valid_from, fetched_at and
 * gone_because: as they stand, or as they stood at the moment that is asked about. Records that are gone are among them, those
 * that are hidden from whoever asks are not: nor is what they said before they were classified so, nor what they have beside.
 */
export function copies(kind: RecordKind | `${RecordKind}.${string}`, asked: Asked, values: Values): string {
  const { isPast, at } = asked;
  const columns = 'identity, connection, reference, content, valid_from, fetched_at, gone_because';
  const isOfRecord = kind.includes('.');
  // Written where they are used and nowhere else: a parameter that a statement does not name is refused.
  const itself = (): string => (isOfRecord || asked.hidden.length === 0 ? '' : ` and ${seenCopy(asked, kind, values)}`);
  const today = (): string => (asked.hidden.length === 0 ? '' : ` and ${seenName(asked, 'copied.identity', values)}`);
  // Written into the text, for the planner looks for partial indexes by it; kinds are words of ours.
  const now = `select ${columns} from muster.copy as copied where kind = '${kind}'${isOfRecord ? today() : itself()}`;
  if (!isPast) return `(${now})`;
  const moment = values.as('timestamptz', at);
  return `(${now} and valid_from <= ${moment} union all select ${columns} from muster.copy_version as copied where kind = '${kind}' and valid_from <= ${moment} and valid_to > ${moment}${itself()}${today()})`;
}

/**
 * All that the mirror read of each record of one kind until the moment that is asked about, as a table of identity, connection, content, valid_from and
 * gone_because: as far back as its history is kept. What is hidden is not there.
 */
export function versions(kind: RecordKind | `${RecordKind}.${string}`, asked: Asked, values: Values): string {
  const seen = (): string => (asked.hidden.length === 0 ? '' : `and ${seenName(asked, 'copied.identity', values)}`);
  const by = (): string => (asked.isPast ? `and valid_from <= ${values.as('timestamptz', asked.at)}` : '');
  const of = (table: string): string => `select identity, connection, content, valid_from, gone_because from muster.${table} as copied where kind = '${kind}' ${by()} ${seen()}`;
  return `(${of('copy')} union all ${of('copy_version')})`;
}
