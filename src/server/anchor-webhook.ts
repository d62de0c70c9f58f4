import { createHash } from 'node:crypto';
import { readAnchors, type Anchor } from '../audit/index.ts';
import type { Clock } from '../domain/instant.ts';
import type { WorkQueue } from '../domain/ports/deployment-store.ts';
import type { Poster } from '../domain/ports/poster.ts';
import { NotDelivered, signedPoster } from '../notices/index.ts';
import type { FileShape } from './config/shape.ts';
import type { Log } from './log.ts';

/** Where anchors wait to be posted; the key there is the anchor itself, as it stands in a file. */
export const anchorQueue = 'post-anchor';

export interface AnchorWebhookPorts {
  readonly queue: Pick<WorkQueue, 'enqueue' | 'work'>;
  readonly poster: Poster;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds: an anchor that was not taken in so long says less than those that were made since. */
const giveUpAfterMs = 86_400_000;
const pauses = { leastMs: 5_000, mostMs: 3_600_000 };

/**
 * Posts anchors to a webhook, signed as Standard Webhooks says, each until it is taken: by durable work, so that an anchor
 * outlasts a receiver that is down and a hub that ends. Answers how to have one posted.
 */
export async function anchorWebhook({ url, secret }: NonNullable<NonNullable<FileShape['audit']['anchor']>['webhook']>, { queue, poster, clock, log }: AnchorWebhookPorts): Promise<(anchor: Anchor) => Promise<void>> {
  const post = signedPoster(secret, poster);
  await queue.work(anchorQueue, async (key) => {
    const [anchor] = readAnchors(key);
    if (anchor == null) return;
    const body = JSON.stringify({ type: 'audit.anchored', timestamp: anchor.at, data: anchor });
    try {
      await post({ id: idOf(key), at: clock.now() }, { url, body, doing: 'anchoring the audit log at a webhook' });
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      const ageMs = Math.max(0, clock.now().getTime() - Date.parse(anchor.at));
      const isGivenUp = error.isFinal || ageMs > giveUpAfterMs;
      log.warn({ number: anchor.number, problem: error.message }, isGivenUp ? 'an anchor of the audit log was given up: the webhook did not take it' : 'an anchor of the audit log was not taken by the webhook; it will be posted again');
      if (!isGivenUp) await queue.enqueue(anchorQueue, key, pauseMs(ageMs, error, clock));
    }
  });
  return (anchor) => queue.enqueue(anchorQueue, JSON.stringify(anchor), 0);
}

/** Each pause as long as all that was waited so far, within limits, and no shorter than the receiver asks. */
function pauseMs(ageMs: number, { retryAt }: NotDelivered, clock: Clock): number {
  const askedMs = retryAt === null ? 0 : Date.parse(retryAt) - clock.now().getTime();
  return Math.max(Math.min(Math.max(ageMs, pauses.leastMs), pauses.mostMs), askedMs);
}

/** The same at every attempt, so that a receiver knows what it has seen already. */
function idOf(key: string): string {
  return `anchor:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}
