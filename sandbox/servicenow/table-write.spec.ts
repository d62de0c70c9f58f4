import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, record, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
beforeEach(async () => { servicenow = await startForSpec(); });
afterEach(() => servicenow.close());

const path = async (number: string): Promise<string> => `/api/now/table/change_request/${await idOf(servicenow, 'change_request', `number=${number}`)}`;

describe('writes by the Table API', () => {
  it('keep what was sent, count it and say who and when', async () => {
    const at = await path('CHG0030001');
    const answer = await ask(servicenow, at, { method: 'PATCH', body: { backout_plan: 'Call Tomas.', work_notes: 'by the hub' } });
    expect(answer.status).toBe(200);
    expect(record(await ask(servicenow, at))).toMatchObject({ backout_plan: 'Call Tomas.', sys_updated_by: 'muster.integration', sys_updated_on: '2026-03-11 10:20:00', sys_mod_count: '5' });
    await ask(servicenow, at, { method: 'PATCH', body: { backout_plan: 'Call Tomas.' } });
    expect(record(await ask(servicenow, at))['sys_mod_count']).toBe('5');
  });

  it('answer 200 to unknown and read-only fields and change nothing', async () => {
    const at = await path('CHG0030003');
    const answer = await ask(servicenow, at, { method: 'PATCH', body: { approval: 'approved', number: 'CHG1', aproval: 'approved', sys_mod_count: '99' } });
    expect(answer.status).toBe(200);
    expect(record(answer)).toMatchObject({ approval: 'requested', number: 'CHG0030003', sys_mod_count: '4' });
    expect(record(answer)).not.toHaveProperty('aproval');
  });

  it('make a change that nobody was asked to approve yet: "not requested", with a space', async () => {
    const made = record(await ask(servicenow, '/api/now/table/change_request', { method: 'POST', body: { short_description: 'New' } }));
    expect(made).toMatchObject({ approval: 'not requested', state: '-5' });
  });

  it('lock an account out and leave it active', async () => {
    const at = `/api/now/table/sys_user/${await idOf(servicenow, 'sys_user', 'user_name=sofia.rossi')}`;
    expect((await ask(servicenow, at, { method: 'PATCH', body: { locked_out: 'true' }, as: 'admin' })).status).toBe(200);
    expect(record(await ask(servicenow, at))).toMatchObject({ locked_out: 'true', active: 'true' });
  });

  it('never read journals back as a value', async () => {
    const at = await path('CHG0030001');
    expect(record(await ask(servicenow, at, { method: 'PATCH', body: { work_notes: 'deployment 7 started' } }))['work_notes']).toBe('');
    expect(record(await ask(servicenow, `${at}?sysparm_display_value=true`))['work_notes']).toContain('deployment 7 started');
    expect(records(await ask(servicenow, listPath('sys_journal_field', 'element=work_notes', '&sysparm_fields=value')))).toEqual([{ value: 'deployment 7 started' }]);
  });

  it('abort an illegal state by business rule, with the state unchanged', async () => {
    const at = await path('CHG0030001');
    const answer = await ask(servicenow, at, { method: 'PATCH', body: { state: '3', backout_plan: 'lost too' } });
    expect(answer.status).toBe(403);
    expect(answer.body.error?.detail).toMatch(/^Operation against file 'change_request' was aborted by Business Rule 'State model - Can change state\?\^[0-9a-f]{32}'/);
    expect(record(await ask(servicenow, at))).toMatchObject({ state: '-2', sys_mod_count: '4' });
  });

  it('walk the state model to the end, which wants a close code', async () => {
    const at = await path('CHG0030001');
    const to = async (body: object): Promise<unknown[]> => {
      const answer = await ask(servicenow, at, { method: 'PATCH', body });
      return [answer.status, record(await ask(servicenow, at))['state']];
    };
    expect(await to({ state: '-1' })).toEqual([200, '-1']);
    expect(await to({ state: '0' })).toEqual([200, '0']);
    expect(await to({ state: '4' })).toEqual([403, '0']);
    expect(await to({ state: '3' })).toEqual([403, '0']);
    expect(await to({ state: '3', close_code: 'successful', close_notes: 'fine' })).toEqual([200, '3']);
  });

  it('hold a change that is on hold where it is, but let it be cancelled', async () => {
    const at = await path('CHG0030001');
    expect((await ask(servicenow, at, { method: 'PATCH', body: { on_hold: true } })).status).toBe(200);
    expect((await ask(servicenow, at, { method: 'PATCH', body: { state: '-1' } })).status).toBe(403);
    expect((await ask(servicenow, at, { method: 'PATCH', body: { state: '-1', on_hold: 'false' } })).status).toBe(200);
    expect((await ask(servicenow, at, { method: 'PATCH', body: { on_hold: 'true', state: '4' } })).status).toBe(200);
  });

  it('do not schedule a change that was not approved', async () => {
    expect((await ask(servicenow, await path('CHG0030003'), { method: 'PATCH', body: { state: '-2' } })).status).toBe(403);
  });

  it('are refused to those who may not', async () => {
    const approval = await idOf(servicenow, 'sysapproval_approver', 'sysapproval.number=CHG0030003^state=requested');
    const answer = await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { method: 'PATCH', body: { state: 'approved' } });
    expect([answer.status, answer.body.error]).toEqual([403, { message: 'Operation Failed', detail: 'ACL Exception Update Failed due to security constraints' }]);
  });

  it('make an incident with a number and a looked-up priority, whatever priority was sent', async () => {
    const answer = await ask(servicenow, '/api/now/table/incident', { method: 'POST', body: { short_description: 'Deployment failed', impact: '2', urgency: '1', priority: '1', correlation_id: 'deployment-7' } });
    expect(answer.status).toBe(201);
    expect(record(answer)).toMatchObject({ number: 'INC0010041', state: '1', priority: '2', opened_at: '2026-03-11 10:20:00', correlation_id: 'deployment-7' });
    expect(answer.headers.get('location')).toBe(`${servicenow.url}/api/now/table/incident/${String(record(answer)['sys_id'])}`);
  });

  it('make a second incident for the same correlation id, and only the first of a list', async () => {
    const body = { short_description: 'twice', correlation_id: 'deployment-8' };
    await ask(servicenow, '/api/now/table/incident', { method: 'POST', body });
    await ask(servicenow, '/api/now/table/incident', { method: 'POST', body: [body, body] });
    expect(records(await ask(servicenow, listPath('incident', 'correlation_id=deployment-8')))).toHaveLength(2);
  });

  it('want to know how an incident was resolved', async () => {
    const id = await idOf(servicenow, 'incident', 'number=INC0010001');
    expect((await ask(servicenow, `/api/now/table/incident/${id}`, { method: 'PATCH', body: { state: '6' } })).body.error?.detail).toMatch(/^Data Policy Exception/);
    expect((await ask(servicenow, `/api/now/table/incident/${id}`, { method: 'PATCH', body: { state: '6', close_code: 'Solution provided', close_notes: 'restarted' } })).status).toBe(200);
  });
});
