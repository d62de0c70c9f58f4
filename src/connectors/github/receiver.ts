import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { ProtectionRequest } from '../../domain/ports/protection.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../domain/ports/webhook.ts';
import { readRunName } from '../run-name.ts';

const runPart = z.object({ id: z.number().int().positive(), display_title: z.string().nullish(), name: z.string().nullish() });
const deploymentPart = z.object({ id: z.number().int().positive() });
const bodySchema = z.object({ workflow_run: runPart.nullish(), deployment: deploymentPart.nullish() });
/** `deployment_protection_rule`, as GitHub's description of it says; it tells the run nowhere but in its callback. */
const protectionSchema = z.object({
  action: z.literal('requested'), environment: z.string().min(1).max(255), deployment_callback_url: z.string(), deployment: deploymentPart.nullish(),
  repository: z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }),
});

/** GitHub's webhooks: HMAC-SHA256 over the raw bytes in X-Hub-Signature-256, the delivery's id in X-GitHub-Delivery (apis/README.md §10). */
export function createReceiver(secret: string): WebhookReceiver {
  return {
    receive(delivery) {
      if (!isSigned(delivery, secret)) throw new UserMistake('FORBIDDEN', 'The delivery\'s X-Hub-Signature-256 does not hold: give the webhook the secret of this connection.');
      const { 'x-github-delivery': deliveryId, 'x-github-event': event } = delivery.headers;
      if (!isWord(deliveryId) || !isWord(event)) throw new UserMistake('INVALID', 'The delivery does not say X-GitHub-Delivery and X-GitHub-Event.');
      const protections = event === 'deployment_protection_rule' ? [askedIn(delivery)] : [];
      return { deliveryId, event, records: [], ...toldIn(delivery), ...(protections.length > 0 && { protections }) };
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

/**
 * What waits at a protection rule. Of the callback only the run's number is read: the answer goes to this connection's own
 * GitHub, never to an address that a delivery names.
 */
function askedIn({ body }: Delivery): ProtectionRequest {
  const read = protectionSchema.safeParse(parsed(body));
  const runId = read.success ? /\/actions\/runs\/(\d{1,15})\/deployment_protection_rule$/.exec(read.data.deployment_callback_url)?.[1] : undefined;
  if (!read.success || runId === undefined) throw new UserMistake('INVALID', 'The delivery\'s body is not a deployment_protection_rule of GitHub\'s.');
  const { repository, environment, deployment } = read.data;
  return { project: repository.full_name, runId, place: environment, deploymentId: deployment ? String(deployment.id) : null };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
