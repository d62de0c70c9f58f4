import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, listPath, records, startForSpec } from './spec-client.ts';

let servicenow: StandIn;
beforeAll(async () => { servicenow = await startForSpec(); });
afterAll(() => servicenow.close());

describe("ServiceNow's refusals", () => {
  it('401 without, with wrong, and with a leaver\'s credentials', async () => {
    const refused = { message: 'User Not Authenticated', detail: 'Required to provide Auth information' };
    for (const headers of [{ authorization: '' }, { authorization: 'Basic bm9ib2R5Om5vdGhpbmc=' }, { authorization: 'Bearer expired' }]) {
      const answer = await ask(servicenow, '/api/now/table/incident', { headers });
      expect([answer.status, answer.body]).toEqual([401, { error: refused, status: 'failure' }]);
    }
    expect((await ask(servicenow, '/api/now/table/incident', { as: 'paul.kramer' })).status).toBe(401);
  });

  it('400 for a table that does not exist', async () => {
    const answer = await ask(servicenow, '/api/now/table/change_requests');
    expect([answer.status, answer.body.error]).toEqual([400, { message: 'Invalid table change_requests', detail: 'Table change_requests does not exist' }]);
  });

  it('404 for a record that is there and may not be read, as for one that never was', async () => {
    const hidden = await idOf(servicenow, 'cmdb_ci', 'name=fraud-vault-prod');
    const refused = { error: { message: 'No Record found', detail: "Record doesn't exist or ACL restricts the record retrieval" }, status: 'failure' };
    for (const id of [hidden, '0'.repeat(32)]) {
      const answer = await ask(servicenow, `/api/now/table/cmdb_ci/${id}`);
      expect([answer.status, answer.body]).toEqual([404, refused]);
    }
  });

  it('an empty list is 404 in v1 and 200 in v2 and without a version', async () => {
    const query = '?sysparm_query=number=CHG9999999';
    expect((await ask(servicenow, `/api/now/v1/table/change_request${query}`)).status).toBe(404);
    for (const version of ['/v2', '']) {
      const answer = await ask(servicenow, `/api/now${version}/table/change_request${query}`);
      expect([answer.status, answer.body]).toEqual([200, { result: [] }]);
    }
  });

  it('somebody without the role gets 200 and an empty list, not a refusal', async () => {
    const answer = await ask(servicenow, listPath('change_request', 'number=CHG0030001'), { as: 'vera.lind' });
    expect([answer.status, records(answer), answer.headers.get('x-total-count')]).toEqual([200, [], '1']);
    expect((await ask(servicenow, '/api/sn_chg_rest/change', { as: 'vera.lind' })).status).toBe(403);
  });

  it('414 for a URL of more than 8 KB, and no JSON', async () => {
    const ids = Array.from({ length: 250 }, () => 'a'.repeat(32)).join(',');
    const answer = await ask(servicenow, listPath('cmdb_ci', `sys_idIN${ids}`));
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([414, 'text/html']);
  });

  it('406, 415 and 400 for what it does not speak', async () => {
    expect((await ask(servicenow, '/api/now/table/incident', { headers: { accept: 'text/csv' } })).status).toBe(406);
    expect((await ask(servicenow, '/api/now/table/incident', { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(415);
    expect((await ask(servicenow, '/api/now/table/incident', { method: 'POST', body: '{"short_description":' })).status).toBe(400);
    expect((await ask(servicenow, '/api/now/nothing/here')).body.error?.message).toBe('Requested URI does not represent any resource');
  });

  it('says an injected status in its own words, and empty as its own empty list', async () => {
    const fault = (kind: object): Promise<unknown> => fetch(`${servicenow.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(kind) });
    await fault({ kind: 'status', status: 429, times: 1 });
    const limited = await ask(servicenow, '/api/now/table/incident');
    expect([limited.status, limited.body.error?.message, limited.headers.get('retry-after')]).toEqual([429, 'Rate limit exceeded', '1']);
    await fault({ kind: 'empty', times: 1 });
    expect((await ask(servicenow, '/api/now/table/incident')).body).toEqual({ result: [] });
    expect(servicenow.calls()['GET /api/now/table/incident']).toBeGreaterThan(2);
  });
});
