import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/artifact.ts';
import type { TriggerInput } from './trigger-input.ts';

/**
 * Digest of what was asked for, whoever asked and however it was spelt: fields in one order, instants in UTC. A receipt is
 * the proof that it may be asked for, and not a part of it: a rerun that validated again joins the deployment that stands.
 */
export function bodyDigest({ releaseKey, environment, start, startAt }: TriggerInput): Sha256 {
  return digestOf([releaseKey, environment, start, startAt ?? null]);
}

/** What is compared when an idempotency key comes again. */
export function digestOf(body: readonly (string | null)[]): Sha256 {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
