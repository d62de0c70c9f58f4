import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { readObjects } from './objects.ts';
import { incidentClass, incidentFields, incidentOf, problemClass, problemFields, problemOf } from './translate/trouble.ts';

/** Incidents by reference (I-000001) or id: one call. */
export function incidentReader(instance: Instance): RecordReader<'incident'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'ref');
      if (wanted === null) return [];
      const { condition, count, expects, isMeant } = wanted;
      const { things, fetchedAt } = await readObjects(instance, { className: incidentClass, conditions: [condition], fields: incidentFields({ instance }), expects, ask, doing: `reading ${counted(count, 'incident')}` });
      return things.filter(isMeant).map((thing) => incidentOf(thing, { instance, fetchedAt }));
    },
  };
}

/** Problems by reference (P-000001) or id: one call. */
export function problemReader(instance: Instance): RecordReader<'problem'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'ref');
      if (wanted === null) return [];
      const { condition, count, expects, isMeant } = wanted;
      const { things, fetchedAt } = await readObjects(instance, { className: problemClass, conditions: [condition], fields: problemFields({ instance }), expects, ask, doing: `reading ${counted(count, 'problem')}` });
      return things.filter(isMeant).map((thing) => problemOf(thing, { instance, fetchedAt }));
    },
  };
}
