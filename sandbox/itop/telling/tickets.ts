import { momentOf } from '../moment.ts';
import { addThing, nextRef, type ITopData, type Thing } from '../store.ts';

interface Told {
  readonly people: ReadonlyMap<string, string>;
  /** Ids of items and services by name. */
  readonly items: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Few tickets: one change for each thing that may be wrong with one, two incidents that are open and one that is not, two problems. */
export function tellTickets(data: ITopData, told: Told): void {
  changes(data, told);
  troubles(data, told);
}

function changes(data: ITopData, told: Told): void {
  const add = (className: string, status: string, title: string, given: Readonly<Record<string, string>>, items: readonly string[], computed: readonly string[] = []): void => {
    const change = addThing(data, className, { ...plainChange(data, told), status, title, ...given });
    link(data, told, change, items, computed);
  };
  const approved = { approval_date: day(told, -1), approval_comment: 'Agreed by the board.', acceptance_date: day(told, -2), acceptance_comment: 'Accepted.' };
  // C-000001 … C-000008, in this order.
  add('NormalChange', 'approved', 'Deploy Ledger 1.9.2 to production', { correlation_id: 'ledger-1.9.2', description: 'Deploys release ledger-1.9.2.', ...approved }, ['ledger-api-prod'], ['statements-api-prod', 'ledger-schema-prod']);
  add('NormalChange', 'plannedscheduled', 'Deploy Payments 2.4.0 to production', { correlation_id: 'payments-2.4.0' }, ['payments-api-prod', 'payments-worker-prod'], ['online-banking-api-prod']);
  add('NormalChange', 'new', 'Raise limits for payments-2.4.0', { description: '<p>See the gateway&#039;s <b>runbook</b> &amp; plan.</p>' }, ['edge-lb-prod']);
  add('NormalChange', 'notapproved', 'Deploy Cards 3.1.0', { correlation_id: 'CARDS-3.1.0', description: 'For cards-3.1.0-rc1 first.' }, ['cards-api-prod']);
  add('RoutineChange', 'plannedscheduled', 'Rotate certificates', { fallback: '' }, ['edge-lb-prod']);
  add('EmergencyChange', 'implemented', 'Restart the bus brokers', { ...approved, acceptance_date: '', acceptance_comment: '' }, ['bus-broker-1-prod']);
  add('NormalChange', 'closed', 'Deploy Ledger 1.9.1 to production', { correlation_id: 'ledger-1.9.1', close_date: day(told, -9), ...approved }, ['ledger-api-prod']);
  add('NormalChange', 'rejected', 'Say "it\'s fine" about 100% of O\'Neill\'s servers', {}, []);
}

function plainChange(data: ITopData, told: Told): Record<string, string> {
  return {
    ref: nextRef(data, 'C'), org_id: '1', operational_status: 'ongoing', description: '', outage: 'no', creation_date: day(told, -3), last_update: day(told, -1),
    requestor_id: told.people.get('kenji.sato') ?? '0', caller_id: told.people.get('kenji.sato') ?? '0', agent_id: told.people.get('liam.byrne') ?? '0',
    start_date: day(told, -0.1), end_date: day(told, 2), fallback: 'Redeploy the previous package.',
  };
}

function troubles(data: ITopData, told: Told): void {
  const service = told.items.get('Payments') ?? '0';
  const problem = addThing(data, 'Problem', { ref: nextRef(data, 'P'), org_id: '1', status: 'assigned', title: 'Bus broker drops consumers', description: '', priority: '2', service_id: service, start_date: day(told, -20), last_update: day(told, -5) });
  addThing(data, 'Problem', { ref: nextRef(data, 'P'), org_id: '1', status: 'closed', title: 'Card tokens expire early', description: '', priority: '3', service_id: service, start_date: day(told, -40), last_update: day(told, -30) });
  const incident = (status: string, title: string, priority: string, opened: number, resolution: string, items: readonly string[]): void => {
    const one = addThing(data, 'Incident', {
      ref: nextRef(data, 'I'), org_id: '1', status, title, description: '', priority, service_id: service, start_date: day(told, opened), last_update: day(told, opened),
      resolution_date: resolution, parent_problem_id: String(problem.id), operational_status: resolution === '' ? 'ongoing' : 'resolved',
    });
    link(data, told, one, items, []);
  };
  incident('new', 'Payments answers slowly', '1', -0.2, '', ['payments-api-prod']);
  incident('pending', 'Queue is growing', '3', -1, '', ['payments-worker-prod', 'payments-api-prod']);
  incident('resolved', 'Disk almost full', '4', -6, day(told, -5), ['payments-db-prod']);
}

function link(data: ITopData, told: Told, ticket: Thing, manual: readonly string[], computed: readonly string[]): void {
  const add = (name: string, code: string): void => {
    addThing(data, 'lnkFunctionalCIToTicket', { ticket_id: String(ticket.id), functionalci_id: told.items.get(name) ?? '0', impact: '', impact_code: code });
  };
  for (const name of manual) add(name, 'manual');
  for (const name of computed) add(name, 'computed');
}

function day({ now }: Told, days: number): string {
  return momentOf(new Date(now.getTime() + days * 86_400_000));
}
