import { redactedEvent } from '../../domain/deployment-redaction.ts';
import type { Outbox } from '../../domain/ports/outbox.ts';
import type { Outlook } from '../../domain/redaction.ts';

/** The outbox with its events as they may be told where nobody knows who reads. What is kept stays whole. */
export function toldOutbox(outbox: Outbox, anybody: Outlook): Outbox {
  return {
    ...outbox,
    async event(id) {
      const event = await outbox.event(id);
      return event === null ? null : redactedEvent(event, anybody);
    },
    async claim(id, leaseMs) {
      const claimed = await outbox.claim(id, leaseMs);
      return claimed === null ? null : { ...claimed, event: await redactedEvent(claimed.event, anybody) };
    },
  };
}
