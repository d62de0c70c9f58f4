import type { Ask } from '../../domain/ports/ask.ts';
import type { Instance } from './instance.ts';
import { select } from './oql.ts';
import { changeClass } from './translate/change.ts';
import { itemClass } from './translate/item.ts';
import { getAnswer } from './wire.ts';

/** Reads one change and one item: an account without the right is told so by code, never by an empty answer. */
export function probe(instance: Instance): (ask: Ask) => Promise<void> {
  return async (ask) => {
    await Promise.all([changeClass, itemClass].map((className) => instance.rest({
      params: { operation: 'core/get', class: className, key: select(className, []), output_fields: 'id', limit: 1, page: 1 },
      schema: getAnswer, ask, doing: 'looking whether we may read changes and items',
    })));
  };
}
