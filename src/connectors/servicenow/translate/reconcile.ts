import type { RunningVersionReport } from '../../../domain/ports/desk.ts';
import type { ReconciledItem } from '../wire.ts';

export interface Reconciled {
  readonly operation: RunningVersionReport['operation'];
  readonly sysId: string;
}

/** Operations that dealt with the item as a whole; INSERT_AS_INCOMPLETE, INSERT_AS_PARTIAL and the like did not. */
const operations = new Map<string, RunningVersionReport['operation']>([['INSERT', 'INSERTED'], ['UPDATE', 'UPDATED'], ['NO_CHANGE', 'UNCHANGED']]);

/** What became of one item; null when it was not reconciled, whatever the answer's status said (apis/README.md §4, IRE). */
export function reconciledOf(item: ReconciledItem): Reconciled | null {
  const operation = operations.get(item.operation);
  return operation === undefined || isFaulty(item) || item.sysId === null || item.sysId === undefined ? null : { operation, sysId: item.sysId };
}

/** An item or relation with errors was not dealt with; it still carries an operation. */
export function isFaulty({ errorCount, errors }: Pick<ReconciledItem, 'errorCount' | 'errors'>): boolean {
  return (errorCount ?? 0) > 0 || (errors ?? []).length > 0;
}
