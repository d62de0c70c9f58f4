import express from 'express';
import { listen } from './index.ts';
import type { Fault, StandIn } from './index.ts';

const record = { id: '10', name: 'payments', isOpen: true, count: 3, tags: ['a', 'b'], owner: { name: 'Ines' } };

describe('listen', () => {
  let standIn: StandIn;
  let done: string[];

  beforeEach(async () => {
    done = [];
    const app = express();
    app.get('/records/:id', (_req, res) => { res.json(record); });
    app.post('/records', (_req, res) => {
      done.push('post');
      res.status(201).json(record);
    });
    app.put('/__sandbox/own', (_req, res) => { res.json({ own: true }); });
    standIn = await listen({
      name: 'shelf',
      options: { port: 0, now: () => new Date() },
      app,
      emptyAnswer: () => ({ body: { records: [] } }),
      statusAnswer: (status) => ({ headers: { 'Retry-After': '7' }, body: { message: `refused ${status}` } }),
    });
  });
  afterEach(async () => { await standIn.close(); });

  const get = (path = '/records/10', init: RequestInit = {}): Promise<Response> => fetch(standIn.url + path, init);
  const post = (): Promise<Response> => get('/records', { method: 'POST' });
  const setFaults = async (faults: Fault | readonly Fault[]): Promise<Response> => get('/__sandbox/faults', {
    method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(faults),
  });
  const json = async (answer: Promise<Response>): Promise<unknown> => (await answer).json();

  it('answers the tool itself when there is no fault', async () => {
    expect(await json(get())).toEqual(record);
  });

  it('counts calls by endpoint with ids folded, and its own endpoints not at all', async () => {
    await get();
    await get('/records/11?x=1');
    await get('/records/0123456789abcdef0123456789abcdef');
    await post();
    await get('/__sandbox/own', { method: 'PUT' });
    const counted = { 'GET /records/:id': 3, 'POST /records': 1 };
    expect(standIn.calls()).toEqual(counted);
    expect(await json(get('/__sandbox/calls'))).toEqual({ calls: counted, faulted: {}, total: 4 });
    await get('/__sandbox/calls', { method: 'DELETE' });
    expect(standIn.calls()).toEqual({});
  });

  it('status: answers in the tool\'s words and never does what was asked', async () => {
    await setFaults({ kind: 'status', status: 429 });
    const answer = await post();
    expect([answer.status, answer.headers.get('Retry-After'), await answer.json()]).toEqual([429, '7', { message: 'refused 429' }]);
    expect(done).toEqual([]);
    expect(await json(get('/__sandbox/calls'))).toMatchObject({ faulted: { 'POST /records': 1 }, total: 1 });
  });

  it('status after: does it, and answers the error all the same', async () => {
    await setFaults({ kind: 'status', status: 502, when: 'after' });
    expect((await post()).status).toBe(502);
    expect(done).toEqual(['post']);
  });

  it('reset: cuts the connection before or after the deed', async () => {
    await setFaults({ kind: 'reset', times: 1 });
    await expect(post()).rejects.toThrow();
    expect(done).toEqual([]);
    await setFaults({ kind: 'reset', times: 1, when: 'after' });
    await expect(post()).rejects.toThrow();
    expect(done).toEqual(['post']);
  });

  it.each(['before', 'after'] as const)('hang %s: never answers, and closing does not wait for it', async (when) => {
    await setFaults({ kind: 'hang', when });
    const hung = post();
    await expect(Promise.race([hung, settled(150)])).resolves.toBe('no answer');
    expect(done).toEqual(when === 'after' ? ['post'] : []);
    await standIn.close();
    await expect(hung).rejects.toThrow();
  });

  it('slow: answers truly, later', async () => {
    await setFaults({ kind: 'slow', delayMs: 120 });
    const answer = get();
    await expect(Promise.race([answer, settled(40)])).resolves.toBe('no answer');
    expect(await json(answer)).toEqual(record);
  });

  it('slow before: done all the same when whoever asked no longer waits', async () => {
    await setFaults({ kind: 'slow', when: 'before', delayMs: 60, times: 1 });
    await expect(get('/records', { method: 'POST', body: 'all of it', signal: AbortSignal.timeout(20) })).rejects.toThrow();
    expect(done).toEqual([]);
    while (done.length === 0) await settled(10);
    expect(standIn.calls()).toEqual({ 'POST /records': 1 });
  });

  it('twice: handed on two times and counted once, the second answer told', async () => {
    await setFaults({ kind: 'twice', times: 1 });
    const answer = await post();
    expect([answer.status, await answer.json()]).toEqual([201, record]);
    expect(done).toEqual(['post', 'post']);
    expect(standIn.calls()).toEqual({ 'POST /records': 1 });
  });

  it('html: a sign-in page that says 200', async () => {
    await setFaults({ kind: 'html' });
    const answer = await get();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('Sign in');
  });

  it('truncate: half of the JSON, with nothing outside telling so', async () => {
    await setFaults({ kind: 'truncate' });
    const answer = await post();
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-length')])
      .toEqual([201, 'application/json; charset=utf-8', null]);
    expect(answer.headers.get('transfer-encoding')).toBe('chunked');
    const text = await answer.text();
    expect(JSON.stringify(record).startsWith(text)).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(done).toEqual(['post']);
  });

  it('empty: the tool\'s own empty answer', async () => {
    await setFaults({ kind: 'empty' });
    expect(await json(get())).toEqual({ records: [] });
  });

  it('garble: wrong types, then wrong names, then wrong shape, always valid JSON', async () => {
    await setFaults({ kind: 'garble' });
    const first = await json(get());
    expect(first).toEqual({ id: 2, name: 8, isOpen: ['yes'], count: { amount: '3' }, tags: [1, 1], owner: { name: 4 } });
    expect(await json(get())).toMatchObject({ id_garbled: '10', name: 'payments', owner: { name_garbled: 'Ines' } });
    expect(await json(get())).toEqual([record]);
    await setFaults({ kind: 'garble' });
    expect(await json(get())).toEqual(first);
  });

  it('plays the first fault that matches, for as many calls as asked, until lifted', async () => {
    await setFaults([{ kind: 'status', status: 500, match: 'GET /records/11', times: 2 }, { kind: 'empty', match: '/records' }]);
    expect((await get('/records/11')).status).toBe(500);
    expect(await json(get('/__sandbox/faults'))).toEqual([
      { kind: 'status', status: 500, match: 'GET /records/11', times: 1 }, { kind: 'empty', match: '/records' },
    ]);
    expect((await get('/records/11')).status).toBe(500);
    expect(await json(get('/records/11'))).toEqual({ records: [] });
    await get('/__sandbox/faults', { method: 'DELETE' });
    expect(await json(get('/records/11'))).toEqual(record);
    await setFaults({ kind: 'empty' });
    await setFaults([]);
    expect(await json(get())).toEqual(record);
  });

  it.each([
    [{ kind: 'explode' }, /"kind" cannot be "explode"/],
    [{ kind: 'status', statsu: 500 }, /"statsu" is no part of a fault/],
    [{ kind: 'status', times: 0 }, /"times" cannot be 0/],
    [{ status: 500 }, /"kind" is missing/],
    [null, /./],
  ])('refuses the fault %j and says why', async (fault, sentence) => {
    const answer = await setFaults(fault as Fault);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json()).replaceAll('\\', '')).toMatch(sentence);
  });

  it('delays every call but its own endpoints by the latency', async () => {
    await get('/__sandbox/latency', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"ms":120}' });
    const answer = get();
    await expect(Promise.race([answer, settled(40)])).resolves.toBe('no answer');
    expect(await json(answer)).toEqual(record);
  });

  it('says which tool and port when the port is in use', async () => {
    const port = Number(new URL(standIn.url).port);
    await expect(listen({ name: 'second', options: { port, now: () => new Date() }, app: express() }))
      .rejects.toThrow(new RegExp(`sandbox's second: port ${port} is in use`));
  });
});

function settled(ms: number): Promise<string> {
  return new Promise((resolve) => { setTimeout(() => { resolve('no answer'); }, ms); });
}
