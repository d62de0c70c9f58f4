import type { RelationName } from '../record.ts';
import type { Notice, NoticedRelation } from './webhook.ts';

/** Where records that tools gave notice of wait to be read; the key there is the record's name, or what `keyOfRelation` writes. */
export const noticedQueue = 'read-noticed-record';

export function keyOfRelation({ relation, record }: NoticedRelation): string {
  return `${relation} ${record}`;
}

/** Of a key that keyOfRelation wrote; null for a record's name, which begins with its connection and so holds no space before its first colon. */
export function readRelationKey(key: string): NoticedRelation | null {
  const [, relation, record] = /^([^:\s]+) (.+)$/s.exec(key) ?? [];
  return relation === undefined || record === undefined ? null : { relation: relation as RelationName, record };
}

/** What tools sent by themselves: each delivery counts once, however often it comes. */
export interface DeliveryStore {
  /**
   * Remembers the delivery and enqueues what it tells, all or nothing: each record and relation to be read, each deployment that
   * follows one of the runs to be looked at now, each run that waits at a door to be answered. False, and nothing done, when it came before within the last 7 days.
   */
  take(connection: string, notice: Notice): Promise<boolean>;
}
