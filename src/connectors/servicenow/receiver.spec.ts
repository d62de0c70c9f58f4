import { createHmac } from 'node:crypto';
import { servicenow } from './index.ts';
import { receiver } from './receiver.ts';

const secret = 's3cret-of-the-rule';
const at = '2026-03-02T09:00:00Z';
const clock = { now: () => new Date(at) };
const [row, owner] = ['0f'.repeat(16), 'ab'.repeat(16)];
const said = (more: object): string => JSON.stringify({ deliveryId: `change_request:${row}:3:update`, event: 'update', table: 'change_request', sysId: row, of: [], ...more });

function receive(body: string, { keyId = 'servicenow', timestamp = String(Date.parse(at) / 1_000), key = secret } = {}) {
  const signature = `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
  return receiver('servicenow', secret, clock).receive({ body: new TextEncoder().encode(body), headers: { 'x-muster-key-id': keyId, 'x-muster-timestamp': timestamp, 'x-muster-signature': signature } });
}
const mistake = (code: string) => expect.objectContaining({ name: 'UserMistake', code, message: expect.not.stringContaining(secret) as string }) as Error;

describe('what a business rule of ServiceNow posts', () => {
  it.each([
    ['change_request', 'change'], ['incident', 'incident'], ['problem', 'problem'], ['cmdb_ci', 'ci'], ['cmdb_ci_service', 'service'], ['kb_knowledge', 'knowledge'], ['sys_user', 'account'],
    ['cmn_schedule', 'window'], ['alm_license', 'licence'], ['alm_entitlement', 'entitlement'],
  ])('on %s names the %s to read again, by its sys_id in lower case', (table, kind) => {
    expect(receive(said({ table, sysId: row.toUpperCase() }))).toMatchObject({ event: `${table} update`, records: [`servicenow:${kind}:${row}`], relations: [], runIds: [], correlations: [] });
  });

  it.each([
    ['sysapproval_approver', 'change.approvals'], ['change_task', 'change.tasks'], ['task_ci', 'change.configurationItems'], ['task_cmdb_ci_service', 'change.impactedServices'], ['task_service_offering', 'change.serviceOfferings'],
  ])('on %s names what its change has to be asked for again', (table, relation) => {
    expect(receive(said({ table, of: [owner] }))).toMatchObject({ records: [], relations: [{ relation, record: `servicenow:change:${owner}` }] });
  });

  it('is told apart by what the rule says of the write, and leads nowhere from a table that we do not read', () => {
    expect(receive(said({})).deliveryId).toBe(`change_request:${row}:3:update`);
    expect(receive(said({ table: 'constructor', of: [owner] }))).toMatchObject({ records: [], relations: [] });
  });

  it('is forbidden with another key, another secret, or a moment that is not ours', () => {
    for (const wrong of [{ keyId: 'jira' }, { key: 'another' }, { timestamp: String(Date.parse(at) / 1_000 - 301) }, { timestamp: '' }]) expect(() => receive(said({}), wrong)).toThrow(mistake('FORBIDDEN'));
  });

  it.each(['', '[]', said({ event: 'guess' }), said({ sysId: 'CHG0030001' }), said({ of: ['javascript:1'] }), said({ table: 'change_request^ORsys_idISNOTEMPTY' })])('that says %j is not understood', (body) => {
    expect(() => receive(body)).toThrow(mistake('INVALID'));
  });

  it('is taken only where a secret is configured', () => {
    const settings = { name: 'servicenow', isProduction: true, url: 'http://127.0.0.1:9', auth: { kind: 'basic', userName: 'u', password: 'p' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } } as const;
    expect(servicenow.connect(settings, { clock }).receiver).toBeUndefined();
    expect(servicenow.connect({ ...settings, webhookSecret: secret }, { clock }).receiver).toBeDefined();
  });
});
