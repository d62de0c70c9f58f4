import { z } from 'zod';
import type { Instant } from '../../domain/instant.ts';
import type { SyncCursor } from '../../domain/ports/sync.ts';
import { allOf, anyOf, compares, equals } from './aql.ts';
import type { ComparedField, Criterion } from './aql.ts';
import type { Place } from './place.ts';

/**
 * How far a sync has come in the order of modified, repo, path, name. With a place: that file and all before it have been
 * read. Without: everything modified before that moment.
 */
export interface Mark {
  /** In the tool's own words, so that it is compared with what it stands for. */
  readonly modified: string;
  readonly place: Place | null;
}

/** What a sync remembers from page to page. */
export interface Standing {
  readonly mark: Mark;
  /** Since when files may have come, by copy or move, to where they stand now without being modified: read at the end of a round. */
  readonly arrivalsSince: Instant;
}

const moment = z.iso.datetime({ offset: true });
const placeSchema = z.object({ repo: z.string(), path: z.string(), name: z.string() });
const cursorSchema = z.object({ mark: z.object({ modified: moment, place: placeSchema.nullable() }), arrivalsSince: moment });

/** Before the first file there can be. */
export const theBeginning: Mark = { modified: '1970-01-01T00:00:00.000Z', place: null };

/** Throws for a cursor that this file did not write. */
export function readStanding(cursor: SyncCursor): Standing {
  return cursorSchema.parse(JSON.parse(cursor));
}

export function writeStanding(standing: Standing): SyncCursor {
  return JSON.stringify(standing);
}

/** Files that come after the mark. Equal moments are told apart by place, so that none of them is skipped. */
export function after({ modified, place }: Mark): Criterion {
  const since = compares('modified', '$gte', modified);
  return place === null ? since : allOf(since, beyond('$gt', '$gt', modified, place));
}

/** Files up to the mark: the one at its place is in, and so is everything before it. */
export function upTo({ modified, place }: Mark): Criterion {
  return place === null ? compares('modified', '$lt', modified) : allOf(compares('modified', '$lte', modified), beyond('$lt', '$lte', modified, place));
}

function beyond(operator: '$gt' | '$lt', last: '$gt' | '$lte', modified: string, { repo, path, name }: Place): Criterion {
  const inOrder = (field: ComparedField, value: string, tie: Criterion): Criterion => anyOf([compares(field, operator, value), allOf(equals(field, value), tie)]);
  return inOrder('modified', modified, inOrder('repo', repo, inOrder('path', path, compares('name', last, name))));
}

/** Files up to the mark that came to where they stand since a moment. */
export function arrived({ mark, arrivalsSince }: Standing): Criterion {
  return allOf(compares('updated', '$gte', arrivalsSince), compares('modified', '$lte', mark.modified));
}

/** Whether a row lies in the stretch that was asked for, as far as moments tell: the order of texts is the tool's own. */
export function isBetween(from: Mark, to: Mark | null, row: { readonly modified?: string | null | undefined }): boolean {
  const at = Date.parse(row.modified ?? '');
  if (Number.isNaN(at) || at < Date.parse(from.modified)) return false;
  return to === null || at < Date.parse(to.modified) || (to.place !== null && at === Date.parse(to.modified));
}
