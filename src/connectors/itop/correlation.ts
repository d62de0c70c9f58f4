import type { Incident } from '../../domain/incident.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { fold } from './lookups.ts';
import { readObjects } from './objects.ts';
import { contains, isAskable, oneOf } from './oql.ts';
import { incidentClass, incidentFields, incidentOf } from './translate/trouble.ts';
import { textOf, type Thing } from './wire.ts';

/** A title holds 255 characters; the correlation stands at its end, in brackets, and is never cut. */
const longestTitle = 255;

/**
 * How an incident carries its correlation: in the attribute that the options name, and where none is named, in brackets
 * at the end of its title, where people see it and a search can find it.
 */
export function correlated(instance: Instance, title: string, correlation: string): Readonly<Record<string, string>> {
  const attribute = instance.options.correlation.incident;
  if (attribute !== undefined) return { title: title.slice(0, longestTitle), [attribute]: correlation };
  const mark = ` [${correlation}]`;
  return { title: `${title.slice(0, longestTitle - mark.length)}${mark}` };
}

/** Incidents that carry the correlation to the letter; the database compares without case and takes "_" for any sign. */
export async function incidentsCorrelated(instance: Instance, correlation: string, ask: Ask): Promise<Findings<Incident>> {
  if (!isAskable(correlation)) return { records: [], isComplete: true };
  const attribute = instance.options.correlation.incident;
  const { things, fetchedAt } = await readObjects(instance, {
    className: incidentClass, fields: incidentFields({ instance }), ask, doing: 'finding incidents by correlation id',
    conditions: [attribute === undefined ? contains(['title'], `[${correlation}]`) : oneOf(attribute, [correlation])],
    expects: (thing) => attribute === undefined || fold(textOf(thing, attribute) ?? '') === fold(correlation),
  });
  return { records: things.filter((thing) => carries(instance, thing, correlation)).map((thing) => incidentOf(thing, { instance, fetchedAt })), isComplete: true };
}

export function carries(instance: Instance, thing: Thing, correlation: string): boolean {
  const attribute = instance.options.correlation.incident;
  return attribute === undefined ? textOf(thing, 'title')?.endsWith(`[${correlation}]`) === true : textOf(thing, attribute) === correlation;
}
