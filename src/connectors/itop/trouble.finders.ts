import type { RecordFinder } from '../../domain/ports/connection.ts';
import { ticketsCorrelated } from './correlation.ts';
import type { Instance } from './instance.ts';
import { listObjects, newestFirst } from './listing.ts';
import { fold, idsOf } from './lookups.ts';
import { writeMoment } from './moment.ts';
import { compared, contains, idIn } from './oql.ts';
import { incidentClass, incidentFields, incidentOf, problemClass, problemFields, problemOf } from './translate/trouble.ts';
import { textOf } from './wire.ts';

/** Newest first. Without the instance's time zone nobody can ask since when: nothing found, and not complete. */
export function listIncidents(instance: Instance): RecordFinder<'incidents.list'> {
  return {
    async find({ isOpen, serviceId, openedSince, limit }, ask) {
      const [service] = serviceId === null ? [null] : idsOf(instance, 'service', [serviceId]).keys();
      if (service === undefined) return { records: [], isComplete: true };
      const { timeZone } = instance.options;
      if (openedSince !== null && timeZone === undefined) return { records: [], isComplete: false };
      const list = await listObjects(instance, {
        className: incidentClass, keyFields: incidentFields({ instance }).filter((field) => field !== 'functionalcis_list'), order: newestFirst, fields: incidentFields({ instance }), limit, ask, doing: 'listing incidents',
        conditions: [
          ...(service === null ? [] : [idIn('service_id', [service])]),
          ...(openedSince === null ? [] : [compared('start_date', '>=', writeMoment(openedSince, timeZone ?? 'UTC'))]),
        ],
        // A state outside the life cycle is listed both ways: nobody can say that it is not what was asked for.
        fits: (thing) => isOpen === null || [isOpen, null].includes(incidentOf(thing, { instance, fetchedAt: '' }).isOpen),
      });
      return { records: list.things.map((thing) => incidentOf(thing, { instance, fetchedAt: list.fetchedAt })), isComplete: list.isComplete };
    },
  };
}

export function correlatedIncidents(instance: Instance): RecordFinder<'incidents.correlated'> {
  return {
    async find({ correlationId }, ask) {
      const { things, fetchedAt } = await ticketsCorrelated(instance, 'incident', correlationId, ask);
      return { records: things.map((thing) => incidentOf(thing, { instance, fetchedAt })), isComplete: true };
    },
  };
}

export function correlatedProblems(instance: Instance): RecordFinder<'problems.correlated'> {
  return {
    async find({ correlationId }, ask) {
      const { things, fetchedAt } = await ticketsCorrelated(instance, 'problem', correlationId, ask);
      return { records: things.map((thing) => problemOf(thing, { instance, fetchedAt })), isComplete: true };
    },
  };
}

/** Newest first. iTop's problems do not say whether they are known errors: asked for that, nothing found, and not complete. */
export function listProblems(instance: Instance): RecordFinder<'problems.list'> {
  return {
    async find({ text, isOpen, isKnownError, limit }, ask) {
      if (isKnownError !== null) return { records: [], isComplete: false };
      const fields = ['ref', 'title', 'description'];
      const list = await listObjects(instance, {
        className: problemClass, conditions: text === null ? [] : [contains(fields, text)], keyFields: [...(text === null ? [] : fields), ...(isOpen === null ? [] : ['status'])], order: newestFirst, fields: problemFields({ instance }), limit, ask, doing: 'listing problems',
        fits: (thing) => (text === null || fields.some((field) => fold(textOf(thing, field) ?? '').includes(fold(text)))) && (isOpen === null || [isOpen, null].includes(problemOf(thing, { instance, fetchedAt: '' }).isOpen)),
      });
      return { records: list.things.map((thing) => problemOf(thing, { instance, fetchedAt: list.fetchedAt })), isComplete: list.isComplete };
    },
  };
}
