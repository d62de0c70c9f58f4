import { createHmac } from 'node:crypto';
import type { Headers } from '../http/index.ts';

export interface SigningKey {
  /** Told to the receiver, so that keys can be changed one after the other. */
  readonly id: string;
  /** Never sent. */
  readonly secret: string;
}

/** Signs `timestamp.rawBody` with HMAC-SHA256, in seconds since 1970 (apis/README.md §14); a request without a body signs none. */
export function signedHeaders(key: SigningKey, rawBody: string, now: Date): Headers {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', key.secret).update(`${timestamp}.${rawBody}`, 'utf8').digest('hex');
  return { 'x-muster-key-id': key.id, 'x-muster-timestamp': timestamp, 'x-muster-signature': `sha256=${signature}` };
}
