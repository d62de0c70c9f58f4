import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
beforeAll(async () => { servicenow = await startForSpec(); });
afterAll(() => servicenow.close());

async function numbers(query: string): Promise<unknown[]> {
  return records(await ask(servicenow, listPath('change_request', query, '&sysparm_fields=number'))).map((row) => row['number']);
}

describe('encoded queries', () => {
  it('read =, IN, STARTSWITH, LIKE, ISEMPTY, comparisons and order', async () => {
    expect(await numbers('correlation_id=payments-2.4.0^ORDERBYDESCnumber')).toEqual(['CHG0030003', 'CHG0030002']);
    expect(await numbers('numberINCHG0030001,CHG0030006^ORDERBYnumber')).toEqual(['CHG0030001', 'CHG0030006']);
    expect(await numbers('descriptionLIKEpayments-2.4.0^ORDERBYnumber')).toEqual(['CHG0030002', 'CHG0030003', 'CHG0030004']);
    expect(await numbers('numberSTARTSWITHCHG00300^correlation_idISEMPTY')).toEqual(['CHG0030004']);
    expect(await numbers('numberSTARTSWITHCHG00300^state<-2')).toEqual(['CHG0030003']);
    expect(await numbers('numberSTARTSWITHCHG00300^start_date>2026-03-12 00:00:00')).toEqual(['CHG0030006']);
    expect(await numbers('numberBETWEENCHG0030001@CHG0030002^ORDERBYnumber')).toEqual(['CHG0030001', 'CHG0030002']);
  });

  it('bind ^OR to the one condition before, and start anew at ^NQ', async () => {
    expect(await numbers('numberSTARTSWITHCHG00300^state=-3^ORtype=standard')).toEqual(['CHG0030003']);
    expect(await numbers('number=CHG0030001^NQnumber=CHG0030005^ORDERBYnumber')).toEqual(['CHG0030001', 'CHG0030005']);
  });

  it('walk references, also cast to a class', async () => {
    expect(await numbers('cmdb_ci.name=cards-api-prod^state=-2')).toEqual(['CHG0030006']);
    const approvals = records(await ask(servicenow, listPath('sysapproval_approver', 'sysapproval.number=CHG0030003^sysapproval.ref_change_request.type=normal^ORDERBYapprover', '&sysparm_fields=state,approver.email,sysapproval.number')));
    expect(approvals).toEqual([
      { state: 'approved', 'approver.email': 'grace.chen@northbank.example', 'sysapproval.number': 'CHG0030003' },
      { state: 'requested', 'approver.email': 'omar.haddad@northbank.example', 'sysapproval.number': 'CHG0030003' },
    ]);
  });

  it('compare text without regard to case, so a found row may not be the asked one', async () => {
    expect(await numbers('correlation_id=LEDGER-1.9.2')).toEqual(['CHG0030001']);
  });
});

describe('traps of encoded queries', () => {
  it('an unknown column is dropped in silence and the query matches more rows', async () => {
    const asked = await ask(servicenow, listPath('change_request', 'corelation_id=payments-2.4.0', '&sysparm_fields=number'));
    expect(asked.status).toBe(200);
    expect(asked.headers.get('x-total-count')).toBe('202');
  });

  it('an unknown operator is dropped in silence too', async () => {
    expect((await numbers('numberSAYSCHG0030001')).length).toBeGreaterThan(100);
  });

  it('a value with ^ in it rewrites the query', async () => {
    const keyFromOutside = 'payments-2.4.0^NQsys_idISNOTEMPTY';
    expect((await numbers(`correlation_id=${keyFromOutside}`)).length).toBeGreaterThan(100);
  });

  it('a value that starts with javascript: is run on the server', async () => {
    const waiting = await ask(servicenow, listPath('sysapproval_approver', 'approver=javascript:gs.getUserID()^state=requested', '&sysparm_fields=sysapproval.number'), { as: 'omar.haddad' });
    expect(records(waiting)).toEqual([{ 'sysapproval.number': 'CHG0030003' }]);
    expect(await numbers('number=javascript:"CHG0030001"')).toEqual(['CHG0030001']);
  });

  it('a column hidden from the caller is refused in a query', async () => {
    const asked = await ask(servicenow, listPath('sys_user', 'mobile_phoneISNOTEMPTY'));
    expect([asked.status, asked.body.error]).toEqual([403, { message: 'Insufficient rights to query records', detail: 'Field(s) present in the query do not have permission to be read' }]);
  });

  it('emergency approvals are not found by sysapproval, only by document_id', async () => {
    const change = await idOf(servicenow, 'change_request', 'type=emergency^state=-3');
    expect(records(await ask(servicenow, listPath('sysapproval_approver', `sysapproval=${change}`)))).toEqual([]);
    expect(records(await ask(servicenow, listPath('sysapproval_approver', `sysapproval=${change}^ORdocument_id=${change}`)))).toHaveLength(1);
  });
});
