import { UserMistake } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ChangeDesk } from '../../domain/ports/desk.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { checkCorrelation } from './change-order.ts';
import { refuse, type Instance } from './instance.ts';
import { sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { changeFields, changeOf, changeTable } from './translate/change.ts';
import { labelOf, shownOf, tableRecord, valueOf, type Row } from './wire.ts';

/**
 * A work note that is written once: the correlation stands at its end, and the notes are read first and read back. Notes
 * have no value of their own, only what the tool shows of them.
 */
export function createNoteWriter(instance: Instance): NonNullable<ChangeDesk['note']> {
  return async (identity, text, correlation, ask) => {
    checkCorrelation(correlation);
    const mark = `[Muster ${correlation}]`;
    const isThere = ({ row }: Standing): boolean => shownOf(row, 'work_notes')?.includes(`${text}\n${mark}`) === true;
    const before = await standing(instance, identity, ['work_notes'], ask);
    if (isThere(before)) return;
    const lost = await write(instance, before, { work_notes: `${text}\n${mark}` }, 'noting', ask);
    const after = await standing(instance, identity, ['work_notes'], ask).catch((error: unknown) => { throw lost ?? error; });
    if (!isThere(after)) throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `does not show the note that was written to ${before.label}; grant our account the right to read and write work_notes`);
  };
}

/** The correlation id of a change that has none yet. One we may not see might be another: then nothing is written. */
export function createCorrelator(instance: Instance): NonNullable<ChangeDesk['correlate']> {
  return async (identity, correlation, ask) => {
    checkCorrelation(correlation);
    const before = await standing(instance, identity, [], ask);
    const now = valueOf(before.row, 'correlation_id');
    if (!Object.hasOwn(before.row, 'correlation_id')) throw refuse(instance, 'FORBIDDEN', `hides the correlation id of ${before.label} from our account; grant it the right to read correlation_id`);
    if (now !== null && now !== correlation) throw new UserMistake('CONFLICT', `${before.label} carries the correlation id ${now} already; take it away in ${instance.name} first, if it is wrong.`, ['change']);
    const lost = now === correlation ? null : await write(instance, before, { correlation_id: correlation }, 'writing the correlation id of', ask);
    const after = now === correlation ? before : await standing(instance, identity, [], ask).catch((error: unknown) => { throw lost ?? error; });
    if (valueOf(after.row, 'correlation_id') !== correlation) throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `left ${before.label} without its correlation id; grant our account the right to write correlation_id`);
    return changeOf(after.row, { instance, fetchedAt: after.fetchedAt });
  };
}

interface Standing {
  readonly id: string;
  readonly row: Row;
  readonly label: string;
  readonly fetchedAt: string;
}

async function standing(instance: Instance, identity: RecordIdentity, more: readonly string[], ask: Ask): Promise<Standing> {
  const [id] = sysIdsOf(instance, ['change'], [identity]).keys();
  const { rows, fetchedAt } = id === undefined ? { rows: [], fetchedAt: '' } : await readWanted(instance, { table: changeTable, conditions: [], fields: [...changeFields, ...more], ask, doing: 'reading a change' }, wantedIn('sys_id', [id]));
  const [row] = rows;
  if (id === undefined || row === undefined) throw refuse(instance, 'NOT_FOUND', `has no change ${identity}, or hides it from our account`);
  return { id, row, label: labelOf(row, 'number') ?? id, fetchedAt };
}

/** Once. The error of a write whose outcome only reading back can tell. */
async function write(instance: Instance, { id, label }: Standing, json: Readonly<Record<string, string>>, doing: string, ask: Ask): Promise<Error | null> {
  return instance.http.send({
    method: 'PATCH', path: `/api/now/table/${changeTable}/${id}`, query: { sysparm_fields: 'sys_id', sysparm_exclude_reference_link: true }, json, schema: tableRecord, ask, doing: `${doing} ${label}`,
  }).then(() => null, (error: unknown) => { if (error instanceof Error) return error; throw error; });
}
