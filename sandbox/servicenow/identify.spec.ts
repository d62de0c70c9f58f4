import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, record, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
beforeEach(async () => { servicenow = await startForSpec(); });
afterEach(() => servicenow.close());

const api = '/api/now/identifyreconcile';
const payments = { className: 'cmdb_ci_appl', values: { name: 'payments-api-prod', version: '2.4.0' } };

async function item(path: string, sent: object): Promise<Record<string, unknown>> {
  const answer = await ask(servicenow, path, { method: 'POST', body: { items: [sent] } });
  expect(answer.status).toBe(200);
  return (record(answer)['items'] as Record<string, unknown>[])[0] ?? {};
}

const version = async (table: string, name: string): Promise<unknown> => records(await ask(servicenow, listPath(table, `name=${name}`, '&sysparm_fields=version,discovery_source')))[0];

describe('identify and reconcile', () => {
  it('updates the identified item, and says NO_CHANGE the second time', async () => {
    const id = await idOf(servicenow, 'cmdb_ci', 'name=payments-api-prod');
    expect(await item(`${api}?sysparm_data_source=Muster`, payments)).toMatchObject({ operation: 'UPDATE', sysId: id, errorCount: 0, identificationAttempts: [{ attemptResult: 'MATCHED' }] });
    expect(await version('cmdb_ci_appl', 'payments-api-prod')).toEqual({ version: '2.4.0', discovery_source: 'Muster' });
    expect(await item(`${api}?sysparm_data_source=Muster`, payments)).toMatchObject({ operation: 'NO_CHANGE', sysId: id, errorCount: 0 });
  });

  it('only says what it would do at /query', async () => {
    expect(await item(`${api}/query?sysparm_data_source=Muster`, payments)).toMatchObject({ operation: 'UPDATE', errorCount: 0 });
    expect(await version('cmdb_ci_appl', 'payments-api-prod')).toMatchObject({ version: '2.3.4' });
  });

  it('answers 200 without a data source, and parks the payload instead of writing it', async () => {
    expect(await item(api, payments)).toMatchObject({ operation: 'INSERT_AS_INCOMPLETE', sysId: 'Unknown' });
    expect(await version('cmdb_ci_appl', 'payments-api-prod')).toMatchObject({ version: '2.3.4' });
    expect(records(await ask(servicenow, '/api/now/table/cmdb_ire_incomplete_payloads', { as: 'admin' }))).toHaveLength(1);
  });

  it('answers 200 to a data source that is no choice, a class that is none and an item without a name: the item tells', async () => {
    expect(await item(`${api}?sysparm_data_source=Mustr`, payments)).toMatchObject({ sysId: 'Unknown', errorCount: 1, errors: [{ error: 'INVALID_INPUT_DATA' }] });
    expect(await item(`${api}?sysparm_data_source=Muster`, { ...payments, className: 'cmdb_ci_application' })).toMatchObject({ errorCount: 1 });
    expect(await item(`${api}?sysparm_data_source=Muster`, { className: 'cmdb_ci_appl', values: { version: '1' } })).toMatchObject({ errors: [{ error: 'MISSING_MATCHING_ATTRIBUTES' }] });
    expect(await item(`${api}?sysparm_data_source=Muster`, { ...payments, values: { ...payments.values, owned_by: 'Ines Weber' } })).toMatchObject({ errorCount: 1 });
    expect(await version('cmdb_ci_appl', 'payments-api-prod')).toMatchObject({ version: '2.3.4' });
  });

  it('makes a new item out of a misspelt name', async () => {
    expect(await item(`${api}?sysparm_data_source=Muster`, { className: 'cmdb_ci_appl', values: { name: 'payment-api-prod', version: '2.4.0' } })).toMatchObject({ operation: 'INSERT', errorCount: 0 });
    expect(await version('cmdb_ci_appl', 'payments-api-prod')).toMatchObject({ version: '2.3.4' });
  });

  it("keeps another source's value in silence where a reconciliation rule says so", async () => {
    const written = await item(`${api}?sysparm_data_source=Muster`, { className: 'cmdb_ci_lb', values: { name: 'edge-lb-prod', version: '17.5', short_description: 'by the hub' } });
    expect(written).toMatchObject({ operation: 'UPDATE', errorCount: 0 });
    expect(await version('cmdb_ci_lb', 'edge-lb-prod')).toMatchObject({ version: '17.1' });
  });

  it('finds an item again by its source\'s own key, even renamed', async () => {
    const source = { source_name: 'Muster', source_native_key: 'payments/production' };
    const first = await item(`${api}/enhanced?sysparm_data_source=Muster`, { ...payments, sys_object_source_info: source });
    const second = await item(`${api}/enhanced?sysparm_data_source=Muster`, { className: 'cmdb_ci_appl', values: { name: 'payments-api-prod-renamed' }, sys_object_source_info: source });
    expect(second).toMatchObject({ sysId: first['sysId'], operation: 'UPDATE', identificationAttempts: [{ info: 'sys_object_source MATCHED' }, { attemptResult: 'SKIPPED' }] });
  });

  it('draws relations between identified items once', async () => {
    const body = { items: [payments, { className: 'cmdb_ci_linux_server', values: { name: 'ledger-node-1-prod' } }], relations: [{ parent: 0, child: 1, type: 'Runs on::Runs' }] };
    const operation = async (): Promise<unknown> => (record(await ask(servicenow, `${api}?sysparm_data_source=Muster`, { method: 'POST', body }))['relations'] as { operation: string }[]).map((relation) => relation.operation);
    expect([await operation(), await operation()]).toEqual([['INSERT'], ['NO_CHANGE']]);
  });
});
