import express from 'express';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { route, type Instance } from '../instance.ts';
import { isTransitionAvailable, modelledStates } from '../rules/change-states.ts';
import { isMet, modelOf } from '../rules/model-states.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { changeOf } from './change.ts';

/** GET /change/{id}/nextstates: where the change may go, itself included. Only changes of a model name conditions. */
export function nextStatesRoutes(instance: Instance): express.Router {
  const router = express.Router();
  router.get('/:id/nextstates', route(instance, ({ req, res, caller }) => { res.json({ result: nextStates(instance.store, changeOf(instance, req, caller)) }); }));
  return router;
}

function nextStates(store: Store, change: Row): object {
  const from = valueOf(change, 'state');
  const modelled = modelledStates(store, change);
  return {
    available_states: [...modelled.filter((to) => isTransitionAvailable(store, change, to)), from],
    state_transitions: modelled.map((to) => [{
      sys_id: sysId('sttrm_state_transition', `${valueOf(change, 'type')} ${from} ${to}`),
      display_value: `${label(from)} to ${label(to)}`,
      from_state: from,
      to_state: to,
      transition_available: isTransitionAvailable(store, change, to),
      automatic_transition: from === '-3' && to === '-2',
      conditions: conditions(store, change, to),
    }]),
    state_label: Object.fromEntries([...modelled, from].map((state) => [state, label(state)])),
  };
}

function conditions(store: Store, change: Row, to: string): readonly object[] {
  const transition = modelOf(store, change)?.transitions.find((one) => one.from === valueOf(change, 'state') && one.to === to);
  return (transition?.conditions ?? []).map((name) => ({ passed: isMet(store, change, name), condition: { name, description: null, sys_id: sysId('sttrm_condition', name) } }));
}

function label(state: string): string {
  return fieldsOf('change_request').get('state')?.labels?.[state] ?? state;
}
