import type { Findings, RecordFinder } from '../../domain/ports/connection.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Instance } from './instance.ts';
import { compared } from './query.ts';
import { readAll } from './table.ts';
import type { Origin } from './translate/record.ts';
import { incidentFields, incidentOf, incidentTable, problemFields, problemOf, problemTable } from './translate/trouble.ts';
import { valueOf, type Row } from './wire.ts';

/** To the letter: the database compares without case, we do not. */
export function createCorrelatedIncidentFinder(instance: Instance): RecordFinder<'incidents.correlated'> {
  return { find: ({ correlationId }, ask) => correlated(instance, incidentTable, incidentFields, incidentOf, correlationId, ask) };
}

export function createCorrelatedProblemFinder(instance: Instance): RecordFinder<'problems.correlated'> {
  return { find: ({ correlationId }, ask) => correlated(instance, problemTable, problemFields, problemOf, correlationId, ask) };
}

async function correlated<T>(instance: Instance, table: string, fields: readonly string[], translate: (row: Row, origin: Origin) => T, correlationId: string, ask: Ask): Promise<Findings<T>> {
  const { rows, hidden, fetchedAt } = await readAll(instance, {
    table, fields: [...new Set([...fields, 'correlation_id'])], ask, doing: `finding ${table}s by correlation id`,
    conditions: [compared('correlation_id', '=', correlationId)], expects: (row) => valueOf(row, 'correlation_id')?.toLowerCase() === correlationId.toLowerCase(),
  });
  return { records: rows.filter((row) => valueOf(row, 'correlation_id') === correlationId).map((row) => translate(row, { instance, fetchedAt })), isComplete: hidden === 0 };
}
