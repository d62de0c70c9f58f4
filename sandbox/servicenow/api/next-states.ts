import express from 'express';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { route, type Instance } from '../instance.ts';
import { isTransitionAvailable, modelledStates } from '../rules/change-states.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import { changeOf } from './change.ts';

/** GET /change/{id}/nextstates: where the change may go, itself included. Type-driven changes name no conditions. */
export function nextStatesRoutes(instance: Instance): express.Router {
  const router = express.Router();
  router.get('/:id/nextstates', route(instance, ({ req, res, caller }) => { res.json({ result: nextStates(changeOf(instance, req, caller)) }); }));
  return router;
}

function nextStates(change: Row): object {
  const from = valueOf(change, 'state');
  const modelled = modelledStates(change);
  const available = [...modelled.filter((to) => isTransitionAvailable(change, to)), from];
  return {
    available_states: available,
    state_transitions: modelled.map((to) => [{
      sys_id: sysId('sttrm_state_transition', `${valueOf(change, 'type')} ${from} ${to}`),
      display_value: `${label(from)} to ${label(to)}`,
      from_state: from,
      to_state: to,
      transition_available: isTransitionAvailable(change, to),
      automatic_transition: from === '-3' && to === '-2',
      conditions: [],
    }]),
    state_label: Object.fromEntries([...modelled, from].map((state) => [state, label(state)])),
  };
}

function label(state: string): string {
  return fieldsOf('change_request').get('state')?.labels?.[state] ?? state;
}
