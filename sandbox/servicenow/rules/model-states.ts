import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';

/** A way from one state of a model to another; `conditions` are what the tool names beside it. */
export interface ModelTransition { readonly from: string; readonly to: string; readonly conditions: readonly ('Not On hold' | 'No active Change Tasks')[] }

/**
 * Change models of this bank with states of their own: other values than the type-driven model's, and some of its words
 * (apis/README.md §3, "Change models may define other states/values"). By the model's name.
 */
const models: Readonly<Record<string, { readonly first: string; readonly transitions: readonly ModelTransition[] }>> = {
  'Registered release': {
    first: '-50',
    transitions: [
      { from: '-50', to: '-40', conditions: ['Not On hold'] }, { from: '-40', to: '-30', conditions: ['Not On hold'] }, { from: '-30', to: '-20', conditions: ['Not On hold', 'No active Change Tasks'] },
      { from: '-20', to: '3', conditions: [] }, { from: '-50', to: '4', conditions: [] }, { from: '-40', to: '4', conditions: [] }, { from: '-30', to: '4', conditions: [] },
    ],
  },
};

/** undefined for a change that follows its type. */
export function modelOf(store: Store, change: Row): (typeof models)[string] | undefined {
  const model = store.get('chg_model', valueOf(change, 'chg_model'));
  return model && models[valueOf(model, 'name')];
}

/** Whether each condition of a transition is met. */
export function isMet(store: Store, change: Row, condition: ModelTransition['conditions'][number]): boolean {
  if (condition === 'Not On hold') return valueOf(change, 'on_hold') !== 'true';
  return store.rows('change_task').every((task) => valueOf(task, 'change_request') !== valueOf(change, 'sys_id') || ['3', '4'].includes(valueOf(task, 'state')));
}
