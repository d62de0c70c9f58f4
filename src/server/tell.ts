import { createPoster } from '../connectors/index.ts';
import type { Clock } from '../domain/instant.ts';
import type { NoticeDesk } from '../domain/ports/notice-desk.ts';
import { openChannel, Teller, tryChannel, type TellerSettings } from '../notices/index.ts';
import type { Outlook } from '../domain/redaction.ts';
import type { Store } from '../store/index.ts';
import { toldOutbox } from './authorization/told-outbox.ts';
import type { FileShape } from './config/shape.ts';
import type { Log } from './log.ts';

interface Telling {
  readonly notices: FileShape['notices'];
  readonly outgoing: FileShape['outgoing'];
  readonly store: Pick<Store, 'outbox' | 'queue' | 'releases'>;
  /** How they look at records who are told: nobody knows who they are. */
  readonly anybody: Outlook;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings?: Partial<TellerSettings> | undefined;
}

/** The teller of one hub. Without `notices` in the configuration it tells nobody, and events are only written off. */
export function tellerOf({ notices, outgoing, store: { outbox: kept, queue, releases }, anybody, clock, log, settings }: Telling): { readonly teller: Teller; readonly desk: NoticeDesk } {
  const outbox = toldOutbox(kept, anybody);
  const poster = createPoster(clock, outgoing);
  const channels = (notices?.channels ?? []).map((channel) => openChannel(channel, poster));
  const teller = new Teller({
    outbox, queue, releases, clock, channels,
    rules: notices?.rules ?? [],
    templates: notices?.templates ?? {},
    onFailure: ({ isGivenUp, ...notice }) => { log.warn(notice, isGivenUp ? 'a notice was given up: see muster notices' : 'a notice could not be sent; it will be tried again'); },
    onTrouble: (error) => { log.error({ err: error }, 'telling failed on our side and will be tried again'); },
  }, { ...(notices !== undefined && { giveUpAfterMs: notices.giveUpAfter }), ...settings });
  return { teller, desk: { list: (query, page) => outbox.list(query, page), tryChannel: (channel, recipient) => tryChannel(channels, clock, channel, recipient) } };
}
