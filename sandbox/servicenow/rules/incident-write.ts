import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { mandatory } from '../wire/refusal.ts';

/** Priority is looked up from impact and urgency; what a caller says is ignored. */
const priorities: Readonly<Record<string, string>> = { '1 1': '1', '1 2': '2', '2 1': '2', '1 3': '3', '2 2': '3', '3 1': '3', '2 3': '4', '3 2': '4', '3 3': '5' };

/** @throws Refusal 403 when an incident is resolved without saying how. */
export function beforeIncidentWrite(store: Store, incident: Row, wanted: Row): Row {
  const said = { ...incident, ...wanted };
  const state = valueOf(said, 'state');
  const isOver = state === '6' || state === '7';
  if (isOver && 'state' in wanted && (valueOf(said, 'close_code') === '' || valueOf(said, 'close_notes') === '')) throw mandatory('Resolution code, Resolution notes');
  const resolved = isOver && valueOf(incident, 'resolved_at') === '' ? { resolved_at: store.now() } : {};
  return { ...wanted, ...resolved, priority: priorities[`${valueOf(said, 'impact')} ${valueOf(said, 'urgency')}`] ?? '5', incident_state: state, active: state === '7' || state === '8' ? 'false' : 'true' };
}

/** What a new incident has when nobody says otherwise. */
export const newIncident: Row = { state: '1', impact: '3', urgency: '3', severity: '3', category: 'inquiry', approval: 'not requested', made_sla: 'true' };
