import { entriesOf } from './log.ts';
import { attributesOf, isAttribute, isKindOf, storedOf } from './model/class-tree.ts';
import { classes } from './model/classes.ts';
import { thrown } from './refusal.ts';
import type { Store, Thing } from './store.ts';
import { asText } from './text.ts';

export type ShownFields = (thing: Thing) => readonly string[];

/**
 * Which attributes an answer shows: those named, "*" all of the asked class, "*+" all of each object's own class.
 * An attribute the asked class does not have is an error, even if its subclasses do (unlike ServiceNow).
 * @throws Refusal 100
 */
export function shownFields(className: string, wish: unknown): ShownFields {
  if (wish === '*+') return (thing) => attributesOf(thing.className);
  if (wish === undefined || wish === '*') return () => attributesOf(className);
  const names = asText(wish).split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isAttribute(className, name));
  if (unknown !== undefined) throw thrown(`output_fields: invalid attribute code '${unknown}'`);
  return () => names;
}

/** What get_related and any object outside the asked class shows. */
export const nameOnly: ShownFields = () => ['id', 'friendlyname'];

/** `objects` of an answer: a map by "Class::id", and null when there is none. */
export function objectsOf(store: Store, things: readonly Thing[], shown: ShownFields, message = ''): object | null {
  if (things.length === 0) return null;
  return Object.fromEntries(things.map((thing) => [keyOf(thing), {
    code: 0, message, class: thing.className, key: String(thing.id),
    fields: Object.fromEntries(shown(thing).map((name) => [name, shownValue(store, thing, name)])),
  }]));
}

export function keyOf({ className, id }: Thing): string {
  return `${className}::${id}`;
}

/** Everything is text, numbers too; only lists and computed flags are not. */
function shownValue(store: Store, thing: Thing, name: string): unknown {
  if (name === 'obsolescence_flag') return isObsolete(thing);
  if (name === 'private_log') return { entries: entriesOf(thing.fields['private_log']).toReversed().map(({ date, message }) => ({ date, user_login: 'muster', message, message_html: `<p>${message.replaceAll('\n', '<br/>')}</p>` })) };
  return store.listOf(thing, name)?.map((link) => linkView(store, link, thing)) ?? store.valueOf(thing, name);
}

function isObsolete(thing: Thing): boolean {
  return thing.fields['status'] === 'obsolete' || thing.fields['status'] === 'inactive';
}

/** A link without what leads back to the object it is shown in. */
function linkView(store: Store, link: Thing, from: Thing): object {
  const back = isKindOf(from.className, 'Ticket') ? 'ticket' : 'functionalci';
  const through = Object.keys(classes[link.className]?.through ?? {});
  const names = [...storedOf(link.className), ...through, 'friendlyname'].filter((name) => !name.startsWith(back));
  return Object.fromEntries(names.map((name) => [name, store.valueOf(link, name)]));
}
