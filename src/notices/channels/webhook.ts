import type { HubEvent } from '../../domain/event.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Channel, Delivery } from '../channel.ts';
import { signedPoster } from './signed.ts';

export interface WebhookChannelSettings {
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  readonly secret: string;
}

/** Signed JSON for machines, as standardwebhooks.com says: the id stays the same at every attempt, time and signature are of the attempt. */
export function webhookChannel({ name, url, secret }: WebhookChannelSettings, poster: Poster): Channel {
  const post = signedPoster(secret, poster);
  return {
    name,
    isPersonal: false,
    async send(delivery) {
      await post(delivery, { url, body: JSON.stringify(bodyOf(delivery)), doing: 'telling a webhook' });
    },
  };
}

/** `type` is `readiness.changed`, `deployment.live`, …; `data` holds the event's own facts beside what people are told. */
function bodyOf({ event, at, subject, text }: Delivery): object {
  if (event === null) return { type: 'trial', timestamp: at.toISOString(), data: { subject, text } };
  const { id, releaseKey, environment, facts } = event;
  return { type: typeOf(event), timestamp: event.at, data: { eventId: id, releaseKey, environment, subject, text, facts: publicFacts(event, facts) } };
}

export function typeOf({ kind }: Pick<HubEvent, 'kind'>): string {
  return kind.toLowerCase().replace('_', '.').replaceAll('_', '-');
}

/** Receipts and idempotency keys are for whoever asked for a deployment, and for nobody else. */
function publicFacts({ kind }: HubEvent, facts: HubEvent['facts']): object {
  if (!kind.startsWith('DEPLOYMENT_')) return facts;
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !['receipt', 'idempotencyKey', 'fence'].includes(name)));
}
