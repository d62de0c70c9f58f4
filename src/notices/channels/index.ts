import type { Poster } from '../../domain/ports/poster.ts';
import type { Channel } from '../channel.ts';
import { cdeventsChannel } from './cdevents.ts';
import { mailChannel, type MailChannelSettings } from './mail.ts';
import { slackChannel, type SlackChannelSettings } from './slack.ts';
import { webhookChannel, type WebhookChannelSettings } from './webhook.ts';

export type ChannelSettings =
  | ({ readonly kind: 'webhook' } & WebhookChannelSettings)
  | ({ readonly kind: 'cdevents' } & WebhookChannelSettings)
  | ({ readonly kind: 'slack' } & SlackChannelSettings)
  | ({ readonly kind: 'mail' } & MailChannelSettings);

/** Opens nothing yet: the first message does. */
export function openChannel(settings: ChannelSettings, poster: Poster): Channel {
  switch (settings.kind) {
    case 'webhook': return webhookChannel(settings, poster);
    case 'cdevents': return cdeventsChannel(settings, poster);
    case 'slack': return slackChannel(settings, poster);
    case 'mail': return mailChannel(settings);
  }
}
