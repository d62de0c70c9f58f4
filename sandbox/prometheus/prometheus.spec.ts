import type { StandIn } from '../kernel/index.ts';
import { prometheusCredentials, startPrometheus } from './prometheus.ts';

const basic = (userName: string, password: string): string => `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
const authorization = basic(prometheusCredentials.userName, prometheusCredentials.password);
const now = new Date('2026-03-02T09:00:00Z');
const errors = (service: string, value: string, more = {}) => ({ name: 'errors', labels: { service }, value, ...more });

let tool: StandIn;
beforeAll(async () => { tool = await startPrometheus({ port: 0, now: () => now }); });
afterAll(() => tool.close());

async function measured(...series: readonly object[]): Promise<void> {
  await fetch(`${tool.url}/__sandbox/metrics`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ series }) });
}

async function query(text: string, headers: Readonly<Record<string, string>> = { authorization }): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(`${tool.url}/api/v1/query`, { method: 'POST', headers, body: new URLSearchParams({ query: text }) });
  const body = await answer.text();
  return { status: answer.status, body: body.startsWith('{') ? JSON.parse(body) as unknown : body };
}

const vector = (...values: readonly string[]) => ({ status: 200, body: { status: 'success', data: { resultType: 'vector', result: values.map((value) => ({ value: [1_772_442_000, value] })) } } });

it('tells values as texts, by label, and nothing as an empty vector', async () => {
  await measured(errors('payments', 'NaN'), errors('cards', '+Inf'));
  expect(await query('errors{service="payments"}')).toMatchObject(vector('NaN'));
  expect(await query('errors')).toMatchObject(vector('NaN', '+Inf'));
  expect(await query('errors{service="ledger"}')).toEqual(vector());
  expect(await query('7')).toMatchObject({ body: { data: { resultType: 'scalar', result: [1_772_442_000, '7'] } } });
});

it('leaves out what does not fit a comparison, unless told bool', async () => {
  await measured(errors('payments', '0.2'), errors('cards', '0'));
  expect(await query('errors < 0.05')).toMatchObject(vector('0'));
  expect(await query('errors < bool 0.05')).toMatchObject(vector('0', '1'));
});

it('has no value for a native histogram', async () => {
  await measured(errors('payments', '1', { isHistogram: true }));
  expect(JSON.stringify((await query('errors')).body)).not.toContain('"value"');
});

it('refuses what it cannot read with 400, what it cannot reckon with 422, and strangers in plain text', async () => {
  await measured(errors('payments', '1'), errors('payments', '2'));
  expect(await query('sum(')).toMatchObject({ status: 400, body: { status: 'error', errorType: 'bad_data' } });
  expect(await query('errors > 0')).toMatchObject({ status: 422, body: { status: 'error', errorType: 'execution' } });
  expect(await query('1', {})).toEqual({ status: 401, body: 'Unauthorized\n' });
});

it('says what it was warned of beside the answer', async () => {
  await fetch(`${tool.url}/__sandbox/metrics`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ series: [errors('payments', '1')], warnings: ['a store is down'] }) });
  expect(await query('errors')).toMatchObject({ status: 200, body: { warnings: ['a store is down'], data: { result: [{}] } } });
});
