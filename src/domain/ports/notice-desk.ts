import type { Notice } from '../notice.ts';
import type { NoticeQuery } from './outbox.ts';
import type { Page, PageRequest } from './stores.ts';

/** What an administrator does about notices. */
export interface NoticeDesk {
  list(query: NoticeQuery, page: PageRequest): Promise<Page<Notice>>;
  /**
   * Sends a message that tells nothing over a channel, now and once. Throws UserMistake NOT_FOUND for a channel that there
   * is not, INVALID without an address where it needs one, SOURCE_UNAVAILABLE with the reason when it was not taken.
   */
  tryChannel(channel: string, recipient: string | null): Promise<void>;
}
