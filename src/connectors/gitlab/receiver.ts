import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../domain/ports/webhook.ts';
import { readRunName } from '../run-name.ts';

const id = z.number().int().positive();
const bodySchema = z.object({
  object_kind: z.string().regex(/^[a-z_]{1,60}$/),
  object_attributes: z.object({ id: id.nullish(), name: z.string().nullish() }).nullish(),
  pipeline_id: id.nullish(),
  deployment_id: id.nullish(),
});

/** GitLab's webhooks: the secret itself in X-Gitlab-Token, compared in constant time. The id is the same when GitLab sends again. */
export function createReceiver(secret: string): WebhookReceiver {
  return {
    receive(delivery) {
      if (!timingSafeEqual(digest(delivery.headers['x-gitlab-token'] ?? ''), digest(secret))) throw new UserMistake('FORBIDDEN', 'The delivery\'s X-Gitlab-Token is another: give the webhook the secret of this connection.');
      const { 'idempotency-key': key, 'webhook-id': webhookId, 'x-gitlab-event-uuid': eventId } = delivery.headers;
      const deliveryId = key ?? webhookId ?? eventId ?? '';
      if (!/^[A-Za-z0-9_.-]{1,100}$/.test(deliveryId)) throw new UserMistake('INVALID', 'The delivery says no Idempotency-Key, webhook-id or X-Gitlab-Event-UUID.');
      return { deliveryId, records: [], ...toldIn(delivery) };
    },
  };
}

/** Of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Pipelines, jobs ("build") and deployments; an event about something else mentions no run. */
function toldIn({ body }: Delivery): Pick<Notice, 'event' | 'runIds' | 'correlations'> {
  const read = bodySchema.safeParse(parsed(body));
  if (!read.success) throw new UserMistake('INVALID', 'The delivery\'s body is not one of GitLab\'s.');
  const { object_kind: event, object_attributes: pipeline, pipeline_id: pipelineId, deployment_id: deploymentId } = read.data;
  const ids = [event === 'pipeline' ? pipeline?.id : undefined, event === 'build' ? pipelineId : undefined];
  const correlation = event === 'pipeline' ? readRunName(undefined, pipeline?.name ?? '').correlation : null;
  return {
    event,
    runIds: [...ids.flatMap((one) => (typeof one === 'number' ? [String(one)] : [])), ...(event === 'deployment' && typeof deploymentId === 'number' ? [`deployment-${deploymentId}`] : [])],
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
