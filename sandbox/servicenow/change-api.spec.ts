import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, record, records, startForSpec, type WireAnswer } from './spec-client.ts';

let servicenow: StandIn;
let change: string;
beforeEach(async () => {
  servicenow = await startForSpec();
  change = await idOf(servicenow, 'change_request', 'number=CHG0030001');
});
afterEach(() => servicenow.close());

const base = '/api/sn_chg_rest/change';
const until = async (path: string, done: (answer: WireAnswer) => boolean): Promise<WireAnswer> => {
  for (;;) {
    const answer = await ask(servicenow, path);
    if (done(answer)) return answer;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
};

describe('the Change Management API', () => {
  it('types its values where the Table API has strings', async () => {
    expect(record(await ask(servicenow, `${base}/${change}`))).toMatchObject({
      state: { display_value: 'Scheduled', value: -2 }, on_hold: { display_value: 'false', value: false }, risk: { display_value: 'Moderate', value: 3 }, sys_mod_count: { value: 4 },
      start_date: { display_value: '11.03.2026 10:20:00', value: '2026-03-11 09:20:00', display_value_internal: '2026-03-11 10:20:00' }, type: { display_value: 'Normal', value: 'normal' },
      work_end: { display_value: '', value: '', display_value_internal: '' }, sys_id: { display_value: change, value: change },
    });
  });

  it('lists by type, ordered by number, without total or Link; hidden changes are missing', async () => {
    const answer = await ask(servicenow, `${base}/standard?sysparm_limit=3`);
    const numbers = records(answer).map((row) => (row['number'] as { value: string }).value);
    expect(numbers).toEqual([...numbers].sort());
    expect([answer.headers.get('x-total-count'), answer.headers.get('link')]).toEqual([null, null]);
    expect(records(await ask(servicenow, base))).toHaveLength(197);
    expect((await ask(servicenow, `${base}/standard/${change}`)).status).toBe(404);
    expect((await ask(servicenow, `${base}/normal/${change}`)).status).toBe(200);
  });

  it('names fields that it ignored in __meta and takes values from the query string too', async () => {
    const answer = await ask(servicenow, `${base}/${change}?short_description=Renamed`, { method: 'PATCH', body: { nonsense: 1, approval: 'approved' } });
    expect(record(answer)).toMatchObject({ short_description: { value: 'Renamed' }, __meta: { ignoredFields: ['nonsense', 'approval'] } });
  });

  it('wraps the business rule\'s no', async () => {
    const answer = await ask(servicenow, `${base}/${change}`, { method: 'PATCH', body: { state: '3' } });
    expect([answer.status, answer.body.error]).toEqual([403, { message: expect.stringMatching(/^Change Request record could not be updated\. Operation against file/) as string, detail: '' }]);
  });

  it('tells the next states, itself included, without conditions', async () => {
    expect(record(await ask(servicenow, `${base}/${change}/nextstates`))).toMatchObject({
      available_states: ['-1', '4', '-2'], state_label: { '-1': 'Implement', 4: 'Canceled', '-2': 'Scheduled' },
      state_transitions: [[{ from_state: '-2', to_state: '-1', transition_available: true, conditions: [] }], [{ to_state: '4' }]],
    });
    await ask(servicenow, `/api/now/table/change_request/${change}`, { method: 'PATCH', body: { on_hold: 'true' } });
    expect(record(await ask(servicenow, `${base}/${change}/nextstates`))['available_states']).toEqual(['4', '-2']);
  });
});

describe('the conflict check', () => {
  it('is asynchronous, and its status says "Conflict" where there are none', async () => {
    const unchecked = await idOf(servicenow, 'change_request', 'number=CHG0030002');
    expect((await ask(servicenow, `${base}/${unchecked}/conflict`)).status).toBe(404);
    expect(record(await ask(servicenow, `${base}/${unchecked}/conflict`, { method: 'POST' }))).toMatch(/^[0-9a-f]{32}$/);
    expect(record(await ask(servicenow, `${base}/${unchecked}/conflict`))).toMatchObject({ job_status: '1', last_run: '' });
    const done = await until(`${base}/${unchecked}/conflict`, (answer) => record(answer)['job_status'] === '2');
    expect(record(done)).toEqual({ status: 'Conflict', last_run: '2026-03-11 10:20:00', record_count: '1', job_status: '2', conflicts: [] });
    expect(record(await ask(servicenow, `/api/now/table/change_request/${unchecked}`))['conflict_status']).toBe('No Conflict');
  });

  it('finds the other change on the same item, and stays a snapshot when dates move', async () => {
    const payments = await idOf(servicenow, 'change_request', 'number=CHG0030003');
    await ask(servicenow, `${base}/${payments}/conflict`, { method: 'POST' });
    const found = record(await until(`${base}/${payments}/conflict`, (answer) => record(answer)['job_status'] === '2'));
    expect(found['conflicts']).toMatchObject([{ type: { value: 'ci_already_scheduled' }, conflicting_change: { display_value: 'CHG0030004' }, configuration_item: { display_value: 'payments-api-prod' } }]);
    await ask(servicenow, `/api/now/table/change_request/${payments}`, { method: 'PATCH', body: { start_date: '2027-01-01 00:00:00', end_date: '2027-01-01 04:00:00' } });
    expect(record(await ask(servicenow, `${base}/${payments}/conflict`))['conflicts']).toHaveLength(1);
  });
});

describe("a change's items", () => {
  it('do not necessarily list the primary item among the affected ones', async () => {
    const affected = records(await ask(servicenow, `${base}/${change}/ci?association_type=affected`)).map((row) => (row['ci_item'] as { display_value: string }).display_value);
    expect(affected).not.toContain('ledger-api-prod');
    expect(affected).toContain('ledger-db-prod');
    expect(records(await ask(servicenow, `${base}/${change}/ci?association_type=impacted`))[0]).toMatchObject({ cmdb_ci_service: { display_value: 'Ledger' } });
    expect((await ask(servicenow, `${base}/${change}/ci`)).status).toBe(400);
  });

  it('are added by a worker that is Complete even where an item was ignored', async () => {
    const edge = await idOf(servicenow, 'cmdb_ci', 'name=edge-lb-prod');
    const started = await ask(servicenow, `${base}/${change}/ci`, { method: 'POST', body: { cmdb_ci_sys_ids: [edge, 'f'.repeat(32)], association_type: 'affected' } });
    expect([started.status, record(started)['state']]).toEqual([202, { value: 1, display_value: 'Waiting' }]);
    const { worker } = record(started) as { worker: { sysId: string } };
    const done = await until(`${base}/worker/${worker.sysId}`, (answer) => (record(answer)['state'] as { value: number }).value === 3);
    expect(record(done)).toMatchObject({ state: { display_value: 'Complete' }, ignored_cmdb_ci_sys_ids: ['f'.repeat(32)], messages: { errorMessages: [] } });
    expect(records(await ask(servicenow, `${base}/${change}/ci?association_type=affected`))).toHaveLength(4);
  });
});

describe('the catalogue of changes', () => {
  const listed = async (path: string): Promise<Record<string, { value: string }>[]> => records(await ask(servicenow, `${base}${path}`)) as Record<string, { value: string }>[];
  const idIn = async (path: string, name: string): Promise<string> => (await listed(path)).find((row) => row['name']?.value === name)?.['sys_id']?.value ?? '';

  it('lists active templates and models by name', async () => {
    expect((await listed('/standard/template')).map((row) => row['name']?.value)).toEqual(['Deploy a service to staging', 'Restart an application server']);
    expect((await listed('/model')).map((row) => row['name']?.value)).toEqual(['Automated release', 'Emergency repair', 'Registered release']);
    const id = await idIn('/standard/template', 'Deploy a service to staging');
    expect(record(await ask(servicenow, `${base}/standard/template/${id}`))).toMatchObject({ sys_id: { value: id }, current_version: { display_value: 'Deploy a service to staging - 1' } });
  });

  it('makes a standard change whose fixed values win, and names those that were sent for them', async () => {
    const id = await idIn('/standard/template', 'Deploy a service to staging');
    const made = record(await ask(servicenow, `${base}/standard/${id}`, { method: 'POST', body: { short_description: 'Ours', backout_plan: 'Ours', nonsense: 1 } }));
    expect(made).toMatchObject({
      type: { value: 'standard' }, short_description: { value: 'Ours' }, backout_plan: { value: 'Run the pipeline again with the version before.' },
      std_change_producer_version: { display_value: 'Deploy a service to staging - 1' }, __meta: { ignoredFields: ['nonsense', 'backout_plan'] },
    });
    expect((await ask(servicenow, `${base}/standard/${'f'.repeat(32)}`, { method: 'POST', body: {} })).status).toBe(400);
    expect((await ask(servicenow, `${base}/standard`, { method: 'POST', body: {} })).status).not.toBe(200);
  });

  it('makes a change of a model, of whom it is said who asked for it', async () => {
    const id = await idIn('/model', 'Emergency repair');
    const made = record(await ask(servicenow, `${base}?chg_model=${id}`, { method: 'POST', body: { short_description: 'Ours' } }));
    expect(made).toMatchObject({ type: { value: 'emergency' }, chg_model: { display_value: 'Emergency repair' }, requested_by: { display_value: 'Muster Integration' } });
    expect((await ask(servicenow, base, { method: 'POST', body: {} })).status).toBe(400);
  });
});
