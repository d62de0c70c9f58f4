/** State → stimulus → state (itop-change-mgmt-itil; how the class's own pictures tell it). */
export type Lifecycle = Readonly<Record<string, Readonly<Record<string, string>>>>;

const afterApproval: Lifecycle = {
  approved: { ev_implement: 'implemented' },
  implemented: { ev_monitor: 'monitored', ev_finish: 'closed' },
  monitored: { ev_finish: 'closed' },
};
const approval: Lifecycle = {
  assigned: { ev_plan: 'plannedscheduled' },
  plannedscheduled: { ev_approve: 'approved', ev_notapprove: 'notapproved' },
  notapproved: { ev_replan: 'plannedscheduled', ev_reject: 'rejected' },
  rejected: { ev_reopen: 'new' },
  ...afterApproval,
};

const ticket: Lifecycle = {
  new: { ev_assign: 'assigned' },
  assigned: { ev_resolve: 'resolved', ev_reassign: 'assigned' },
  resolved: { ev_close: 'closed', ev_reopen: 'assigned' },
};

export const lifecycles: Readonly<Record<string, Lifecycle>> = {
  NormalChange: { new: { ev_validate: 'validated', ev_reject: 'rejected' }, validated: { ev_assign: 'assigned' }, ...approval },
  EmergencyChange: { new: { ev_assign: 'assigned', ev_reject: 'rejected' }, ...approval },
  RoutineChange: { new: { ev_assign: 'assigned' }, assigned: { ev_plan: 'plannedscheduled' }, plannedscheduled: { ev_implement: 'implemented' }, ...afterApproval },
  Incident: ticket,
  Problem: ticket,
};

/** What an object must have before it may be in a state; only NormalChange has an acceptance, only approved ones an approval. */
const needs: Readonly<Record<string, readonly string[]>> = {
  validated: ['acceptance_date', 'acceptance_comment'],
  plannedscheduled: ['start_date', 'end_date', 'fallback'],
  approved: ['approval_date', 'approval_comment'],
  implemented: ['agent_id', 'end_date', 'fallback'],
};

export function neededFor(state: string, has: (attribute: string) => boolean): readonly string[] {
  return (needs[state] ?? []).filter(has);
}
