import { waitingApproval } from '../bank/bank.ts';
import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, record, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
let change: string;
let approval: string;
beforeEach(async () => {
  servicenow = await startForSpec();
  change = await idOf(servicenow, 'change_request', `number=${waitingApproval.change}`);
  approval = await idOf(servicenow, 'sysapproval_approver', `document_id=${change}^approver.user_name=${waitingApproval.approver}`);
});
afterEach(() => servicenow.close());

const stand = async (): Promise<unknown> => {
  const { state, approval: granted } = record(await ask(servicenow, `/api/now/table/change_request/${change}`));
  return [state, granted];
};

describe('approving a change', () => {
  it('by its last approver, in the Table API, schedules it', async () => {
    const answer = await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'approved' } });
    expect([answer.status, await stand()]).toEqual([200, ['-2', 'approved']]);
  });

  it('by its last approver, in sn_chg_rest, schedules it and tells the state as a string beside a bare sys_id', async () => {
    const answer = await ask(servicenow, `/api/sn_chg_rest/change/${change}/approvals`, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'approved' } });
    expect(records(answer)[0]).toMatchObject({ sys_id: change, state: { value: '-2', display_value: 'Scheduled' }, risk: { value: 3 } });
    expect(await stand()).toEqual(['-2', 'approved']);
  });

  it('is for nobody else: not the integration user, not one who has approved already, not by POST', async () => {
    const path = `/api/sn_chg_rest/change/${change}/approvals`;
    for (const as of ['muster.integration', 'grace.chen']) {
      expect((await ask(servicenow, path, { as, method: 'PATCH', body: { state: 'approved' } })).status).toBe(400);
    }
    expect((await ask(servicenow, path, { as: waitingApproval.approver, method: 'POST', body: { state: 'approved' } })).status).toBe(405);
    expect((await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { as: 'grace.chen', method: 'PATCH', body: { state: 'approved' } })).status).toBe(403);
    expect(await stand()).toEqual(['-3', 'requested']);
  });

  it('by an administrator works too', async () => {
    await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { as: 'admin', method: 'PATCH', body: { state: 'approved' } });
    expect(await stand()).toEqual(['-2', 'approved']);
  });

  it('refused sends it back to New, and wants a comment in sn_chg_rest', async () => {
    const path = `/api/sn_chg_rest/change/${change}/approvals`;
    expect((await ask(servicenow, path, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'rejected' } })).status).toBe(400);
    expect((await ask(servicenow, path, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'rejected', comments: 'no test plan' } })).status).toBe(200);
    expect(await stand()).toEqual(['-5', 'rejected']);
  });

  it('is asked for anew when a change enters Authorize again', async () => {
    await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'rejected' } });
    for (const state of ['-4', '-3']) expect((await ask(servicenow, `/api/now/table/change_request/${change}`, { method: 'PATCH', body: { state } })).status).toBe(200);
    expect(await stand()).toEqual(['-3', 'requested']);
    const open = records(await ask(servicenow, listPath('sysapproval_approver', `sysapproval=${change}^state=requested`, '&sysparm_fields=approver.user_name')));
    expect(open.map((row) => row['approver.user_name']).sort()).toEqual(['grace.chen', 'omar.haddad']);
    const approve = (as: string): Promise<unknown> => ask(servicenow, `/api/sn_chg_rest/change/${change}/approvals`, { as, method: 'PATCH', body: { state: 'approved' } });
    await approve('grace.chen');
    expect(await stand()).toEqual(['-3', 'requested']);
    await approve('omar.haddad');
    expect(await stand()).toEqual(['-2', 'approved']);
  });

  it('of a group by one member lets the others off', async () => {
    const other = await idOf(servicenow, 'sysapproval_approver', `document_id=${change}^approver.user_name=grace.chen`);
    const group = record(await ask(servicenow, '/api/now/table/sysapproval_group', { as: 'admin', method: 'POST', body: { parent: change, approval: 'requested' } }))['sys_id'];
    for (const id of [approval, other]) await ask(servicenow, `/api/now/table/sysapproval_approver/${id}`, { as: 'admin', method: 'PATCH', body: { group, state: 'requested' } });
    await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { as: waitingApproval.approver, method: 'PATCH', body: { state: 'approved' } });
    expect(record(await ask(servicenow, `/api/now/table/sysapproval_approver/${other}`))['state']).toBe('not_required');
    expect(await stand()).toEqual(['-2', 'approved']);
  });
});
