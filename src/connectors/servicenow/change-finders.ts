import type { Change } from '../../domain/change.ts';
import type { Findings, RecordFinder } from '../../domain/ports/connection.ts';
import type { ChangeListing } from '../../domain/record.ts';
import type { Instance } from './instance.ts';
import { writeMoment } from './moment.ts';
import { compared, contains, noneOf, wanted, type Condition } from './query.ts';
import { readAll, readFirst, readWanted, type TableAnswer } from './table.ts';
import { changeFields, changeOf, changeStateOf, changeTable, stateValues } from './translate/change.ts';
import { valueOf, type Row } from './wire.ts';
import { isMentioned, mentions } from './mention.ts';

/** Changes that carry one of these correlation ids, to the letter: the database compares without case, we do not. */
export function createCorrelatedChangeFinder(instance: Instance): RecordFinder<'changes.correlated'> {
  return {
    async find({ correlationIds }, ask) {
      const answer = await readWanted(instance, { table: changeTable, conditions: [], fields: changeFields, ask, doing: 'finding changes by correlation id' }, correlationIds.map((value) => ({ field: 'correlation_id', value })));
      const exact = answer.rows.filter((row) => correlationIds.includes(valueOf(row, 'correlation_id') ?? ''));
      return findings(instance, { ...answer, rows: exact });
    },
  };
}

/** Changes whose title or description names the text as a whole word: "payments-2.4.0", not "payments-2.4.0-rc1". */
export function createMentioningChangeFinder(instance: Instance): RecordFinder<'changes.mentioning'> {
  return {
    async find({ text }, ask) {
      const fields = ['short_description', 'description'];
      const answer = await readAll(instance, { table: changeTable, conditions: [contains(fields, text)], fields: changeFields, expects: (row) => mentions(row, fields, text), ask, doing: 'finding changes that name a release' });
      return findings(instance, { ...answer, rows: answer.rows.filter((row) => fields.some((field) => isMentioned(text, valueOf(row, field)))) });
    },
  };
}

/** Newest first. */
export function createChangeLister(instance: Instance): RecordFinder<'changes.list'> {
  return {
    async find(listing, ask) {
      const conditions = conditionsOf(listing);
      if (conditions === null) return { records: [], isComplete: true };
      const question = { table: changeTable, conditions, fields: [...changeFields, 'sys_updated_on'], expects: (row: Row) => isListed(row, listing), ask, doing: 'listing changes' };
      return findings(instance, await readFirst(instance, question, { field: 'sys_updated_on', isDescending: true }, listing.limit));
    },
  };
}

const textFields = ['number', 'short_description', 'description'];

/** Null when nothing can match. */
function conditionsOf({ states, updatedSince, plannedFrom, plannedTo, text }: ChangeListing): readonly Condition[] | null {
  if (states?.length === 0) return null;
  return [
    ...(states === null ? [] : [stateCondition(states)]),
    ...(updatedSince === null ? [] : [compared('sys_updated_on', '>=', writeMoment(updatedSince))]),
    ...(plannedFrom === null ? [] : [compared('end_date', '>=', writeMoment(plannedFrom))]),
    ...(plannedTo === null ? [] : [compared('start_date', '<=', writeMoment(plannedTo))]),
    ...(text === null ? [] : [contains(textFields, text)]),
  ];
}

/** UNKNOWN is every value outside the model. */
function stateCondition(states: readonly string[]): Condition {
  const known = Object.entries(stateValues).filter(([state]) => states.includes(state)).map(([, value]) => ({ field: 'state', value }));
  const outside = states.includes('UNKNOWN') ? noneOf('state', Object.values(stateValues)).terms : [];
  return { terms: [...(known.length === 0 ? [] : wanted(known).terms), ...outside] };
}

/** What can be seen of the row must fit the question; what is hidden cannot speak against it. */
function isListed(row: Row, { states, updatedSince, text }: ChangeListing): boolean {
  const updated = valueOf(row, 'sys_updated_on');
  return (states === null || states.includes(changeStateOf(valueOf(row, 'state'))))
    && (updatedSince === null || updated === null || updated >= writeMoment(updatedSince))
    && (text === null || mentions(row, textFields, text));
}

function findings(instance: Instance, { rows, hidden, isCut, fetchedAt }: TableAnswer): Findings<Change> {
  return { records: rows.map((row) => changeOf(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut };
}
