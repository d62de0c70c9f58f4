import { bareChangeFields, changeOf } from '../../../../src/connectors/servicenow/translate/change.ts';
import { tableList } from '../../../../src/connectors/servicenow/wire.ts';
import { believed, type Edition, type Wire } from './wire.ts';
import { digestOf, momentOf, personOf, serviceOf } from './words.ts';

const instance = { name: 'servicenow', url: 'https://northbank.service-now.com' };
const stateLabels = new Map([['-5', 'New'], ['-2', 'Scheduled'], ['3', 'Closed']]);

/** change_request as its sync reads it: stored values of 28 columns, labels of states asked for once and not again. */
export const changes: Wire = {
  connection: instance.name, system: 'SERVICENOW', kind: 'change', count: 100_000, pageSize: 1_000,
  bodies: (from, to, edition) => [JSON.stringify({ result: Array.from({ length: to - from }, (_, index) => rowOf(from + index, edition)) })],
  decode: ([body], fetchedAt) => believed(tableList, body).result.map((row) => changeOf(row, { instance, fetchedAt }, stateLabels)),
};

function rowOf(number: number, edition: Edition): object {
  const service = serviceOf(number);
  const version = `${number % 7}.${number % 31}.${edition}`;
  const [assignee, requester] = [personOf(number), personOf(number + 7)];
  const told: Readonly<Record<string, string>> = {
    'number': `CHG${String(number).padStart(7, '0')}`, 'short_description': `Deploy ${service} ${version} to production`,
    'description': `Deploys release ${service}-${version} of ${service} to production. Service owner: ${requester.name}.\nNeeded by: customers in ${number % 40} branches. "Dark" until the window ends.`,
    'type': 'normal', 'state': edition === 0 ? '-5' : '-2', 'approval': edition === 0 ? 'requested' : 'approved', 'risk': String(number % 4 + 1), 'on_hold': 'false',
    'start_date': tableMoment(number + 60_000), 'end_date': tableMoment(number + 60_720), 'backout_plan': `Redeploy the version before; it stays in the library for ${number % 90} days.`,
    'test_plan': 'Smoke test of the public endpoints, then ten minutes of watching the error rate.', 'correlation_id': number % 3 === 0 ? `muster:${service}-${version}` : '',
    'business_service': digestOf(service, 32), 'business_service.name': service, 'cmdb_ci': digestOf(`${service} application`, 32), 'cmdb_ci.name': `${service}-app`,
    'std_change_producer_version': '', 'std_change_producer_version.name': '', 'conflict_last_run': tableMoment(number + 5),
    ...personColumns('assigned_to', assignee), ...personColumns('requested_by', requester),
  };
  return { sys_id: digestOf(`change ${number}`, 32), sys_updated_on: tableMoment(number + edition * 200_000), ...Object.fromEntries(bareChangeFields.map((field) => [field, told[field] ?? ''])) };
}

function personColumns(reference: string, { id, userName, name, email }: ReturnType<typeof personOf>): Readonly<Record<string, string>> {
  return { [reference]: id, [`${reference}.user_name`]: userName, [`${reference}.name`]: name, [`${reference}.email`]: email, [`${reference}.active`]: 'true' };
}

function tableMoment(number: number): string {
  return momentOf(number).slice(0, 19).replace('T', ' ');
}
