import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { NoticedRelation, WebhookReceiver } from '../../domain/ports/webhook.ts';
import type { RelationName } from '../../domain/record.ts';
import { formatReference, type RecordKind } from '../../domain/reference.ts';
import { checkSignature, readDelivery, shortText } from '../delivery.ts';
import { affectedTable } from './change-item-reader.ts';
import { impactedTable, offeringTable } from './part-reader.ts';
import { approvalTable } from './translate/approval.ts';
import { changeTable } from './translate/change.ts';
import { itemTable, serviceTable } from './translate/item.ts';
import { knowledgeTable } from './translate/knowledge.ts';
import { entitlementTable, licenceTable } from './translate/licence.ts';
import { accountTable } from './translate/person.ts';
import { scheduleTable } from './translate/schedule.ts';
import { taskTable } from './translate/task.ts';
import { incidentTable, problemTable } from './translate/trouble.ts';

const id = z.string().regex(/^[0-9a-f]{32}$/i).transform((text) => text.toLowerCase());
/** What the business rule of this connector's README posts. */
const messageSchema = z.object({
  deliveryId: shortText,
  event: z.enum(['insert', 'update', 'delete']),
  /** On which the rule stands, not the class of the row. */
  table: z.string().regex(/^\w{1,80}$/),
  sysId: id,
  /** What the row belongs to. */
  of: z.array(id).max(10).default([]),
});

const kinds: ReadonlyMap<string, RecordKind> = new Map([
  [changeTable, 'change'], [incidentTable, 'incident'], [problemTable, 'problem'], [itemTable, 'ci'], [serviceTable, 'service'], [knowledgeTable, 'knowledge'],
  [accountTable, 'account'], [scheduleTable, 'window'], [licenceTable, 'licence'], [entitlementTable, 'entitlement'],
]);
const partsOfChange: ReadonlyMap<string, RelationName> = new Map([
  [approvalTable, 'change.approvals'], [taskTable, 'change.tasks'], [affectedTable, 'change.configurationItems'], [impactedTable, 'change.impactedServices'], [offeringTable, 'change.serviceOfferings'],
]);

/**
 * Takes what a business rule posts over an outbound REST message, under the generic signature: the tool has no webhooks of
 * its own. It only says where to look; rules on tables that we do not read are taken and lead nowhere.
 */
export function receiver(connection: string, secret: string, clock: Clock): WebhookReceiver {
  return {
    receive(delivery) {
      checkSignature(delivery, { id: connection, secret }, clock.now());
      const { deliveryId, event, table, sysId, of } = readDelivery(delivery, messageSchema);
      const [kind, relation] = [kinds.get(table), partsOfChange.get(table)];
      return {
        deliveryId, event: `${table} ${event}`, runIds: [], correlations: [],
        records: kind === undefined ? [] : [formatReference(connection, kind, sysId)],
        relations: relation === undefined ? [] : of.map((owner): NoticedRelation => ({ relation, record: formatReference(connection, 'change', owner) })),
      };
    },
  };
}
