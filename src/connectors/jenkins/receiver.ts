import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { WebhookReceiver } from '../../domain/ports/webhook.ts';
import { checkSignature, readDelivery, shortText } from '../delivery.ts';

/** The body of the Notification plugin, as far as we look at it; queue_id came late, and old ones lack it. */
const notificationSchema = z.object({
  /** The job's path: job/payments/job/deploy/. */
  url: shortText,
  build: z.object({
    number: z.number().int().nonnegative(),
    phase: z.enum(['QUEUED', 'STARTED', 'COMPLETED', 'FINALIZED']),
    queue_id: z.number().int().positive().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
});

/**
 * Takes notifications in the Notification plugin's words under the generic signature. The plugin itself can neither sign nor
 * send a header, and a secret in an address ends up in logs: so a step of the pipeline (or a shared library) posts the same
 * body with `openssl dgst -sha256 -hmac`. A phase of a build is told once: that is the delivery's id.
 */
export function receiver(connection: string, secret: string, clock: Clock): WebhookReceiver {
  return {
    receive(delivery) {
      checkSignature(delivery, { id: connection, secret }, clock.now());
      const { url, build } = readDelivery(delivery, notificationSchema);
      const { number, phase, queue_id: item, parameters = {} } = build;
      const correlation = shortText.safeParse(parameters['correlation']);
      return {
        deliveryId: `${url}#${number === 0 ? `queue/${item ?? 0}` : number}/${phase}`,
        event: phase,
        records: [],
        runIds: [...(number === 0 ? [] : [String(number)]), ...(item === undefined ? [] : [`queue/${item}`])],
        correlations: correlation.success ? [correlation.data] : [],
      };
    },
  };
}
