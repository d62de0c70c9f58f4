import type { Change, ChangeState } from '../../domain/change.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import type { KnownState } from './options.ts';
import { changeStateOf } from './translate/change.ts';
import { nextStatesAnswer, type NextStates } from './wire.ts';

/** A change whose model says where it may go, and the raw value of the state it is in. */
export interface ModelledChange {
  readonly change: Change;
  readonly value: string;
}

export interface ModelMove {
  readonly to: KnownState;
  /** The states after approval, in order. */
  readonly way: readonly KnownState[];
  read(): Promise<ModelledChange>;
  /** Writes a raw value; the error of a write whose outcome only reading back can tell, or null. */
  write(change: Change, value: string, to: KnownState): Promise<Error | null>;
}

/** What a model's states are called when they are the usual ones; renamed ones are told by the connection's options. */
const words = new Map<string, KnownState>([
  ['scheduled', 'SCHEDULED'], ['implement', 'IMPLEMENT'], ['review', 'REVIEW'], ['closed', 'CLOSED'], ['canceled', 'CANCELED'], ['cancelled', 'CANCELED'],
]);
const mostSteps = 6;

/**
 * Moves a change of a model along the states that the tool itself offers (nextstates), a step at a time: values and
 * order are the model's, never ours (apis/README.md §3, change models). It is answered in the state its model calls so.
 */
export async function moveByModel(instance: Instance, id: string, move: ModelMove, ask: Ask): Promise<Change> {
  for (let step = 0; step <= mostSteps; step += 1) {
    const standing = await move.read();
    const next = await nextStatesOf(instance, id, ask);
    const here = meaningOf(instance, next, standing.value);
    if (here === move.to || isPast(move.way, here, move.to)) return { ...standing.change, state: here };
    const value = nextValue(instance, next, standing, here, move);
    const lost = await move.write(standing.change, value.value, value.state);
    const after = await move.read().catch((error: unknown) => { throw lost ?? error; });
    if (after.value === standing.value) throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `left ${standing.change.label} in ${standing.change.stateLabel ?? standing.value} when it was moved to ${value.state}; see there what its model still asks for`);
  }
  throw refuse(instance, 'UNEXPECTED_ANSWER', `does not bring the change to ${move.to} in ${mostSteps} steps; look at its model`);
}

/** The first state on the way to the goal that is open now. */
function nextValue(instance: Instance, next: NextStates, { change, value }: ModelledChange, here: ChangeState, { to, way }: ModelMove): { readonly value: string; readonly state: KnownState } {
  const at = way.findIndex((step) => step === here);
  const isOver = here === 'REVIEW' || here === 'CLOSED' || here === 'CANCELED';
  const steps = to === 'CANCELED' ? (isOver ? [] : [to]) : at < 0 ? [] : way.slice(at + 1, way.indexOf(to) + 1);
  for (const state of steps) {
    const open = next.available.filter((one) => one !== value && meaningOf(instance, next, one) === state);
    const [only, another] = open;
    if (another !== undefined) throw refuse(instance, 'FORBIDDEN', `offers several states for ${change.label} that mean ${state}; say in the connection's options which value stands for which`);
    if (only !== undefined) return { value: only, state };
  }
  throw refuse(instance, 'FORBIDDEN', `has ${change.label} in ${change.stateLabel ?? value}, from where its model does not let it go to ${to} now; see there what it still asks for`);
}

/** As the options say, else as the model calls it, else as the usual values have it. */
function meaningOf({ states }: Instance, { labels }: NextStates, value: string): ChangeState {
  return states?.get(value) ?? words.get(labels.get(value)?.trim().toLowerCase() ?? '') ?? changeStateOf(value);
}

function isPast(way: readonly KnownState[], here: ChangeState, to: KnownState): boolean {
  const [at, goal] = [way.findIndex((step) => step === here), way.indexOf(to)];
  return goal >= 0 && at > goal;
}

async function nextStatesOf(instance: Instance, id: string, ask: Ask): Promise<NextStates> {
  const { body } = await instance.http.send({ method: 'GET', path: `/api/sn_chg_rest/change/${id}/nextstates`, schema: nextStatesAnswer, ask, doing: 'reading where a change may go' });
  return body.result;
}
