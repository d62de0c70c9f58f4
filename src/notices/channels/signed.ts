import { Webhook } from 'standardwebhooks';
import type { Poster } from '../../domain/ports/poster.ts';
import { NotDelivered, type Delivery } from '../channel.ts';
import { taken } from './taken.ts';

export interface SignedPosting {
  readonly url: string;
  readonly body: string;
  readonly contentType?: string;
  readonly doing: string;
}

/**
 * Posts as standardwebhooks.com says: the id stays the same at every attempt, time and signature are of the attempt.
 * `secret` is `whsec_` and base64. What it answers throws NotDelivered when the other side did not take it.
 */
export function signedPoster(secret: string, poster: Poster): (message: Pick<Delivery, 'id' | 'at'>, posting: SignedPosting) => Promise<void> {
  const key = new Webhook(secret);
  return (message, posting) => post(poster, key, message, posting);
}

async function post(poster: Poster, key: Webhook, { id, at }: Pick<Delivery, 'id' | 'at'>, { url, body, contentType, doing }: SignedPosting): Promise<void> {
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)), 'webhook-signature': key.sign(id, at, body) };
  const posted = await poster.post({ address: url, headers, body, doing, ...(contentType !== undefined && { contentType }) });
  // 410: the receiver wants nothing any more.
  if (!posted.isTaken && posted.status === 410) throw new NotDelivered(posted.because, { isFinal: true });
  taken(posted);
}
