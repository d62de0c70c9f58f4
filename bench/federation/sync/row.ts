import { hash } from 'node:crypto';
import type { AnyRecord } from '../../../src/domain/record.ts';

/** Columns of muster.copy in the order that rowOf gives them; valid_from is fetched_at when a row is new. */
export const columns = ['kind', 'identity', 'connection', 'reference', 'digest', 'content', 'fetched_at'] as const;

/** The row of a record as anybody would write it by hand: the same columns and the same content as the hub's, digest included. */
export function rowOf({ source: { fetchedAt, isStale: _isStale, problem: _problem, ...source }, ...record }: AnyRecord): readonly string[] {
  const { kind, id } = record;
  const { connection, reference } = source;
  const content = JSON.stringify({ ...record, source });
  return [kind, id, connection, reference, hash('sha256', `${connection}\n${reference}\n${content}`, 'base64url'), content, fetchedAt];
}
