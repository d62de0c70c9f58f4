import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../domain/ports/webhook.ts';
import { readRunName } from '../run-name.ts';

const runPart = z.object({ id: z.number().int().positive(), display_title: z.string().nullish(), name: z.string().nullish() });
const bodySchema = z.object({ workflow_run: runPart.nullish(), deployment: z.object({ id: z.number().int().positive() }).nullish() });

/** GitHub's webhooks: HMAC-SHA256 over the raw bytes in X-Hub-Signature-256, the delivery's id in X-GitHub-Delivery (apis/README.md §10). */
export function createReceiver(secret: string): WebhookReceiver {
  return {
    receive(delivery) {
      if (!isSigned(delivery, secret)) throw new UserMistake('FORBIDDEN', 'The delivery\'s X-Hub-Signature-256 does not hold: give the webhook the secret of this connection.');
      const { 'x-github-delivery': deliveryId, 'x-github-event': event } = delivery.headers;
      if (!isWord(deliveryId) || !isWord(event)) throw new UserMistake('INVALID', 'The delivery does not say X-GitHub-Delivery and X-GitHub-Event.');
      return { deliveryId, event, records: [], ...toldIn(delivery) };
    },
  };
}

function isSigned({ headers, body }: Delivery, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const told = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '')?.[1] ?? '';
  const given = Buffer.from(told.padEnd(64, '0'), 'hex');
  return timingSafeEqual(given, expected) && told !== '';
}

function isWord(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_.-]{1,100}$/.test(text);
}

/** Runs and correlation keys it mentions; an event about something else mentions none. */
function toldIn({ body }: Delivery): Pick<Notice, 'runIds' | 'correlations'> {
  const read = bodySchema.safeParse(parsed(body));
  if (!read.success) throw new UserMistake('INVALID', 'The delivery\'s body is not one of GitHub\'s: let the webhook send application/json.');
  const { workflow_run: run, deployment } = read.data;
  const correlation = run ? readRunName(undefined, run.display_title ?? run.name ?? '').correlation : null;
  return {
    runIds: [...(run ? [String(run.id)] : []), ...(deployment ? [`deployment-${deployment.id}`] : [])],
    correlations: correlation === null ? [] : [correlation],
  };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
