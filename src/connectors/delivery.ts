import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../domain/error.ts';
import type { Delivery } from '../domain/ports/webhook.ts';

/** How far a delivery's moment may be from ours, to either side (apis/README.md §14). */
const toleranceMs = 5 * 60_000;
const mostBytes = 1024 * 1024;

/**
 * The generic signature (apis/README.md §14): `x-muster-key-id` names the key (the connection), `x-muster-timestamp` says
 * when in seconds since 1970, `x-muster-signature` is `sha256=<hex>`, HMAC-SHA256 over "<timestamp>." and the raw bytes.
 * Throws UserMistake FORBIDDEN.
 */
export function checkSignature({ headers, body }: Delivery, key: { readonly id: string; readonly secret: string }, now: Date): void {
  const [keyId = '', timestamp = '', signature = ''] = ['x-muster-key-id', 'x-muster-timestamp', 'x-muster-signature'].map((name) => headers[name]);
  const expected = `sha256=${createHmac('sha256', key.secret).update(`${timestamp}.`).update(body).digest('hex')}`;
  if (keyId !== key.id || !/^\d{1,12}$/.test(timestamp) || !isSame(signature, expected)) throw forbidden('is not signed with the key of this connection');
  checkMoment(Number(timestamp) * 1_000, now);
}

/** For tools that can send a fixed header and sign nothing: `authorization: Bearer <secret>`. Throws UserMistake FORBIDDEN. */
export function checkToken({ headers }: Delivery, secret: string): void {
  if (!isSame(headers['authorization'] ?? '', `Bearer ${secret}`)) throw forbidden('does not carry the token of this connection');
}

/** Throws UserMistake FORBIDDEN for a moment too far away: then it may be an old delivery, sent again by somebody else. */
export function checkMoment(sentAtMs: number, now: Date): void {
  if (!(Math.abs(now.getTime() - sentAtMs) <= toleranceMs)) throw forbidden('was sent more than five minutes before or after our time; check both clocks');
}

/** Throws UserMistake INVALID for a body that is too large, not UTF-8, no JSON, or not of that shape. */
export function readDelivery<T>({ body }: Delivery, schema: z.ZodType<T>): T {
  if (body.byteLength > mostBytes) throw invalid(`is larger than ${mostBytes} bytes`);
  const read = schema.safeParse(parsed(body));
  if (read.success) return read.data;
  const place = read.error.issues[0]?.path.filter((part) => typeof part === 'number' || /^\w{1,60}$/.test(String(part))).join('.') ?? '';
  throw invalid(`is in a shape we do not know${place === '' ? '' : `, at ${place}`}`);
}

/** A short text of one line, as ids and names are. */
export const shortText = z.string().min(1).max(300).regex(/^[^\p{Cc}]*$/u);

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw invalid('is not JSON in UTF-8');
  }
}

/** In constant time for texts of one length. */
function isSame(told: string, expected: string): boolean {
  const [one, other] = [Buffer.from(told), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function forbidden(why: string): UserMistake {
  return new UserMistake('FORBIDDEN', `The delivery ${why}.`, ['headers']);
}

function invalid(why: string): UserMistake {
  return new UserMistake('INVALID', `The delivery ${why}.`, ['body']);
}
