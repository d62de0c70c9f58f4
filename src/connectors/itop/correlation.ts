import type { Ask } from '../../domain/ports/ask.ts';
import type { Instance } from './instance.ts';
import { fold } from './lookups.ts';
import { readObjects, type ObjectAnswer } from './objects.ts';
import { contains, isAskable, oneOf } from './oql.ts';
import { incidentClass, incidentFields, problemClass, problemFields } from './translate/trouble.ts';
import { textOf, type Thing } from './wire.ts';

/** Tickets that Muster opens by itself. */
export type Trouble = 'incident' | 'problem';

/** A title holds 255 characters; the correlation stands at its end, in brackets, and is never cut. */
const longestTitle = 255;

export function troubleClass(trouble: Trouble): string {
  return trouble === 'incident' ? incidentClass : problemClass;
}

export function troubleFields(instance: Instance, trouble: Trouble): readonly string[] {
  return trouble === 'incident' ? incidentFields({ instance }) : problemFields({ instance });
}

/**
 * How a ticket carries its correlation: in the attribute that the options name, and where none is named, in brackets at
 * the end of its title, where people see it and a search can find it.
 */
export function correlated(instance: Instance, trouble: Trouble, title: string, correlation: string): Readonly<Record<string, string>> {
  const attribute = instance.options.correlation[trouble];
  if (attribute !== undefined) return { title: title.slice(0, longestTitle), [attribute]: correlation };
  const mark = ` [${correlation}]`;
  return { title: `${title.slice(0, longestTitle - mark.length)}${mark}` };
}

/** Tickets that carry the correlation to the letter; the database compares without case and takes "_" for any sign. */
export async function ticketsCorrelated(instance: Instance, trouble: Trouble, correlation: string, ask: Ask): Promise<ObjectAnswer> {
  if (!isAskable(correlation)) return { things: [], fetchedAt: instance.clock.now().toISOString() };
  const attribute = instance.options.correlation[trouble];
  const { things, fetchedAt } = await readObjects(instance, {
    className: troubleClass(trouble), fields: troubleFields(instance, trouble), ask, doing: `finding ${trouble}s by correlation id`,
    conditions: [attribute === undefined ? contains(['title'], `[${correlation}]`) : oneOf(attribute, [correlation])],
    expects: (thing) => attribute === undefined || fold(textOf(thing, attribute) ?? '') === fold(correlation),
  });
  return { things: things.filter((thing) => carries(instance, trouble, thing, correlation)), fetchedAt };
}

export function carries(instance: Instance, trouble: Trouble, thing: Thing, correlation: string): boolean {
  const attribute = instance.options.correlation[trouble];
  return attribute === undefined ? textOf(thing, 'title')?.endsWith(`[${correlation}]`) === true : textOf(thing, attribute) === correlation;
}
