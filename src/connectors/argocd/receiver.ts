import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { WebhookReceiver } from '../../domain/ports/webhook.ts';
import { checkMoment, checkToken, readDelivery, shortText } from '../delivery.ts';

/** What the template of the connector's README sends; an application that never synced has no operation. */
const notificationSchema = z.object({
  application: shortText,
  phase: z.string().max(60),
  health: z.string().max(60),
  startedAt: z.string().max(60),
  correlation: z.string().max(300),
  sentAt: z.iso.datetime(),
});

/**
 * Takes Argo CD's notifications. They can carry fixed headers and sign nothing: a token is compared in constant time, and the
 * moment stands in the body as the template writes it. Whoever knows the token can thus say anything, which costs one more
 * look at the application and nothing else. The same state of the same operation is the same delivery.
 */
export function receiver(secret: string, clock: Clock): WebhookReceiver {
  return {
    receive(delivery) {
      checkToken(delivery, secret);
      const { application, phase, health, startedAt, correlation, sentAt } = readDelivery(delivery, notificationSchema);
      checkMoment(Date.parse(sentAt), clock.now());
      const own = correlation === '' ? [] : [correlation];
      return { deliveryId: [application, startedAt, phase, health].join('/'), event: phase === '' ? 'health' : phase, records: [], runIds: own, correlations: own };
    },
  };
}
