import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { WebSocket } from 'ws';
import { parse, stringify } from 'yaml';
import { Town, until, type HubProcess } from './town.ts';

interface Configured { draining?: object; connections: { name: string; url: string; deadline: { page: string } }[] }

/** One request on a connection of its own: a kept one may be closed at the very moment that it is used. */
function call(method: string, url: string, body?: object): Promise<readonly [number, unknown]> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, agent: false, headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { resolve([response.statusCode ?? 0, text === '' ? null : JSON.parse(text)]); });
    });
    asking.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The built hub as a process, asked to end while somebody waits for an answer that a tool is slow to give. */
describe('a hub that is asked to end', () => {
  let town: Town;
  let jira: string;
  beforeAll(async () => {
    town = new Town({ databaseUrl: null, runMs: 200 });
    await town.startSandbox();
  }, 120_000);
  afterAll(() => town.close(), 120_000);

  const start = async (draining: object): Promise<HubProcess> => {
    const file = path.join(town.stateDir, 'sandbox-muster.yaml');
    const configured = parse(readFileSync(file, 'utf8')) as Configured;
    configured.draining = draining;
    for (const connection of configured.connections) connection.deadline.page = 'PT1M';
    jira = configured.connections.find(({ name }) => name === 'jira')?.url ?? '';
    writeFileSync(file, stringify(configured));
    return town.startHub();
  };
  const fault = async (method: 'PUT' | 'DELETE', body?: object): Promise<void> => { await call(method, `${jira}/__sandbox/faults`, body); };
  /** Asks Jira whether it lives, and waits until Jira has been asked. */
  const ask = async (hub: HubProcess): Promise<{ readonly answer: ReturnType<typeof town.ask<{ connections: { name: string; isReachable: boolean }[] }>> }> => {
    const answer = town.ask<{ connections: { name: string; isReachable: boolean }[] }>(hub, '{ connections { name isReachable } }');
    answer.catch(() => undefined);
    const calls = async (): Promise<number> => Object.values(((await call('GET', `${jira}/__sandbox/calls`))[1] as { calls: Record<string, number> }).calls).reduce((sum, count) => sum + count, 0);
    const before = await calls();
    await until(calls, (count) => count > before);
    return { answer };
  };
  const readiness = async (hub: HubProcess): Promise<readonly [number, unknown]> => call('GET', (await hub.ready).url.replace('/graphql', '/readyz'));
  const socket = async (hub: HubProcess): Promise<{ readonly closed: Promise<number> }> => {
    const open = new WebSocket((await hub.ready).url.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => { open.once('close', resolve); });
    await new Promise<void>((resolve, reject) => {
      open.once('error', reject);
      open.once('open', () => { open.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${town.token('viewer')}` } })); });
      open.once('message', () => { resolve(); });
    });
    return { closed };
  };

  it('says first that it is not ready, answers what it was asked, closes sockets as going away, and ends with 0', async () => {
    const hub = await start({ announceFor: 'PT2S', finishWithin: 'PT30S' });
    const { closed } = await socket(hub);
    expect(await readiness(hub)).toEqual([200, { ready: true, problem: null }]);
    await fault('PUT', { kind: 'slow', delayMs: 4_000 });
    const { answer } = await ask(hub);
    hub.signal('SIGTERM');
    expect(await until(() => readiness(hub), ([status]) => status === 503)).toEqual([503, { ready: false, problem: 'the hub is about to end' }]);
    // Not ready, and still at work.
    expect((await town.ask(hub, '{ viewer { roles } }')).status).toBe(200);
    expect((await answer).data?.connections.find(({ name }) => name === 'jira')).toEqual({ name: 'jira', isReachable: true });
    expect([await closed, await hub.exited]).toEqual([1001, { code: 0, signal: null }]);
    await expect(readiness(hub)).rejects.toThrow();
    expect(hub.said()).not.toMatch(/"level":(50|60)/);
    await fault('DELETE');
  }, 120_000);

  it('waits no longer for an answer than it may', async () => {
    const hub = await start({ announceFor: 'PT0S', finishWithin: 'PT1S' });
    await fault('PUT', { kind: 'hang' });
    const { answer } = await ask(hub);
    hub.signal('SIGTERM');
    await expect(answer).rejects.toThrow();
    expect(await hub.exited).toEqual({ code: 0, signal: null });
    await fault('DELETE');
  }, 120_000);

  it('asked a second time ends at once', async () => {
    const hub = await start({ announceFor: 'PT1M', finishWithin: 'PT1M' });
    await fault('PUT', { kind: 'hang' });
    const { answer } = await ask(hub);
    hub.signal('SIGTERM');
    await until(() => readiness(hub), ([status]) => status === 503);
    hub.signal('SIGTERM');
    expect(await hub.exited).toEqual({ code: 143, signal: null });
    await expect(answer).rejects.toThrow();
    await fault('DELETE');
  }, 120_000);
});
