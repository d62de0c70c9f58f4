import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { RecordSync } from '../../domain/ports/sync.ts';
import type { ReadableKind, RecordTypes } from '../../domain/record.ts';
import { changesOf } from './change.reader.ts';
import type { Instance } from './instance.ts';
import { itemsById } from './item.reader.ts';
import type { ObjectAnswer } from './objects.ts';
import { scanPage, type Ground } from './scan.ts';
import { changeClass, changeFields } from './translate/change.ts';
import { itemClass, serviceClass, serviceFields, serviceOf } from './translate/item.ts';
import { incidentClass, incidentFields, incidentOf, problemClass, problemFields, problemOf } from './translate/trouble.ts';

/**
 * Everything of one kind, in order of ids. Tickets tell when they last changed; items and services do not, so each of
 * their walks is over all of them, and so is every walk without the instance's time zone.
 */
export function syncs(instance: Instance): NonNullable<Connection['syncs']> {
  return {
    'change': sync(instance, 'changes', { className: changeClass, fields: changeFields({ instance }), changedAttribute }, (answer, ask) => changesOf(instance, answer, ask)),
    'incident': sync(instance, 'incidents', { className: incidentClass, fields: incidentFields({ instance }), changedAttribute }, ({ things, fetchedAt }) => things.map((thing) => incidentOf(thing, { instance, fetchedAt }))),
    'problem': sync(instance, 'problems', { className: problemClass, fields: problemFields({ instance }), changedAttribute }, ({ things, fetchedAt }) => things.map((thing) => problemOf(thing, { instance, fetchedAt }))),
    'ci': sync(instance, 'items', { className: itemClass, fields: [], changedAttribute: null }, async ({ things }, ask) => [...(await itemsById(instance, things.map(({ id }) => id), ask)).values()]),
    'service': sync(instance, 'services', { className: serviceClass, fields: serviceFields, changedAttribute: null }, ({ things, fetchedAt }) => things.map((thing) => serviceOf(thing, { instance, fetchedAt }))),
  };
}

const changedAttribute = 'last_update';

type Translation<T> = (answer: ObjectAnswer, ask: Ask) => readonly T[] | Promise<readonly T[]>;

function sync<K extends ReadableKind>(instance: Instance, what: string, ground: Ground, translate: Translation<RecordTypes[K]>): RecordSync<K> {
  return {
    async page(cursor, ask) {
      const { next, isLast, total, ...answer } = await scanPage(instance, ground, cursor, ask, `syncing ${what}`);
      // What access rules hide is neither shown nor counted by iTop.
      return { records: await translate(answer, ask), cursor: JSON.stringify(next), isLast, total, hidden: 0 };
    },
  };
}
