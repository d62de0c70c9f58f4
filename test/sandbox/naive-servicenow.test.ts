import { tellStory, waitingApproval } from '../../sandbox/bank/bank.ts';
import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startServiceNow } from '../../sandbox/servicenow/index.ts';

/** A client as one writes it in the first hour, believing what it is told. Each test shows one belief that costs dearly. */
class NaiveClient {
  constructor(private readonly url: string) {}

  async get(path: string): Promise<unknown> {
    return this.#send('GET', path);
  }

  async patch(path: string, body: object): Promise<'done'> {
    await this.#send('PATCH', path, body);
    return 'done';
  }

  async post(path: string, body?: object): Promise<unknown> {
    return this.#send('POST', path, body);
  }

  /** Stops when a page is not full. */
  async all(table: string, pageSize: number): Promise<Record<string, string>[]> {
    const found: Record<string, string>[] = [];
    for (let offset = 0; ; offset += pageSize) {
      const page = await this.get(`/api/now/table/${table}?sysparm_query=ORDERBYnumber&sysparm_limit=${pageSize}&sysparm_offset=${offset}`) as Record<string, string>[];
      found.push(...page);
      if (page.length < pageSize) return found;
    }
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const { userName, password } = servicenowCredentials.integration;
    const answer = await fetch(this.url + path, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return (await answer.json() as { result: unknown }).result;
  }
}

let servicenow: StandIn;
let naive: NaiveClient;
beforeEach(async () => {
  const now = new Date('2026-03-11T10:20:00Z');
  servicenow = await startServiceNow({ port: 0, now: () => now, story: tellStory(now) });
  naive = new NaiveClient(servicenow.url);
});
afterEach(() => servicenow.close());

type Rows = Record<string, string>[];
const changeId = async (number: string): Promise<string> => ((await naive.get(`/api/now/table/change_request?number=${number}&sysparm_fields=sys_id`)) as Rows)[0]?.['sys_id'] ?? '';

describe('a naive ServiceNow client', () => {
  it('stops at a short page and loses most of the changes', async () => {
    const found = await naive.all('change_request', 50);
    expect(found.length).toBeLessThan(60);
    const patient = await naive.get('/api/now/table/change_request') as Rows;
    expect(patient).toHaveLength(197);
  });

  it('takes limit 1 for "the first that I may see" and finds nothing', async () => {
    const query = encodeURIComponent('short_descriptionLIKErotation^ORshort_descriptionLIKEPayments 2.0.0^ORDERBYDESCshort_description');
    expect(await naive.get(`/api/now/table/change_request?sysparm_query=${query}&sysparm_limit=1`)).toEqual([]);
    expect(await naive.get(`/api/now/table/change_request?sysparm_query=${query}&sysparm_limit=100`)).toHaveLength(1);
  });

  it('believes the status of a conflict check and stops a release without conflicts', async () => {
    const path = `/api/sn_chg_rest/change/${await changeId('CHG0030001')}/conflict`;
    await naive.post(path);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    const { status, conflicts } = await naive.get(path) as { status: string; conflicts: unknown[] };
    expect([status, conflicts]).toEqual(['Conflict', []]);
  });

  it('approves a change by PATCH, is told 200, and has approved nothing', async () => {
    const path = `/api/now/table/change_request/${await changeId(waitingApproval.change)}`;
    expect(await naive.patch(path, { approval: 'approved' })).toBe('done');
    expect(await naive.get(`${path}?sysparm_fields=approval`)).toEqual({ approval: 'requested' });
  });

  it('misspells a column and takes somebody else\'s change for its own', async () => {
    const [first] = await naive.get('/api/now/table/change_request?sysparm_query=corelation_id=payments-2.4.0&sysparm_limit=1') as Rows;
    expect(first?.['number']).toBe('CHG0031001');
  });

  it('puts a key from outside into a query and reads everything', async () => {
    const key = 'payments-2.4.0^NQnumberISNOTEMPTY';
    expect(((await naive.get(`/api/now/table/change_request?sysparm_query=${encodeURIComponent(`correlation_id=${key}`)}`)) as Rows).length).toBeGreaterThan(100);
  });

  it('compares the states of the two APIs and finds them different', async () => {
    const id = await changeId('CHG0030001');
    const { state } = await naive.get(`/api/now/table/change_request/${id}`) as { state: unknown };
    const typed = await naive.get(`/api/sn_chg_rest/change/${id}`) as { state: { value: unknown } };
    expect(state === typed.state.value).toBe(false);
  });

  it('takes HTTP 200 of identify and reconcile for a written CMDB', async () => {
    const items = [{ className: 'cmdb_ci_appl', values: { name: 'payments-api-prod', version: '2.4.0' } }];
    for (const query of ['', '?sysparm_data_source=Mustr']) await naive.post(`/api/now/identifyreconcile${query}`, { items });
    expect(await naive.get('/api/now/table/cmdb_ci_appl?name=payments-api-prod&sysparm_fields=version')).toEqual([{ version: '2.3.4' }]);
  });

  it('counts the approvals of an emergency change by sysapproval and thinks there is nothing to approve', async () => {
    const [emergency] = await naive.get('/api/now/table/change_request?type=emergency&state=-3') as Rows;
    expect(await naive.get(`/api/now/table/sysapproval_approver?sysapproval=${emergency?.['sys_id'] ?? ''}`)).toEqual([]);
    expect(await naive.get(`/api/now/table/sysapproval_approver?document_id=${emergency?.['sys_id'] ?? ''}&state=requested`)).toHaveLength(1);
  });

  it('opens its incident again after a lost answer, and now there are two', async () => {
    const body = { short_description: 'Deployment 7 failed', correlation_id: 'deployment-7' };
    await fetch(`${servicenow.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'reset', when: 'after', times: 1, match: 'POST /api/now/table/incident' }) });
    await naive.post('/api/now/table/incident', body).catch(() => naive.post('/api/now/table/incident', body));
    expect(await naive.get('/api/now/table/incident?correlation_id=deployment-7')).toHaveLength(2);
  });

  it('takes the first search of time slots for its answer and sees none', async () => {
    const path = `/api/sn_chg_rest/change/${await changeId('CHG0030006')}/schedule`;
    const { payload, worker } = await naive.get(path) as { payload?: unknown; worker: { sysId: string } };
    expect(payload).toBeUndefined();
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    expect((await naive.get(`/api/sn_chg_rest/change/worker/${worker.sysId}`) as { payload: { spans: unknown[] } }).payload.spans).toHaveLength(4);
  });

  it('moves a change of a model to -1, because that is Implement, and is refused', async () => {
    const models = await naive.get('/api/sn_chg_rest/change/model') as { sys_id: { value: string }; name: { value: string } }[];
    const model = models.find(({ name }) => name.value === 'Registered release')?.sys_id.value ?? '';
    const { sys_id: id } = await naive.post(`/api/sn_chg_rest/change?chg_model=${model}`, { short_description: 'x' }) as { sys_id: { value: string } };
    await expect(naive.patch(`/api/now/table/change_request/${id.value}`, { state: '-1' })).rejects.toThrow('403');
  });
});
