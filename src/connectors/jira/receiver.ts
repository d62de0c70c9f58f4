import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../domain/ports/webhook.ts';
import { formatReference } from '../../domain/reference.ts';
import type { ChangeOptions } from './options.ts';

/** Ids are texts in some events and numbers in others. */
const id = z.union([z.string().regex(/^\d{1,18}$/), z.int().positive()]).transform(String);
const bodySchema = z.object({
  webhookEvent: z.string().regex(/^[A-Za-z0-9:_.-]{1,100}$/),
  issue: z.object({ id, fields: z.object({ project: z.object({ key: z.string() }).nullish() }).nullish() }).nullish(),
  version: z.object({ id }).nullish(),
});

/**
 * Webhooks that an administrator made with a secret: HMAC-SHA256 over the raw bytes in X-Hub-Signature, the delivery's id
 * in X-Atlassian-Webhook-Identifier, the same on each attempt. They only say where to look: an issue of the project that keeps changes
 * may be one, and so may one whose project is not told.
 */
export function createReceiver(connection: string, secret: string, changes?: ChangeOptions): WebhookReceiver {
  return {
    receive(delivery) {
      if (!isSigned(delivery, secret)) throw new UserMistake('FORBIDDEN', 'The delivery\'s X-Hub-Signature does not hold: give the webhook the secret of this connection.');
      const deliveryId = delivery.headers['x-atlassian-webhook-identifier'] ?? '';
      if (!/^[A-Za-z0-9_.:-]{1,200}$/.test(deliveryId)) throw new UserMistake('INVALID', 'The delivery does not say X-Atlassian-Webhook-Identifier.');
      return { deliveryId, ...toldIn(connection, changes, delivery) };
    },
  };
}

function isSigned({ headers, body }: Delivery, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const told = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature'] ?? '')?.[1] ?? '';
  return timingSafeEqual(Buffer.from(told.padEnd(64, '0'), 'hex'), expected) && told !== '';
}

function toldIn(connection: string, changes: ChangeOptions | undefined, { body }: Delivery): Omit<Notice, 'deliveryId'> {
  const read = bodySchema.safeParse(parsed(body));
  if (!read.success) throw new UserMistake('INVALID', 'The delivery\'s body is not one of Jira\'s: let the webhook send it whole.');
  const { webhookEvent: event, issue, version } = read.data;
  const change = issue && changes !== undefined && isOf(changes.project, issue.fields?.project?.key) ? formatReference(connection, 'change', issue.id) : null;
  return {
    event, runIds: [], correlations: [],
    records: [...(issue ? [formatReference(connection, 'work-item', issue.id)] : []), ...(change === null ? [] : [change]), ...(version ? [formatReference(connection, 'version', version.id)] : [])],
    ...(change === null || changes?.items === undefined ? {} : { relations: [{ relation: 'change.configurationItems', record: change }] }),
  };
}

function isOf(project: string, told: string | undefined): boolean {
  return told === undefined || told.toUpperCase() === project;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
