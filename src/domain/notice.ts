import type { EventKind } from './event.ts';
import type { Instant } from './instant.ts';

export const noticeStates = ['WAITING', 'SENT', 'GIVEN_UP'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** One message about one event to one recipient over one channel: sent at least once, under an id by which a receiver knows it again. */
export interface Notice {
  /** `notice:<uuid>` */
  readonly id: string;
  readonly eventId: string;
  readonly kind: EventKind;
  readonly releaseKey: string | null;
  readonly environment: string;
  /** Name of a configured channel. */
  readonly channel: string;
  /** An e-mail address; null where the channel itself is the recipient. */
  readonly recipient: string | null;
  readonly subject: string;
  readonly text: string;
  readonly state: NoticeState;
  /** How often it was tried. */
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly nextAt: Instant;
  readonly giveUpAt: Instant;
  readonly sentAt: Instant | null;
  /** Why the last attempt failed; null while none did. */
  readonly problem: string | null;
  /** Grows by one with each claim; an outcome under an older fence is not written. */
  readonly fence: number;
}
