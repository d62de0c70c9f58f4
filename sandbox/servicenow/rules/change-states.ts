import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { isMet, modelOf } from './model-states.ts';

/** The type-driven state model: where a change may go by hand, by type and state (apis/README.md §3). */
const models: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  normal: { '-5': ['-4', '4'], '-4': ['-3', '4'], '-3': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
  standard: { '-5': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
  emergency: { '-5': ['-3', '4'], '-3': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
};

/** The states that the model knows from here, whether or not something still stands in the way. */
export function modelledStates(store: Store, change: Row): readonly string[] {
  const model = modelOf(store, change);
  if (model) return [...new Set(model.transitions.filter(({ from }) => from === valueOf(change, 'state')).map(({ to }) => to))];
  return models[valueOf(change, 'type')]?.[valueOf(change, 'state')] ?? [];
}

/** Whether the change may go there now: modelled, not on hold (cancelling is always open), and approved before it is scheduled. */
export function isTransitionAvailable(store: Store, change: Row, to: string): boolean {
  if (!modelledStates(store, change).includes(to)) return false;
  const model = modelOf(store, change);
  if (model) return model.transitions.some((one) => one.from === valueOf(change, 'state') && one.to === to && one.conditions.every((condition) => isMet(store, change, condition)));
  if (valueOf(change, 'on_hold') === 'true' && to !== '4') return false;
  return !(valueOf(change, 'state') === '-3' && to === '-2') || valueOf(change, 'approval') === 'approved';
}
