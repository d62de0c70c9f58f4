import type { HubEvent } from '../event.ts';
import type { Instant } from '../instant.ts';
import type { Notice, NoticeState } from '../notice.ts';
import type { Readiness } from '../readiness.ts';
import type { Page, PageRequest } from './stores.ts';

/** Where events wait to be addressed and notices to be sent; the key there is the id of the one or the other. */
export const tellingQueue = 'tell';

export type NewNotice = Pick<Notice, 'channel' | 'recipient' | 'subject' | 'text' | 'giveUpAt'>;

export interface ClaimedNotice {
  readonly notice: Notice;
  readonly event: HubEvent;
}

/** How an attempt ended. */
export type Attempted =
  | { readonly state: 'SENT' }
  | { readonly state: 'WAITING'; readonly nextAt: Instant; readonly problem: string }
  | { readonly state: 'GIVEN_UP'; readonly problem: string };

export interface NoticeQuery {
  readonly state?: NoticeState;
  readonly channel?: string;
}

/** Events, and who is told of each. Events are written by the stores, in the transaction of what they tell. */
export interface Outbox {
  event(id: string): Promise<HubEvent | null>;
  /** Says once for all who is told of an event, and enqueues each notice, all or nothing; false, and nothing done, when that was said before. */
  address(eventId: string, notices: readonly NewNotice[]): Promise<boolean>;
  /** Takes a waiting notice for so long that nobody else tries it; null when it waits no more, or somebody else has it. Counts an attempt. */
  claim(id: string, leaseMs: number): Promise<ClaimedNotice | null>;
  /** Writes how the attempt ended and ends the claim; false when the fence has moved on. */
  settle(notice: Pick<Notice, 'id' | 'fence'>, outcome: Attempted): Promise<boolean>;
  /** Ids of events that nobody addressed, and of notices whose time has come and that nobody has: what a crash or a lost job left lying. */
  due(limit: number): Promise<readonly string[]>;
  list(query: NoticeQuery, page: PageRequest): Promise<Page<Notice>>;
}

/** The last outcome of each release in each environment, of whatever judgement from live facts. */
export interface Outcomes {
  /** Keeps it, and writes an event when it differs from the one before; an older judgement than the one that is kept changes nothing. */
  record(readiness: Readiness): Promise<void>;
}
