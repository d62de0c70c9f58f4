import type { RecordFinder } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { itemsById } from './item.reader.ts';
import { listObjects } from './listing.ts';
import { fold } from './lookups.ts';
import { compared, contains, type Condition } from './oql.ts';
import { itemClass, serviceClass, serviceFields, serviceOf } from './translate/item.ts';
import { textOf, type Thing } from './wire.ts';

/**
 * Items by name and class (exactly that one), in order of name. Only configured classes of software know an environment:
 * asked for one, the others cannot be listed, and the answer is not complete.
 */
export function listItems(instance: Instance): RecordFinder<'cis.list'> {
  return {
    async find({ text, className, environment, limit }, ask) {
      const conditions = [...like(text), ...(className === null ? [] : [compared('finalclass', '=', className)])];
      const places = environment === null ? [{ className: itemClass, attribute: null }] : environmentsOf(instance);
      const lists = await Promise.all(places.map(({ className: place, attribute }) => listObjects(instance, {
        className: place, conditions: [...conditions, ...(attribute === null || environment === null ? [] : [compared(attribute, '=', environment)])],
        keyFields: ['name'], fits: (thing) => fits(thing, text) && (className === null || thing.className === className), order: byName, fields: ['name'], limit, ask, doing: 'listing configuration items',
      })));
      const things = lists.flatMap((list) => list.things).toSorted(byName);
      const chosen = [...new Set(things.map(({ id }) => id))].slice(0, limit);
      const items = await itemsById(instance, chosen, ask);
      const records = chosen.flatMap((id) => items.get(id) ?? []);
      if (records.some((item) => environment !== null && item.environment?.toLowerCase() !== environment.toLowerCase())) throw refuse(instance, 'UNEXPECTED_ANSWER', 'answered items of another environment than was asked for');
      return { records, isComplete: environment === null && lists.every(({ isComplete }) => isComplete) && records.length === things.length };
    },
  };
}

export function listServices(instance: Instance): RecordFinder<'services.list'> {
  return {
    async find({ text, limit }, ask) {
      const { things, fetchedAt, isComplete } = await listObjects(instance, {
        className: serviceClass, conditions: like(text), keyFields: ['name'], fits: (thing) => fits(thing, text), order: byName, fields: serviceFields, limit, ask, doing: 'listing services',
      });
      return { records: things.map((thing) => serviceOf(thing, { instance, fetchedAt })), isComplete };
    },
  };
}

function environmentsOf({ options }: Instance): readonly { readonly className: string; readonly attribute: string }[] {
  return Object.entries(options.software).flatMap(([className, { environment }]) => (environment === undefined ? [] : [{ className, attribute: environment }]));
}

function like(text: string | null): readonly Condition[] {
  return text === null ? [] : [contains(['name'], text)];
}

function fits(thing: Thing, text: string | null): boolean {
  return text === null || fold(textOf(thing, 'name') ?? '').includes(fold(text));
}

function byName(one: Thing, other: Thing): number {
  return (textOf(one, 'name') ?? '').localeCompare(textOf(other, 'name') ?? '') || Number(one.id) - Number(other.id);
}
