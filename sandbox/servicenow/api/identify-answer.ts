import { sysId } from '../row.ts';

export type Operation = 'INSERT' | 'UPDATE' | 'NO_CHANGE' | 'INSERT_AS_INCOMPLETE';

export interface ItemResult {
  readonly className: string;
  readonly operation: Operation;
  readonly sysId: string;
  readonly identifierEntrySysId: string;
  readonly identificationAttempts: readonly object[];
  readonly markers: readonly never[];
  readonly inputIndices: readonly number[];
  readonly mergedPayloadIds: readonly never[];
  readonly errorCount: number;
  readonly errors?: readonly { error: string; message: string }[];
}

interface Outcome { readonly className: string; readonly operation: Operation; readonly sysId: string; readonly index: number; readonly attempts: readonly object[] }

export function itemOutcome({ className, operation, sysId: id, index, attempts: tried }: Outcome): ItemResult {
  const identifier = id === 'Unknown' ? 'Unknown' : sysId('cmdb_identifier_entry', className);
  return { className, operation, sysId: id, identifierEntrySysId: identifier, identificationAttempts: tried, markers: [], inputIndices: [index], mergedPayloadIds: [], errorCount: 0 };
}

/** A failed item still carries an operation, and the whole answer is still HTTP 200: only errorCount and errors tell. */
export function itemFailure(className: string, index: number, error: string, message: string): ItemResult {
  return { ...itemOutcome({ className, operation: 'NO_CHANGE', sysId: 'Unknown', index, attempts: [] }), errorCount: 1, errors: [{ error, message }] };
}

/** How the item was looked for: by the source's own key, then by name. */
export function attempts(className: string, match: { readonly by: 'source' | 'name' | null; readonly hasSourceKey: boolean }): object[] {
  const bySource = match.hasSourceKey ? [{ info: `sys_object_source ${match.by === 'source' ? 'MATCHED' : 'NO_MATCH'}`, identifierName: '', attemptResult: match.by === 'source' ? 'MATCHED' : 'NO_MATCH', attributes: [], hybridEntryCiAttributes: [] }] : [];
  const byName = match.by === 'source' ? 'SKIPPED' : match.by === 'name' ? 'MATCHED' : 'NO_MATCH';
  return [...bySource, { identifierName: 'Name Rule', attemptResult: byName, attributes: ['name'], searchOnTable: className, hybridEntryCiAttributes: [] }];
}
