import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, record, records, startForSpec } from './spec-client.ts';

const folder = join(import.meta.dirname, '../../../shared/apis/recordings/servicenow');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const recorded = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

let servicenow: StandIn;
beforeAll(async () => { servicenow = await startForSpec(); });
afterAll(() => servicenow.close());

suite(isThere ? 'beside recorded answers' : 'beside recorded answers (skipped: ../shared/apis is not here)', () => {
  it('every column of the recorded change has the same members and the same kind of value', async () => {
    const theirs = (recorded('chg_rest_list_change.json') as { result: Record<string, Record<string, unknown>>[] }).result[0] ?? {};
    const id = await idOf(servicenow, 'change_request', 'number=CHG0031001');
    const ours = record(await ask(servicenow, `/api/sn_chg_rest/change/${id}`)) as Record<string, Record<string, unknown>>;
    const known = Object.keys(theirs).filter((name) => name in ours);
    expect(known.length).toBeGreaterThan(60);
    for (const name of known) {
      expect([name, Object.keys(ours[name] ?? {})]).toEqual([name, Object.keys(theirs[name] ?? {})]);
      const [their, our] = [theirs[name]?.['value'], ours[name]?.['value']];
      if (their !== '' && our !== '') expect([name, typeof our]).toEqual([name, typeof their]);
    }
  });

  it('every column of the recorded incident is told alike: text, or an object with link and value', async () => {
    const theirs = (recorded('table_incident_get.json') as { result: Record<string, unknown> }).result;
    const ours = records(await ask(servicenow, '/api/now/table/incident?sysparm_limit=1'))[0] ?? {};
    const known = Object.keys(theirs).filter((name) => name in ours && theirs[name] !== '' && ours[name] !== '' && name !== 'sys_domain');
    expect(known.length).toBeGreaterThan(15);
    const shape = (value: unknown): unknown => (typeof value === 'object' ? Object.keys(value ?? {}) : typeof value);
    for (const name of known) expect([name, shape(ours[name])]).toEqual([name, shape(theirs[name])]);
  });

  it('refuses in the measured words', async () => {
    const measured = (recorded('measured_errors.json') as { status: number; body: unknown }[]).map(({ status, body }) => JSON.stringify([status, body]));
    const approval = await idOf(servicenow, 'sysapproval_approver', 'sysapproval.number=CHG0030003^state=requested');
    const refused = [
      await ask(servicenow, '/api/now/table/sys_nonexistent'),
      await ask(servicenow, '/api/now/table/incident', { headers: { authorization: '' } }),
      await ask(servicenow, '/api/now/table/sys_user?sysparm_query=mobile_phone=1'),
      await ask(servicenow, `/api/now/table/sysapproval_approver/${approval}`, { method: 'PATCH', body: { state: 'approved' } }),
      await ask(servicenow, `/api/now/table/incident/${'0'.repeat(32)}`),
    ];
    for (const answer of refused) expect(measured).toContain(JSON.stringify([answer.status, answer.body]));
  });

  it('an identified item is told with the recorded members', async () => {
    const theirs = (recorded('ire_identifyreconcile.json') as { result: { items: object[] } }).result;
    const ours = record(await ask(servicenow, '/api/now/identifyreconcile?sysparm_data_source=Muster', { method: 'POST', body: { items: [{ className: 'cmdb_ci_appl', values: { name: 'cards-api-prod', version: '3.1.0' } }] } }));
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    const [ourItem = {}] = ours['items'] as object[];
    expect(Object.keys(theirs.items[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(ourItem)));
  });
});
