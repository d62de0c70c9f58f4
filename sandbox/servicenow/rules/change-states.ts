import { valueOf, type Row } from '../row.ts';

/** The type-driven state model: where a change may go by hand, by type and state (apis/README.md §3). */
const models: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  normal: { '-5': ['-4', '4'], '-4': ['-3', '4'], '-3': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
  standard: { '-5': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
  emergency: { '-5': ['-3', '4'], '-3': ['-2', '4'], '-2': ['-1', '4'], '-1': ['0', '4'], 0: ['3'] },
};

/** The states that the model knows from here, whether or not something still stands in the way. */
export function modelledStates(change: Row): readonly string[] {
  return models[valueOf(change, 'type')]?.[valueOf(change, 'state')] ?? [];
}

/** Whether the change may go there now: modelled, not on hold (cancelling is always open), and approved before it is scheduled. */
export function isTransitionAvailable(change: Row, to: string): boolean {
  if (!modelledStates(change).includes(to)) return false;
  if (valueOf(change, 'on_hold') === 'true' && to !== '4') return false;
  return !(valueOf(change, 'state') === '-3' && to === '-2') || valueOf(change, 'approval') === 'approved';
}
