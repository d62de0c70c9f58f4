import type { StandIn } from '../kernel/index.ts';
import { servicenowCredentials } from '../bank/credentials.ts';
import { ask, idOf, listPath, record, records, startForSpec } from './spec-client.ts';

const { admin } = servicenowCredentials;
let servicenow: StandIn;
beforeEach(async () => { servicenow = await startForSpec(); });
afterEach(() => servicenow.close());

const play = (faults: readonly object[]): Promise<Response> => fetch(`${servicenow.url}/__sandbox/servicenow/troubles`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
const changes = listPath('change_request', 'ORDERBYnumber', '&sysparm_limit=20&sysparm_fields=number');

describe('troubles that only this tool has', () => {
  it('a transaction cut after 60 s leaves rows and an error beside them inside a 200', async () => {
    await play([{ kind: 'cut', times: 1 }]);
    const answer = await ask(servicenow, changes);
    expect([answer.status, answer.body.error?.message]).toEqual([200, 'Transaction cancelled: maximum execution time exceeded']);
    expect(records(answer)).toHaveLength(10);
    expect(records(await ask(servicenow, changes))).toHaveLength(19);
  });

  it('a transaction cut after 60 s may also leave JSON that ends in a comma and a bracket', async () => {
    await play([{ kind: 'cut-json', times: 1 }]);
    const answer = await fetch(servicenow.url + changes, { headers: { authorization: `Basic ${Buffer.from(`${admin.userName}:${admin.password}`).toString('base64')}` } });
    expect([answer.status, (await answer.text()).endsWith(',]')]).toEqual([200, true]);
  });

  it('a hibernating instance answers 200 with a page', async () => {
    await play([{ kind: 'hibernating' }]);
    const answer = await ask(servicenow, changes);
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/html']);
    expect(answer.text).toContain('hibernating');
  });

  it('a rate rule answers 429 with its headers by the hour, and without a rule there are none', async () => {
    expect((await ask(servicenow, changes)).headers.get('x-ratelimit-limit')).toBeNull();
    await play([{ kind: 'rate-rule' }]);
    const answer = await ask(servicenow, changes);
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-limit'), answer.headers.get('x-ratelimit-rule')?.length]).toEqual([429, '1200', '500', 32]);
    expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeGreaterThan(1_000_000_000);
    expect(answer.body.error?.message).toBe('Rate limit exceeded');
  });
});

describe('shapes of single tables', () => {
  it('an amount says its currency only in its third word, and thousands carry commas', async () => {
    const [row] = records(await ask(servicenow, listPath('alm_license', 'display_nameSTARTSWITHDiagram', '&sysparm_display_value=all&sysparm_fields=cost,rights')));
    expect(row).toEqual({ cost: { display_value: '$14,400.00', value: '14400', currency_display_value: 'USD;14400' }, rights: { display_value: '1,200', value: '1200' } });
  });

  it('tables of Software Asset Management are not there: 400', async () => {
    expect(await ask(servicenow, '/api/now/table/samp_sw_entitlement?sysparm_limit=1')).toMatchObject({ status: 400, body: { error: { message: 'Invalid table samp_sw_entitlement' } } });
  });

  it('articles that user criteria hide leave no trace, in the table a counted one', async () => {
    const found = record(await ask(servicenow, '/api/sn_km_api/knowledge/articles?query=vault&limit=10')) as { meta: { count: number }; articles: unknown[] };
    expect([found.meta.count, found.articles]).toEqual([0, []]);
    const listed = await ask(servicenow, listPath('kb_knowledge', 'short_descriptionLIKEvault'));
    expect([records(listed), listed.headers.get('x-total-count')]).toEqual([[], '1']);
  });

  it('a knowledge article is told with its table in its id and blanks in its title', async () => {
    const found = record(await ask(servicenow, '/api/sn_km_api/knowledge/articles?query=runbook&limit=1&fields=workflow_state')) as { articles: readonly { id: string; title: string; fields: object }[] };
    expect(found.articles[0]).toMatchObject({ id: expect.stringMatching(/^kb_knowledge:[0-9a-f]{32}$/) as string, title: expect.stringMatching(/\n\t\t$/) as string, fields: { workflow_state: { value: 'published' } } });
  });

  it('time slots come from a worker, only at its end, and not at all where there are none', async () => {
    const id = await idOf(servicenow, 'change_request', 'number=CHG0030006');
    const started = await ask(servicenow, `/api/sn_chg_rest/change/${id}/schedule`);
    expect([started.status, record(started)]).toMatchObject([202, { state: { value: 1 }, type: 'schedule' }]);
    expect(record(started)).not.toHaveProperty('payload');
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    const { worker } = record(started) as { worker: { sysId: string } };
    expect(record(await ask(servicenow, `/api/sn_chg_rest/change/worker/${worker.sysId}`))).toMatchObject({ state: { value: 3, display_value: 'Complete' }, payload: { spans: expect.arrayContaining([{ start: expect.anything() as unknown, end: expect.anything() as unknown }]) as unknown } });
    const tooLong = await idOf(servicenow, 'change_request', 'number=CHG0030001');
    const second = record(await ask(servicenow, `/api/sn_chg_rest/change/${tooLong}/schedule`)) as { worker: { sysId: string } };
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    expect(record(await ask(servicenow, `/api/sn_chg_rest/change/worker/${second.worker.sysId}`))).not.toHaveProperty('payload');
  });

  it('a change of a model has values of its own, and nextstates names conditions', async () => {
    const models = records(await ask(servicenow, '/api/sn_chg_rest/change/model')) as { sys_id: { value: string }; name: { value: string } }[];
    const model = models.find(({ name }) => name.value === 'Registered release')?.sys_id.value ?? '';
    const change = record(await ask(servicenow, `/api/sn_chg_rest/change?chg_model=${model}`, { method: 'POST', body: { short_description: 'x' } })) as { sys_id: { value: string }; state: object };
    expect(change.state).toEqual({ display_value: 'Draft', value: -50 });
    expect(record(await ask(servicenow, `/api/sn_chg_rest/change/${change.sys_id.value}/nextstates`))).toMatchObject({ available_states: ['-40', '4', '-50'], state_label: { '-40': 'Scheduled' }, state_transitions: [[{ to_state: '-40', conditions: [{ passed: true, condition: { name: 'Not On hold' } }] }], [{ to_state: '4' }]] });
    expect((await ask(servicenow, `/api/now/table/change_request/${change.sys_id.value}`, { method: 'PATCH', body: { state: '-1' } })).status).toBe(403);
  });
});
