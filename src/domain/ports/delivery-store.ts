import type { Notice } from './webhook.ts';

/** Where records that tools gave notice of wait to be read; the key there is the record's name. */
export const noticedQueue = 'read-noticed-record';

/** What tools sent by themselves: each delivery counts once, however often it comes. */
export interface DeliveryStore {
  /**
   * Remembers the delivery and enqueues what it tells, all or nothing: each record to be read, each deployment that
   * follows one of the runs to be looked at now, each run that waits at a door to be answered. False, and nothing done, when it came before within the last 7 days.
   */
  take(connection: string, notice: Notice): Promise<boolean>;
}
