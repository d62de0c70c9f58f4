import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, record, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
let change: string;
beforeAll(async () => {
  servicenow = await startForSpec();
  change = await idOf(servicenow, 'change_request', 'number=CHG0030001');
});
afterAll(() => servicenow.close());

const fields = 'number,state,risk,close_code,on_hold,sys_mod_count,start_date,cmdb_ci,parent,cmdb_ci.owned_by.name,nonsense';

describe('what a record of the Table API looks like', () => {
  it('everything is a string, a reference is an object, an unknown column is left out in silence', async () => {
    const ledger = await idOf(servicenow, 'cmdb_ci', 'name=ledger-api-prod');
    expect(record(await ask(servicenow, `/api/now/table/change_request/${change}?sysparm_fields=${fields}`))).toEqual({
      number: 'CHG0030001', state: '-2', risk: '3', close_code: '', on_hold: 'false', sys_mod_count: '4', start_date: '2026-03-11 09:20:00',
      cmdb_ci: { link: `${servicenow.url}/api/now/table/cmdb_ci/${ledger}`, value: ledger }, parent: '', 'cmdb_ci.owned_by.name': 'Tomas Berg',
    });
  });

  it('display values are labels, local moments in the bank\'s format, and references without their sys_id', async () => {
    const told = record(await ask(servicenow, `/api/now/table/change_request/${change}?sysparm_display_value=true&sysparm_fields=${fields}`));
    expect(told).toMatchObject({ state: 'Scheduled', risk: 'Moderate', start_date: '11.03.2026 10:20:00', cmdb_ci: { display_value: 'ledger-api-prod' } });
    expect(told['cmdb_ci']).not.toHaveProperty('value');
  });

  it('"all" pairs them, an empty choice showing null', async () => {
    expect(record(await ask(servicenow, `/api/now/table/change_request/${change}?sysparm_display_value=all&sysparm_fields=${fields},sla_due`))).toMatchObject({
      state: { display_value: 'Scheduled', value: '-2' }, close_code: { display_value: null, value: '' }, parent: { display_value: '', value: '' }, sla_due: { display_value: 'UNKNOWN', value: '' },
    });
  });

  it('references become bare sys_ids without links', async () => {
    const told = record(await ask(servicenow, `/api/now/table/change_request/${change}?sysparm_exclude_reference_link=true&sysparm_fields=cmdb_ci`));
    expect(told['cmdb_ci']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('cmdb_ci answers its own columns only; a class\'s columns are asked at the class', async () => {
    const asked = async (table: string): Promise<unknown> => records(await ask(servicenow, listPath(table, 'name=payments-api-prod', '&sysparm_fields=sys_class_name,version')))[0];
    expect(await asked('cmdb_ci')).toEqual({ sys_class_name: 'cmdb_ci_appl' });
    expect(await asked('cmdb_ci_appl')).toEqual({ sys_class_name: 'cmdb_ci_appl', version: '2.3.4' });
    const everyVersion = await ask(servicenow, listPath('cmdb_ci', 'version=2.3.4'));
    expect(everyVersion.headers.get('x-total-count')).toBe((await ask(servicenow, '/api/now/table/cmdb_ci')).headers.get('x-total-count'));
  });

  it('hides columns in both ways seen in the wild: left out, and empty', async () => {
    const user = records(await ask(servicenow, listPath('sys_user', 'user_name=ines.weber')))[0];
    expect(user).not.toHaveProperty('mobile_phone');
    expect(records(await ask(servicenow, listPath('sys_user', 'user_name=ines.weber'), { as: 'admin' }))[0]).toHaveProperty('mobile_phone', '+49 30 5550 1000');
    const caller = async (as: string): Promise<unknown> => records(await ask(servicenow, listPath('incident', 'number=INC0010001', '&sysparm_exclude_reference_link=true'), { as }))[0]?.['caller_id'];
    expect([await caller('muster.integration'), await caller('admin')]).toEqual(['', expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('a reference to a record that may not be read keeps its id and shows nothing', async () => {
    const relation = records(await ask(servicenow, listPath('cmdb_rel_ci', 'parent.name=fraud-worker-prod^child.name=fraud-vault-prod', '&sysparm_display_value=all&sysparm_fields=child')))[0];
    expect(relation?.['child']).toMatchObject({ display_value: '', value: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
    expect(records(await ask(servicenow, listPath('cmdb_ci', 'name=fraud-vault-prod')))).toEqual([]);
  });
});
