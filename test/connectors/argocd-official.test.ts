import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import express from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argocdCredentials, startArgoCd } from '../../sandbox/argocd/index.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { argocd } from '../../src/connectors/argocd/index.ts';
import { acting } from '../../src/domain/ports/ask.ts';

/** Argo CD's own description of its API, a party that knows nothing of us. */
const file = path.resolve(import.meta.dirname, '../../../shared/apis/specs/argo-cd.swagger2.json');
const isThere = existsSync(file);
const suite = isThere ? describe : describe.skip;
const application = '/api/v1/applications/payments-production';

interface Definition { readonly properties?: object; additionalProperties?: boolean }

/** Checks a body against a definition in which every field must be a known one: the description makes none required. */
function mistakesOf(definition: string, body: unknown): readonly unknown[] {
  const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: Record<string, Definition> };
  for (const one of Object.values(definitions)) if (one.properties !== undefined) one.additionalProperties = false;
  const ajv = new Ajv({ unknownFormats: 'ignore', schemaId: 'auto', logger: false });
  const validate = ajv.compile({ definitions, $ref: `#/definitions/${definition}` });
  return validate(body) === true ? [] : (validate.errors ?? ['not valid']);
}

suite(`Argo CD's own description${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  let tool: StandIn;
  beforeEach(async () => { tool = await startArgoCd({ port: 0, now: () => new Date(), story: tellStory(new Date()), runMs: 150 }); });
  afterEach(() => tool.close());

  const call = async (method: string, place: string, body?: unknown): Promise<unknown> =>
    (await fetch(tool.url + place, { method, headers: { authorization: `Bearer ${argocdCredentials.token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).json();

  it('fits the stand-in\'s applications before, while and after an operation, and its errors', async () => {
    expect(mistakesOf('v1alpha1ApplicationList', await call('GET', '/api/v1/applications'))).toEqual([]);
    const asked = await call('POST', `${application}/sync`, { revision: '2.4.0', infos: [{ name: 'muster', value: 'x' }] });
    expect(mistakesOf('v1alpha1Application', asked)).toEqual([]);
    for (let look = 0; look < 8; look += 1) {
      expect(mistakesOf('v1alpha1Application', await call('GET', application))).toEqual([]);
      await new Promise((resolve) => { setTimeout(resolve, 40); });
    }
    expect(mistakesOf('runtimeError', await call('GET', '/api/v1/applications/gone'))).toEqual([]);
    expect(mistakesOf('sessionGetUserInfoResponse', await call('GET', '/api/v1/session/userinfo'))).toEqual([]);
  });

  it('fits the history, windows, termination and session of the stand-in', async () => {
    const told = await call('GET', application) as { readonly status: { readonly history: readonly unknown[] } };
    expect(told.status.history.length).toBeGreaterThan(0);
    for (const entry of told.status.history) expect(mistakesOf('v1alpha1RevisionHistory', entry)).toEqual([]);
    for (const suffix of ['production', 'shut']) expect(mistakesOf('applicationApplicationSyncWindowsResponse', await call('GET', `/api/v1/applications/payments-${suffix}/syncwindows`))).toEqual([]);
    expect(mistakesOf('v1alpha1Application', await call('GET', '/api/v1/applications/payments-multi'))).toEqual([]);
    await call('POST', `${application}/sync`, { revision: '2.4.0' });
    expect(mistakesOf('applicationOperationTerminateResponse', await call('DELETE', `${application}/operation`))).toEqual([]);
    const { userName: username, password } = argocdCredentials;
    expect(mistakesOf('sessionSessionCreateRequest', { username, password })).toEqual([]);
    expect(mistakesOf('sessionSessionResponse', await call('POST', '/api/v1/session', { username, password }))).toEqual([]);
    expect(mistakesOf('runtimeError', await call('POST', '/api/v1/session', { username, password: 'no' }))).toEqual([]);
  });

  it('asks under paths and with parameters that the description has', async () => {
    const connection = argocd.connect({ name: 'argocd', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: argocdCredentials.token }, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 } }, { clock: { now: () => new Date() } });
    const deployer = connection.deployer?.({ connection: 'argocd', name: 'd', settings: { application: 'payments-production' } });
    await deployer?.trigger({ correlation: 'c', releaseKey: 'r', environment: 'e', version: '1', packageDigest: 'd', artifacts: [], parameters: {} }, acting);
    await deployer?.cancel('c', acting);
    await deployer?.history?.('2025-01-01T00:00:00.000Z', acting);
    await deployer?.places?.(acting);
    await connection.probe(acting);
    const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { readonly paths: Readonly<Record<string, object>> };
    const described = Object.entries(paths).flatMap(([place, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${place.replace('{name}', ':name')}`));
    expect(Object.keys(tool.calls()).length).toBeGreaterThan(4);
    expect(Object.keys(tool.calls()).filter((endpoint) => !described.includes(endpoint))).toEqual([]);
  });

  it('fits what we ask for, and finds mistakes at all', async () => {
    const heard: unknown[] = [];
    const listener = express().use(express.json()).post(`${application}/sync`, (req, res) => {
      heard.push(req.body);
      res.status(500).end();
    }).get(application, (_req, res) => { void call('GET', application).then((answer) => res.json(answer)); });
    const server = createServer(listener);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = argocd.connect({ name: 'argocd', isProduction: true, url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
    const deployer = connection.deployer?.({ connection: 'argocd', name: 'd', settings: { application: 'payments-production', project: 'default', prune: true } });
    await deployer?.trigger({ correlation: 'c', releaseKey: 'r', environment: 'e', version: '1', packageDigest: 'd', artifacts: [], parameters: {} }, acting);
    await new Promise((resolve) => server.close(resolve));
    expect(heard).toHaveLength(1);
    expect(mistakesOf('applicationApplicationSyncRequest', heard[0])).toEqual([]);
    expect(mistakesOf('applicationApplicationSyncRequest', { ...(heard[0] as object), infos: [{ key: 'muster' }] })).not.toEqual([]);
    expect(mistakesOf('v1alpha1Application', { status: { health: 'Healthy' } })).not.toEqual([]);
  });
});
