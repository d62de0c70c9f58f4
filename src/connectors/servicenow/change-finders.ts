import type { Change } from '../../domain/change.ts';
import type { Findings, Lookup, RecordFinder } from '../../domain/ports/connection.ts';
import type { ChangeListing } from '../../domain/record.ts';
import { readReference } from '../../domain/reference.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { writeMoment } from './moment.ts';
import { compared, contains, isAskable, isSysId, noneOf, wanted, type Condition, type Wanted } from './query.ts';
import { joined, readFirst, readWanted, type TableAnswer } from './table.ts';
import { changeFields, changeOf, changeStateOf, changeTable, stateValues } from './translate/change.ts';
import { valueOf, type Row } from './wire.ts';
import { isMentioned, mentions } from './mention.ts';

const prose = ['short_description', 'description'] as const;

/**
 * Changes of releases: those that carry a key as correlation id, to the letter (the database compares without case, we do
 * not), those whose title or description names one as a whole word ("payments-2.4.0", not "payments-2.4.0-rc1"), and
 * along with them those named. For a page in one question of alternatives. For a judgement or an act each is a question
 * of its own: the tool drops a condition on a column that it hides, which shows when the condition stood alone (more
 * rows than asked for) and would be missing rows without a word among alternatives.
 */
export function createReleaseChangeFinder(instance: Instance): RecordFinder<'changes.ofReleases'> {
  return {
    async find({ keys, names }, ask) {
      const asked = keys.filter(isAskable);
      const named = wantedBy(names.flatMap((name) => lookupOf(instance, name)), 'number');
      const parts: readonly (readonly Wanted[])[] = [asked.map((value) => ({ field: 'correlation_id', value })), asked.flatMap((value) => prose.map((field) => ({ field, value, isWithin: true }))), named];
      const question = { table: changeTable, conditions: [], fields: changeFields, ask, doing: `finding changes of ${counted(keys.length, 'release')}` };
      const answer = joined(await Promise.all((ask.purpose === 'page' ? [parts.flat()] : parts).map((values) => readWanted(instance, question, values))), instance);
      const isNamed = (row: Row): boolean => named.some(({ field, value }) => valueOf(row, field)?.toLowerCase() === value.toLowerCase());
      const isOfRelease = (row: Row): boolean => asked.includes(valueOf(row, 'correlation_id') ?? '') || asked.some((key) => prose.some((field) => isMentioned(key, valueOf(row, field))));
      const found = findings(instance, { ...answer, rows: answer.rows.filter((row) => isOfRelease(row) || isNamed(row)) });
      return { ...found, isComplete: found.isComplete && asked.length === keys.length };
    },
  };
}

function lookupOf(instance: Instance, name: string): readonly Lookup[] {
  const parts = readReference(name);
  if (parts?.connection !== instance.name || parts.kind !== 'change') return [];
  return [isSysId(parts.key) ? { id: parts.key } : { key: parts.key }];
}

/** Newest first. */
export function createChangeLister(instance: Instance): RecordFinder<'changes.list'> {
  return {
    async find(listing, ask) {
      const conditions = conditionsOf(instance, listing);
      if (conditions === null) return { records: [], isComplete: true };
      const question = { table: changeTable, conditions, fields: [...changeFields, 'sys_updated_on'], expects: (row: Row) => isListed(instance, row, listing), ask, doing: 'listing changes' };
      return findings(instance, await readFirst(instance, question, { field: 'sys_updated_on', isDescending: true }, listing.limit));
    },
  };
}

const textFields = ['number', 'short_description', 'description'];

/** Null when nothing can match. */
function conditionsOf(instance: Instance, { states, updatedSince, plannedFrom, plannedTo, text }: ChangeListing): readonly Condition[] | null {
  if (states?.length === 0) return null;
  return [
    ...(states === null ? [] : [stateCondition(instance, states)]),
    ...(updatedSince === null ? [] : [compared('sys_updated_on', '>=', writeMoment(updatedSince))]),
    ...(plannedFrom === null ? [] : [compared('end_date', '>=', writeMoment(plannedFrom))]),
    ...(plannedTo === null ? [] : [compared('start_date', '<=', writeMoment(plannedTo))]),
    ...(text === null ? [] : [contains(textFields, text)]),
  ];
}

/** UNKNOWN is every value outside the model. */
function stateCondition({ states: configured = new Map() }: Instance, states: readonly string[]): Condition {
  const meanings = new Map<string, string>([...Object.entries(stateValues).map(([state, value]) => [value, state] as const), ...configured]);
  const known = [...meanings].filter(([, state]) => states.includes(state)).map(([value]) => ({ field: 'state', value }));
  const outside = states.includes('UNKNOWN') ? noneOf('state', [...meanings.keys()]).terms : [];
  return { terms: [...(known.length === 0 ? [] : wanted(known).terms), ...outside] };
}

/** What can be seen of the row must fit the question; what is hidden cannot speak against it. */
function isListed(instance: Instance, row: Row, { states, updatedSince, text }: ChangeListing): boolean {
  const updated = valueOf(row, 'sys_updated_on');
  return (states === null || states.includes(changeStateOf(valueOf(row, 'state'), instance.states)))
    && (updatedSince === null || updated === null || updated >= writeMoment(updatedSince))
    && (text === null || mentions(row, textFields, text));
}

function findings(instance: Instance, { rows, hidden, isCut, fetchedAt }: TableAnswer): Findings<Change> {
  return { records: rows.map((row) => changeOf(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut };
}
