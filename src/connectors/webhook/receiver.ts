import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { WebhookReceiver } from '../../domain/ports/webhook.ts';
import { checkSignature, readDelivery, shortText } from '../delivery.ts';

/** What the deploy service posts when a run moves. Its id stands in the body, so that it is signed with the rest. */
const callSchema = z.object({ deliveryId: shortText, event: shortText, correlation: shortText });

/** Takes the service's calls: signed as ours are, with a secret of their own, under the connection's name as key id. */
export function receiver(connection: string, secret: string, clock: Clock): WebhookReceiver {
  return {
    receive(delivery) {
      checkSignature(delivery, { id: connection, secret }, clock.now());
      const { deliveryId, event, correlation } = readDelivery(delivery, callSchema);
      return { deliveryId, event, records: [], runIds: [correlation], correlations: [correlation] };
    },
  };
}
