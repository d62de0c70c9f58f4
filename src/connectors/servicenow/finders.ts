import type { Findings, RecordFinder } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { sysIdsOf, wantedIn } from './lookups.ts';
import { mentions } from './mention.ts';
import { writeMoment } from './moment.ts';
import { compared, contains, noneOf, wanted, type Condition } from './query.ts';
import { readFirst, type TableAnswer } from './table.ts';
import { itemFields, itemOf, itemTable, serviceFields, serviceOf, serviceTable } from './translate/item.ts';
import type { Origin } from './translate/record.ts';
import { endedIncidentStates, endedProblemStates, incidentFields, incidentOf, incidentTable, openIncidentStates, openProblemStates, problemFields, problemOf, problemTable } from './translate/trouble.ts';
import { readVersions } from './item-reader.ts';
import { flagOf, sysIdOf, valueOf, type Row } from './wire.ts';

const offeringClass = 'service_offering';

/** Items by name, class (exactly that one) and environment, in order of name. */
export function createItemLister(instance: Instance): RecordFinder<'cis.list'> {
  return {
    async find({ text, className, environment, limit }, ask) {
      const fits = (row: Row, field: string, value: string | null): boolean => value === null || valueOf(row, field)?.toLowerCase() === value.toLowerCase();
      const answer = await readFirst(instance, {
        table: itemTable, fields: itemFields, ask, doing: 'listing configuration items',
        conditions: [...like(['name'], text), ...equal('sys_class_name', className), ...equal('environment', environment)],
        expects: (row) => (text === null || mentions(row, ['name'], text)) && fits(row, 'sys_class_name', className) && fits(row, 'environment', environment),
      }, { field: 'name' }, limit);
      const versions = await readVersions(instance, wantedIn('sys_id', answer.rows.map(sysIdOf)), ask, 'listing configuration items');
      return findings(instance, answer, (row, origin) => itemOf(row, versions.get(sysIdOf(row)) ?? null, origin));
    },
  };
}

/** Offerings are services by class; they are told by the service they belong to, not beside it. */
export function createServiceLister(instance: Instance): RecordFinder<'services.list'> {
  return {
    async find({ text, limit }, ask) {
      const answer = await readFirst(instance, {
        table: serviceTable, fields: serviceFields, ask, doing: 'listing services',
        conditions: [compared('sys_class_name', '!=', offeringClass), ...like(['name'], text)],
        expects: (row) => valueOf(row, 'sys_class_name') !== offeringClass && (text === null || mentions(row, ['name'], text)),
      }, { field: 'name' }, limit);
      return findings(instance, answer, serviceOf);
    },
  };
}

/** Newest first. */
export function createIncidentLister(instance: Instance): RecordFinder<'incidents.list'> {
  return {
    async find({ isOpen, serviceId, openedSince, limit }, ask) {
      const [service] = serviceId === null ? [null] : sysIdsOf(instance, ['service', 'ci'], [serviceId]).keys();
      if (service === undefined) return { records: [], isComplete: true };
      const answer = await readFirst(instance, {
        table: incidentTable, fields: incidentFields, ask, doing: 'listing incidents',
        conditions: [
          ...(isOpen === null ? [] : isOpen ? [noneOf('state', endedIncidentStates)] : [noneOf('state', openIncidentStates)]),
          ...(service === null ? [] : [wanted([{ field: 'business_service', value: service }, { field: 'cmdb_ci', value: service }])]),
          ...(openedSince === null ? [] : [compared('opened_at', '>=', writeMoment(openedSince))]),
        ],
        expects: (row) => fitsOpen(row, isOpen) && (service === null || [valueOf(row, 'business_service'), valueOf(row, 'cmdb_ci')].includes(service)),
      }, { field: 'opened_at', isDescending: true }, limit);
      return findings(instance, answer, incidentOf);
    },
  };
}

/** Newest first. */
export function createProblemLister(instance: Instance): RecordFinder<'problems.list'> {
  return {
    async find({ text, isOpen, isKnownError, limit }, ask) {
      const fields = ['number', 'short_description', 'description'];
      const against = isOpen === null ? [] : isOpen ? endedProblemStates : openProblemStates;
      const answer = await readFirst(instance, {
        table: problemTable, fields: problemFields, ask, doing: 'listing problems',
        conditions: [
          ...like(fields, text),
          ...(against.length === 0 ? [] : [noneOf('state', against)]),
          ...(isKnownError === null ? [] : [compared('known_error', isKnownError ? '=' : '!=', 'true')]),
        ],
        // What is hidden cannot speak against it.
        expects: (row) => (text === null || mentions(row, fields, text)) && !against.includes(valueOf(row, 'state') ?? '') && (isKnownError === null || flagOf(row, 'known_error') !== !isKnownError),
      }, { field: 'sys_created_on', isDescending: true }, limit);
      return findings(instance, answer, problemOf);
    },
  };
}

/** States outside the model are listed both ways: nobody can say that they are not what was asked for. */
function fitsOpen(row: Row, isOpen: boolean | null): boolean {
  const against: readonly string[] = isOpen === null ? [] : isOpen ? endedIncidentStates : openIncidentStates;
  return !against.includes(valueOf(row, 'state') ?? '');
}

function like(fields: readonly string[], text: string | null): readonly Condition[] {
  return text === null ? [] : [contains(fields, text)];
}

function equal(field: string, value: string | null): readonly Condition[] {
  return value === null ? [] : [compared(field, '=', value)];
}

function findings<T>(instance: Instance, { rows, hidden, isCut, fetchedAt }: TableAnswer, translate: (row: Row, origin: Origin) => T): Findings<T> {
  return { records: rows.map((row) => translate(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut };
}
