import { SourceError } from '../../domain/error.ts';
import type { Change, ChangeState } from '../../domain/change.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ChangeDesk, ChangeNote } from '../../domain/ports/desk.ts';
import { moveByModel, type ModelledChange } from './change-model-move.ts';
import { createCorrelator, createNoteWriter } from './change-note.ts';
import { createChangeOpener } from './change-opener.ts';
import { refuse, type Instance } from './instance.ts';
import { sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { changeFields, changeOf, changeStateOf, changeTable, stateValues } from './translate/change.ts';
import { tableRecord, valueOf } from './wire.ts';

/** The way of every model after its approvals; what comes before it asks people, and is theirs to move. */
type Step = Exclude<ChangeState, 'UNKNOWN'>;
const way: readonly Step[] = ['SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED'];
const notesNeeded: ReadonlySet<ChangeState> = new Set<ChangeState>(['REVIEW', 'CLOSED']);

/**
 * Moves a change along Scheduled → Implement → Review → Closed, one state at a time as the model demands, and to Canceled
 * (not from Review or Closed). Each write is read back: an illegal one may be answered 200 with nothing changed, or be
 * lost and yet done (apis/README.md §3).
 */
export function createChangeDesk(instance: Instance): ChangeDesk {
  return {
    open: createChangeOpener(instance),
    note: createNoteWriter(instance),
    correlate: createCorrelator(instance),
    async move(identity, to, note, ask) {
      const [id] = sysIdsOf(instance, ['change'], [identity]).keys();
      if (id === undefined) throw refuse(instance, 'NOT_FOUND', `has no change ${identity}; an identity reads ${instance.name}:change:<sys_id>`);
      const standing = await readModelled(instance, id, ask);
      if (to !== 'UNKNOWN' && standing.isModelled) {
        return moveByModel(instance, id, { to, way, read: () => readModelled(instance, id, ask), write: (change, value, step) => write(instance, change, id, { value, to: step }, note, ask) }, ask);
      }
      let { change } = standing;
      for (const step of stepsTo(instance, change, to)) change = await takeStep(instance, change, id, step, note, ask);
      return change;
    },
  };
}

/** The states still to be written, in order; none when the change is there or past it. */
function stepsTo(instance: Instance, change: Change, to: ChangeState): readonly Step[] {
  if (change.state === to) return [];
  const [at, goal] = [placeOf(change.state), placeOf(to)];
  if (to === 'CANCELED' && change.state !== 'REVIEW' && change.state !== 'CLOSED' && change.state !== 'UNKNOWN') return ['CANCELED'];
  if (at >= 0 && goal >= 0) return way.slice(at + 1, goal + 1);
  throw refuse(instance, 'FORBIDDEN', `has ${change.label} in ${change.stateLabel ?? change.state}, from where Muster does not move it to ${to}; ${at < 0 && goal >= 0 ? 'it has to be approved and scheduled there first' : 'move it there by hand'}`);
}

/** -1 for a state off the way. */
function placeOf(state: ChangeState): number {
  return way.findIndex((step) => step === state);
}

async function takeStep(instance: Instance, change: Change, id: string, to: Step, note: ChangeNote, ask: Ask): Promise<Change> {
  const lost = await write(instance, change, id, { value: stateValues[to], to }, note, ask);
  const { change: after } = await readModelled(instance, id, ask).catch((error: unknown) => { throw lost ?? error; });
  if (after.state === to || placeOf(after.state) > placeOf(to)) return after;
  throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `left ${change.label} in ${after.stateLabel ?? after.state} when it was moved to ${to}; see there what its state model still asks for`);
}

/** The error of a write whose outcome only reading back can tell; null when it was answered. */
async function write(instance: Instance, change: Change, id: string, { value, to }: { readonly value: string; readonly to: Step }, note: ChangeNote, ask: Ask): Promise<SourceError | null> {
  const closing = notesNeeded.has(to) ? { ...(note.closeCode === undefined ? {} : { close_code: note.closeCode }), ...(note.closeNotes === undefined ? {} : { close_notes: note.closeNotes }) } : {};
  try {
    await instance.http.send({
      method: 'PATCH',
      path: `/api/now/table/${changeTable}/${id}`,
      query: { sysparm_fields: 'sys_id,state', sysparm_exclude_reference_link: true },
      json: { state: value, work_notes: note.workNote, ...closing },
      schema: tableRecord, ask, doing: `moving ${change.label} to ${to}`,
    });
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

/** A change whose state is none of the usual, or that follows a model, is moved as the tool says and not as we know it. */
async function readModelled(instance: Instance, id: string, ask: Ask): Promise<ModelledChange & { readonly isModelled: boolean }> {
  const { rows, fetchedAt } = await readWanted(instance, { table: changeTable, conditions: [], fields: [...changeFields, 'chg_model'], ask, doing: 'reading a change' }, wantedIn('sys_id', [id]));
  const [row] = rows;
  if (row === undefined) throw refuse(instance, 'NOT_FOUND', `has no change with sys_id ${id}, or hides it from our account`);
  const value = valueOf(row, 'state') ?? '';
  return { change: changeOf(row, { instance, fetchedAt }), value, isModelled: valueOf(row, 'chg_model') !== null || (value !== '' && changeStateOf(value) === 'UNKNOWN') };
}
