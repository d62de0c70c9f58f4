import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import { checkExpression, filled } from './expression.ts';
import { prometheus } from './index.ts';

const site = 'http://127.0.0.1:9';
const subject = { service: 'payments', environment: 'production', release: 'payments-2.4.0', version: '2.4.0' };

function connect() {
  return prometheus.connect({ name: 'prometheus', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
}

async function measure() {
  return await connect().metrics?.measure('errors', subject, judging);
}

function answers(body: object, status = 200): void {
  nock(site).post('/api/v1/query').reply(status, body);
}

const vector = (...result: readonly object[]): object => ({ status: 'success', data: { resultType: 'vector', result } });
const value = (text: unknown): object => ({ metric: {}, value: [1, text] });

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('an expression', () => {
  it('is filled with what is deployed, escaped', () => {
    expect(filled('e{service="$service",v="$version"} / on() label_replace(x, "a", "$1", "b", "(.*)$")', { ...subject, version: '1"\\\n' })).toBe('e{service="payments",v="1\\"\\\\\\n"} / on() label_replace(x, "a", "$1", "b", "(.*)$")');
  });

  it.each([['e{service="$servce"}', '$servce'], ['e{service=$service}', 'stands outside double quotes'], ['rate(e[5m]) > $version', 'stands outside double quotes']])('%s is a mistake', (expression, because) => {
    expect(() => { checkExpression(expression); }).toThrow(expect.objectContaining({ name: 'UserMistake', message: expect.stringContaining(because) as string, path: ['expression'] }) as Error);
  });

  it.each(['1', 'e{service="$service",environment="$environment",release="$release"}', 'label_replace(e, "a", "$1", "b", "(.*)$")', 'e{a="\\"$service"}'])('%s is none', (expression) => {
    expect(() => { checkExpression(expression); }).not.toThrow();
  });
});

describe('measuring', () => {
  it.each([
    [vector(value('0.5'), value('1e-3')), [0.5, 0.001]], [vector(value('NaN'), value('+Inf'), value('-Inf'), value('Inf')), [NaN, Infinity, -Infinity, Infinity]], [vector(), []],
    [{ status: 'success', data: { resultType: 'scalar', result: [1, '-7'] } }, [-7]],
  ])('%j is %j', async (body, values) => {
    answers(body);
    expect(await measure()).toEqual({ values, isComplete: true });
  });

  it('is not whole when warned', async () => {
    answers({ ...vector(value('1')), warnings: ['a store is down'], infos: ['a hint'] });
    expect(await measure()).toEqual({ values: [1], isComplete: false });
    answers({ ...vector(value('1')), infos: ['a hint'] });
    expect((await measure())?.isComplete).toBe(true);
  });

  it.each([
    [{}], [{ status: 'success' }], [{ status: 'error', errorType: 'internal' }], [vector({ metric: {}, histogram: [1, {}] })], [vector(value(1))], [vector(value('0x10'))], [vector(value(''))], [vector(value('Infinity'))],
    [{ status: 'success', data: { resultType: 'matrix', result: [] } }], [{ status: 'success', data: { resultType: 'string', result: [1, '1'] } }],
  ])('%j is no answer', async (body) => {
    answers(body);
    await expect(measure()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it.each([[400, 'bad_data', 'UNEXPECTED_ANSWER', 'does not understand the expression'], [422, 'execution', 'UNEXPECTED_ANSWER', 'cannot reckon'], [503, 'timeout', 'SERVER_ERROR', 'took longer'], [500, 'internal', 'SERVER_ERROR', '500']])('%d %s is %s, and its own text is kept back', async (status, errorType, code, because) => {
    nock(site).post('/api/v1/query').times(3).reply(status, { status: 'error', errorType, error: 'SECRET 1:1' });
    const problem = await measure().catch((error: unknown) => error);
    expect(problem).toMatchObject({ problem: { code, message: expect.stringContaining(because) as string } });
    expect(JSON.stringify(problem)).not.toContain('SECRET');
  });

  it('takes no oauth', () => {
    expect(() => prometheus.connect({ name: 'p', isProduction: true, url: site, auth: { kind: 'oauth', clientId: 'c', clientSecret: 's' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } })).toThrow(expect.objectContaining({ path: ['auth'] }) as Error);
  });
});
