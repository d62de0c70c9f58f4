import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** How long a signature is good for, to either side (apis/README.md §14). */
const toleranceMs = 5 * 60_000;

/** Why a request is not believed; null when it is. Compared in constant time, over the very bytes that came. */
export function doubt(req: Request, body: Buffer, keys: Readonly<Record<string, string>>, now: Date): string | null {
  const [keyId, timestamp, signature] = ['x-muster-key-id', 'x-muster-timestamp', 'x-muster-signature'].map((name) => req.get(name));
  const secret = keyId === undefined ? undefined : keys[keyId];
  if (secret === undefined || timestamp === undefined || signature === undefined) return 'not signed with a key we know';
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`);
  const told = Buffer.from(signature);
  if (told.length !== expected.length || !timingSafeEqual(told, expected)) return 'the signature does not fit the bytes';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() - Number(timestamp) * 1_000) > toleranceMs) return 'the signature is too old or from the future';
  return null;
}
