import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { itemsById } from './item.reader.ts';
import { counted, idsOf } from './lookups.ts';
import { readByIds } from './objects.ts';
import { oneOf } from './oql.ts';
import { changeClass } from './translate/change.ts';
import { itemClass, unseenItem } from './translate/item.ts';
import { keyOf, textOf } from './wire.ts';

/**
 * Items that people linked to many changes. Those that iTop itself added, because the linked ones impact them
 * ("computed"), are what a change reaches and not what it is about: a change of a host would otherwise pass for the
 * change of every application on it. A change that is not there is not in the answer.
 */
export function changeItems(instance: Instance): RelationReader<'change.configurationItems'> {
  return {
    async relate(identities, ask) {
      const asked = idsOf(instance, 'change', identities);
      const doing = `reading the configuration items of ${counted(asked.size, 'change')}`;
      const [changes, links] = await Promise.all([
        readByIds(instance, { className: changeClass, conditions: [], fields: [], ask, doing }, 'id', asked.keys()),
        readByIds(instance, { className: 'lnkFunctionalCIToTicket', conditions: [oneOf('impact_code', ['manual'])], fields: ['functionalci_id', 'functionalci_name', 'impact_code'], ask, doing }, 'ticket_id', asked.keys()),
      ]);
      const items = await itemsById(instance, links.things.flatMap((link) => keyOf(link, 'functionalci_id') ?? []), ask);
      const origin = { instance, fetchedAt: changes.fetchedAt };
      const answer = new Map<string, Map<string, ConfigurationItem>>(changes.things.map(({ id }) => [id, new Map()]));
      for (const link of links.things) {
        const id = keyOf(link, 'functionalci_id');
        if (id === null || textOf(link, 'impact_code') !== 'manual') continue;
        const item = items.get(id) ?? unseenItem(id, itemClass, textOf(link, 'functionalci_name'), origin);
        answer.get(keyOf(link, 'ticket_id') ?? '')?.set(id, item);
      }
      return new Map([...answer].map(([id, its]) => [asked.get(id) ?? '', [...its.values()]]));
    },
  };
}
