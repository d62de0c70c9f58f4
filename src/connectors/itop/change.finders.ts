import type { Change } from '../../domain/change.ts';
import { namesWord, textOf as proseOfChange } from '../../domain/naming.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings, Lookup, RecordFinder } from '../../domain/ports/connection.ts';
import type { ChangeListing } from '../../domain/record.ts';
import { readReference } from '../../domain/reference.ts';
import { changesOf } from './change.reader.ts';
import type { Instance } from './instance.ts';
import { listObjects, newestFirst, type Listed } from './listing.ts';
import { counted, fold, wantedBy } from './lookups.ts';
import { readObjects } from './objects.ts';
import { anyOf, compared, contains, isAskable, isId, oneOf, type Condition } from './oql.ts';
import { changeClass, changeFields, changeStateOf } from './translate/change.ts';
import { writeMoment } from './moment.ts';
import { textOf, type Thing } from './wire.ts';

/** Keys of one question: each is looked for thrice. */
const mostKeys = 100;

/**
 * Changes of releases: those that carry a key as correlation id, to the letter (the database compares without case, we do
 * not), those whose title or description names one as a whole word ("payments-2.4.0", not "payments-2.4.0-rc1"), and
 * along with them those named. Alternatives of one question: iTop refuses an attribute it does not know, it drops none.
 */
export function releaseChanges(instance: Instance): RecordFinder<'changes.ofReleases'> {
  return {
    async find({ keys, names }, ask) {
      const asked = keys.filter((key) => isAskable(key) && !key.includes('\\'));
      const named = wantedBy(names.flatMap((name) => lookupOf(instance, name)), 'ref');
      const conditions = [...chunksOf(asked).map((chunk) => conditionOf(instance, chunk)), ...(named === null ? [] : [named.condition])];
      const answers = await Promise.all(conditions.map((condition) => readObjects(instance, {
        className: changeClass, conditions: [condition], fields: changeFields({ instance }), expects: () => true, ask, doing: `finding changes of ${counted(keys.length, 'release')}`,
      })));
      const things = new Map(answers.flatMap((answer) => answer.things).map((thing) => [thing.id, thing]));
      const changes = await changesOf(instance, { things: [...things.values()], fetchedAt: answers[0]?.fetchedAt ?? instance.clock.now().toISOString() }, ask);
      const isMeant = (change: Change): boolean => {
        const thing = things.get(change.id.split(':')[2] ?? '');
        return asked.includes(change.correlationId ?? '') || asked.some((key) => namesWord(proseOfChange(change) ?? '', key)) || (thing !== undefined && named?.isMeant(thing) === true);
      };
      return { records: changes.filter(isMeant), isComplete: asked.length === keys.length };
    },
  };
}

function conditionOf({ options }: Instance, keys: readonly string[]): Condition {
  const attribute = options.correlation.change;
  return anyOf([...(attribute === undefined ? [] : [oneOf(attribute, keys)]), ...keys.map((key) => contains(['title', 'description'], key))]);
}

function lookupOf(instance: Instance, name: string): readonly Lookup[] {
  const parts = readReference(name);
  if (parts?.connection !== instance.name || parts.kind !== 'change') return [];
  return [isId(parts.key) ? { id: parts.key } : { key: parts.key }];
}

function chunksOf(keys: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(keys.length / mostKeys) }, (_, nth) => keys.slice(nth * mostKeys, (nth + 1) * mostKeys));
}

const textFields = ['ref', 'title', 'description'];

/** Newest first. Without the instance's time zone no question about time can be asked: nothing found, and not complete. */
export function listChanges(instance: Instance): RecordFinder<'changes.list'> {
  return {
    async find(listing, ask) {
      const conditions = conditionsOf(listing, instance.options.timeZone);
      if (conditions === null) return { records: [], isComplete: false };
      return found(instance, await listObjects(instance, {
        className: changeClass, conditions, keyFields: ['status', ...(listing.text === null ? [] : textFields)], fits: (thing) => fitsListing(thing, listing),
        order: newestFirst, fields: changeFields({ instance }), limit: listing.limit, ask, doing: 'listing changes',
      }), ask);
    },
  };
}

/** The states are compared here: one of ours may be several of iTop's, by class. Null when the question cannot be asked. */
function conditionsOf({ updatedSince, plannedFrom, plannedTo, text }: ChangeListing, timeZone: string | undefined): readonly Condition[] | null {
  const moments = [['last_update', '>=', updatedSince], ['end_date', '>=', plannedFrom], ['start_date', '<=', plannedTo]] as const;
  const asked = moments.flatMap(([attribute, operator, moment]) => (moment === null ? [] : [{ attribute, operator, moment }]));
  if (asked.length > 0 && timeZone === undefined) return null;
  return [
    ...asked.map(({ attribute, operator, moment }) => compared(attribute, operator, writeMoment(moment, timeZone ?? 'UTC'))),
    ...(text === null ? [] : [contains(textFields, text)]),
  ];
}

function fitsListing(thing: Thing, { states, text }: ChangeListing): boolean {
  return (states === null || states.includes(changeStateOf(thing)))
    && (text === null || textFields.some((field) => fold(textOf(thing, field) ?? '').includes(fold(text))));
}

async function found(instance: Instance, { things, fetchedAt, isComplete }: Listed, ask: Ask): Promise<Findings<Change>> {
  return { records: await changesOf(instance, { things, fetchedAt }, ask), isComplete };
}
