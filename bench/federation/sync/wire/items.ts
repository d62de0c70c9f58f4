import { itemFields, itemOf } from '../../../../src/connectors/servicenow/translate/item.ts';
import { sysIdOf, tableList, valueOf } from '../../../../src/connectors/servicenow/wire.ts';
import { believed, type Edition, type Wire } from './wire.ts';
import { digestOf, momentOf, personOf, serviceOf } from './words.ts';

const instance = { name: 'servicenow', url: 'https://northbank.service-now.com' };

/** cmdb_ci as its sync reads it: a page of base columns, and beside it a page of the versions that only applications have. */
export const items: Wire = {
  connection: instance.name, system: 'SERVICENOW', kind: 'ci', count: 50_000, pageSize: 1_000,
  bodies(from, to, edition) {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    const versions = numbers.filter(isApplication).map((number) => ({ sys_id: idOf(number), version: `${number % 7}.${number % 31}.${edition}` }));
    return [JSON.stringify({ result: numbers.map((number) => rowOf(number, edition)) }), JSON.stringify({ result: versions })];
  },
  decode([body, beside], fetchedAt) {
    const versions = new Map(believed(tableList, beside).result.map((row) => [sysIdOf(row), valueOf(row, 'version')]));
    return believed(tableList, body).result.map((row) => itemOf(row, versions.get(sysIdOf(row)) ?? null, { instance, fetchedAt }));
  },
};

function rowOf(number: number, edition: Edition): object {
  const { id, userName, name, email } = personOf(number);
  const told: Readonly<Record<string, string>> = {
    'name': `${serviceOf(number)}-${isApplication(number) ? 'app' : 'host'}-${number}`, 'sys_class_name': isApplication(number) ? 'cmdb_ci_appl' : 'cmdb_ci_linux_server',
    'operational_status': edition === 0 ? '1' : '4', 'environment': number % 2 === 0 ? 'Production' : 'Staging',
    'owned_by': id, 'owned_by.user_name': userName, 'owned_by.name': name, 'owned_by.email': email, 'owned_by.active': 'true',
  };
  return { sys_id: idOf(number), sys_updated_on: momentOf(number + edition * 200_000).slice(0, 19).replace('T', ' '), ...Object.fromEntries(itemFields.map((field) => [field, told[field] ?? ''])) };
}

function idOf(number: number): string {
  return digestOf(`item ${number}`, 32);
}

function isApplication(number: number): boolean {
  return number % 2 === 0;
}
