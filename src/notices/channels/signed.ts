import type { Webhook } from 'standardwebhooks';
import type { Poster } from '../../domain/ports/poster.ts';
import { NotDelivered, type Delivery } from '../channel.ts';
import { taken } from './taken.ts';

export interface SignedPosting {
  readonly url: string;
  readonly body: string;
  readonly contentType?: string;
  readonly doing: string;
}

/** Posts as standardwebhooks.com says: the id stays the same at every attempt, time and signature are of the attempt. */
export async function postSigned(poster: Poster, key: Webhook, { id, at }: Delivery, { url, body, contentType, doing }: SignedPosting): Promise<void> {
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)), 'webhook-signature': key.sign(id, at, body) };
  const posted = await poster.post({ address: url, headers, body, doing, ...(contentType !== undefined && { contentType }) });
  // 410: the receiver wants nothing any more.
  if (!posted.isTaken && posted.status === 410) throw new NotDelivered(posted.because, { isFinal: true });
  taken(posted);
}
