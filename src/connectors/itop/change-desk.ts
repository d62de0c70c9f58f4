import type { Change, ChangeState } from '../../domain/change.ts';
import { UserMistake, type SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ChangeDesk, ChangeNote } from '../../domain/ports/desk.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { addNote } from './change-note.ts';
import { changeReader } from './change.reader.ts';
import { refuse, type Instance } from './instance.ts';
import { idsOf } from './lookups.ts';
import { changeClass } from './translate/change.ts';
import { written } from './written.ts';

interface Step {
  readonly to: ChangeState;
  readonly stimulus: string;
}

/** The way after the approval, the same for every class; what comes before it asks people, and is theirs to move. */
const way: readonly Step[] = [{ to: 'SCHEDULED', stimulus: '' }, { to: 'IMPLEMENT', stimulus: 'ev_implement' }, { to: 'REVIEW', stimulus: 'ev_monitor' }, { to: 'CLOSED', stimulus: 'ev_finish' }];
const rejection: Step = { to: 'CANCELED', stimulus: 'ev_reject' };

/**
 * Moves a change along approved → implemented → monitored → closed by the stimuli its life cycle has, one at a time, and
 * to rejected where it still can be (new, or not approved). iTop refuses a stimulus out of turn, and one whose mandatory
 * attributes are empty: both are told, and nothing is filled in for people. Each move is read back. Changes are opened by
 * people; a correlation id is written only where the options name an attribute for it.
 */
export function changeDesk(instance: Instance): ChangeDesk {
  const attribute = instance.options.correlation.change;
  return {
    async move(identity, to, note, ask) {
      const id = idOf(instance, identity);
      let change = await readChange(instance, id, ask);
      for (const step of stepsTo(instance, change, to)) change = await takeStep(instance, change, id, step, note, ask);
      return change;
    },
    note: async (identity, text, correlation, ask) => addNote(instance, idOf(instance, identity), text, correlation, ask),
    ...(attribute === undefined ? {} : { correlate: async (identity: RecordIdentity, correlation: string, ask: Ask) => correlate(instance, attribute, idOf(instance, identity), correlation, ask) }),
  };
}

function idOf(instance: Instance, identity: RecordIdentity): string {
  const [id] = idsOf(instance, 'change', [identity]).keys();
  if (id === undefined) throw refuse(instance, 'NOT_FOUND', `has no change ${identity}; an identity reads ${instance.name}:change:<id>`);
  return id;
}

/** The moves still to be made, in order; none when the change is there or past it. */
function stepsTo(instance: Instance, change: Change, to: ChangeState): readonly Step[] {
  if (change.state === to) return [];
  const [at, goal] = [placeOf(change.state), placeOf(to)];
  if (to === 'CANCELED' && (change.stateLabel === 'new' || change.stateLabel === 'notapproved')) return [rejection];
  if (at >= 0 && goal >= 0) return way.slice(at + 1, goal + 1);
  throw refuse(instance, 'FORBIDDEN', `has ${change.label} in ${change.stateLabel ?? change.state}, from where Muster does not move it to ${to}; ${at < 0 && goal >= 0 ? 'it has to be planned and approved there first' : 'move it there by hand'}`);
}

/** -1 for a state off the way. */
function placeOf(state: ChangeState): number {
  return way.findIndex((step) => step.to === state);
}

async function takeStep(instance: Instance, change: Change, id: string, step: Step, note: ChangeNote, ask: Ask): Promise<Change> {
  const lost = await apply(instance, change, id, step, note, ask);
  const after = await readChange(instance, id, ask).catch((error: unknown) => { throw lost ?? error; });
  if (after.state === step.to || placeOf(after.state) > placeOf(step.to)) return after;
  throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `left ${change.label} in ${after.stateLabel ?? after.state} when it was moved to ${step.to}; see its life cycle there`);
}

/** The error of a stimulus whose outcome only reading back can tell; null when it was answered. */
function apply(instance: Instance, change: Change, id: string, { to, stimulus }: Step, note: ChangeNote, ask: Ask): Promise<SourceError | null> {
  const isEnding = to === 'REVIEW' || to === 'CLOSED';
  const message = [note.workNote, ...(isEnding ? [note.closeCode, note.closeNotes] : [])].filter((part) => part !== undefined).join('\n');
  return written(instance, {
    operation: 'core/apply_stimulus', comment: 'Muster', class: changeClass, key: id, stimulus, fields: { private_log: { add_item: { message, format: 'text' } } }, output_fields: 'id,status',
  }, `moving ${change.label} to ${to}`, ask);
}

/** Writes the correlation id where none stands, and reads it back. */
async function correlate(instance: Instance, attribute: string, id: string, correlation: string, ask: Ask): Promise<Change> {
  const before = await readChange(instance, id, ask);
  if (before.correlationId === correlation) return before;
  if (before.correlationId !== null) throw new UserMistake('CONFLICT', `${before.label} carries another correlation id already; it belongs to that release, or has to be emptied in iTop first.`);
  const lost = await written(instance, {
    operation: 'core/update', comment: 'Muster', class: changeClass, key: id, fields: { [attribute]: correlation }, output_fields: `id,${attribute}`,
  }, `correlating ${before.label}`, ask);
  const after = await readChange(instance, id, ask).catch((error: unknown) => { throw lost ?? error; });
  if (after.correlationId !== correlation) throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `took a correlation id for ${before.label} and does not show it`);
  return after;
}

async function readChange(instance: Instance, id: string, ask: Ask): Promise<Change> {
  const [change] = await changeReader(instance).read([{ id }], ask);
  if (change === undefined) throw refuse(instance, 'NOT_FOUND', `has no change with id ${id}, or hides it from our account`);
  return change;
}
