import { createHash } from 'node:crypto';
import { tamperedArtifact } from '../bank/bank.ts';
import { adminToken, placeOf, visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

interface Info { readonly repo: string; readonly path: string; readonly size: string; readonly checksums: { readonly sha256: string; readonly sha1: string; readonly md5: string }; readonly children?: readonly { readonly uri: string; readonly folder: boolean }[] }
interface Refused { readonly errors: readonly { readonly status: number; readonly message: string }[] }
interface Properties { readonly properties: Readonly<Record<string, readonly string[]>> }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let at: Visitor;
beforeEach(async () => { at = await visitor(); });
afterEach(async () => { await at.tool.close(); });

const api = async (place: string): Promise<{ status: number; body: Info }> => at.call<Info>(`/artifactory/api/storage/${place}`);

describe('who is at the door', () => {
  it('wants a token it knows, as Bearer or as the password of Basic', async () => {
    const path = '/artifactory/api/storage/libs-release-local';
    expect((await at.call(path, { token: null })).status).toBe(401);
    expect((await at.call<Refused>(path, { token: 'guess' })).body).toEqual({ errors: [{ status: 401, message: 'Bad credentials' }] });
    expect((await at.call(path, { token: null, headers: { authorization: `Basic ${btoa('muster:sandbox-artifactory-token')}` } })).status).toBe(200);
  });

  it('answers 404, not 403, for what is hidden', async () => {
    const hidden = '/artifactory/api/storage/quarantine-local';
    expect((await at.call(hidden)).status).toBe(404);
    expect((await at.call(hidden, { token: adminToken })).status).toBe(200);
  });
});

describe('files and folders', () => {
  it('tells true digests of the story\'s bytes, and the size as a string', async () => {
    const artifact = at.release('ledger-1.9.2').artifacts[0];
    const { body } = await api(placeOf(artifact));
    expect(body.checksums.sha256).toBe(sha256(artifact?.content ?? ''));
    expect(body.checksums.sha1).toMatch(/^[0-9a-f]{40}$/);
    expect(body.size).toBe(String(Buffer.byteLength(artifact?.content ?? '')));
    const download = await at.call<string>(`/artifactory/${placeOf(artifact)}`);
    expect(download.body).toBe(artifact?.content);
    expect(download.headers.get('x-checksum-sha256')).toBe(sha256(artifact?.content ?? ''));
  });

  it('lists a folder\'s children and says which are folders', async () => {
    expect((await api('libs-release-local/northbank/cards')).body.children).toEqual(expect.arrayContaining([{ uri: '/3.1.0', folder: true }]));
    expect((await api('libs-release-local/northbank/cards/3.1.0')).body.children).toHaveLength(3);
    expect((await api('libs-release-local/nobody')).status).toBe(404);
  });
});

describe('properties', () => {
  const place = '/artifactory/api/storage/libs-release-local/northbank/cards/3.1.0/cards-api-3.1.0.tgz';

  it('tells the build of every artifact', async () => {
    const { build } = at.release('cards-3.1.0');
    const { body } = await at.call<Properties>(`${place}?properties`);
    expect(body.properties).toMatchObject({ 'build.name': [build.name], 'build.number': [build.number], 'build.timestamp': [String(Date.parse(build.startedAt))] });
  });

  it('answers 404 when there are none, as if the file were gone', async () => {
    expect((await at.call<Refused>(`${place}?properties=nothing`)).body.errors[0]).toEqual({ status: 404, message: 'No properties could be found.' });
  });

  it('sets several values at once and minds escaped signs', async () => {
    const wish = encodeURIComponent('muster.release=cards-3.1.0;note=one,two\\,three');
    expect((await at.call(`${place}?properties=${wish}`, { method: 'PUT' })).status).toBe(204);
    const { body } = await at.call<Properties>(`${place}?properties=muster.release,note`);
    expect(body.properties).toEqual({ 'muster.release': ['cards-3.1.0'], note: ['one', 'two,three'] });
  });
});

describe('deploying', () => {
  const tampered = `/artifactory/${tamperedArtifact.repository}/${tamperedArtifact.path}/${tamperedArtifact.name}`;

  it('stores new bytes for the integration, with properties from the address', async () => {
    const reply = await at.call<Info>('/artifactory/libs-production-local/new/file.tgz;stage=one', { method: 'PUT', body: 'fresh' });
    expect(reply.status).toBe(201);
    expect(reply.body.checksums.sha256).toBe(sha256('fresh'));
    expect((await at.call<Properties>('/artifactory/api/storage/libs-production-local/new/file.tgz?properties')).body.properties).toEqual({ stage: ['one'] });
  });

  it('lets nobody but an administrator overwrite, and refuses bytes that are not what was said', async () => {
    const refused = await at.call<Refused>(tampered, { method: 'PUT', body: tamperedArtifact.content });
    expect(refused.status).toBe(403);
    expect(refused.body.errors[0]?.message).toContain('needs DELETE permission');
    expect((await at.call(tampered, { method: 'PUT', body: 'x', token: adminToken, headers: { 'x-checksum-sha256': sha256('y') } })).status).toBe(409);
    expect((await at.call('/artifactory/nowhere-local/x.tgz', { method: 'PUT', body: 'x' })).status).toBe(404);
  });

  it('puts a known content back by its checksum alone: the story\'s mend', async () => {
    const artifact = at.release(tamperedArtifact.release).artifacts.find(({ name }) => name === tamperedArtifact.name);
    const digest = sha256(artifact?.content ?? '');
    expect((await at.call(tampered, { method: 'PUT', body: tamperedArtifact.content, token: adminToken })).status).toBe(201);
    expect((await api(placeOf(artifact))).body.checksums.sha256).toBe(sha256(tamperedArtifact.content));
    const headers = { 'x-checksum-deploy': 'true', 'x-checksum-sha256': digest };
    expect((await at.call(tampered, { method: 'PUT', token: adminToken, headers })).status).toBe(201);
    expect((await api(placeOf(artifact))).body.checksums.sha256).toBe(digest);
    const unknown = await at.call<Refused>(tampered, { method: 'PUT', token: adminToken, headers: { ...headers, 'x-checksum-sha256': sha256('never seen') } });
    expect(unknown.status).toBe(404);
    expect(unknown.body.errors[0]?.message).toContain('No existing file');
  });

  it('keeps what was stored between runs', async () => {
    const { mkdtemp, rm } = await import('node:fs/promises');
    const folder = await mkdtemp('/tmp/artifactory-spec-');
    const stateFile = `${folder}/artifactory.json`;
    const first = await visitor({ stateFile });
    await first.call('/artifactory/libs-production-local/kept.tgz', { method: 'PUT', body: 'kept' });
    await first.tool.close();
    const second = await visitor({ stateFile });
    const { body } = await second.call<string>('/artifactory/libs-production-local/kept.tgz');
    await second.tool.close();
    await rm(folder, { recursive: true });
    expect(body).toBe('kept');
  });
});

describe('copying and searching', () => {
  it('copies without moving, properties too, and finds both by digest', async () => {
    const artifact = at.release('cards-3.1.0').artifacts[0];
    const from = placeOf(artifact);
    const to = 'libs-production-local/northbank/cards.tgz';
    const reply = await at.call<{ messages: readonly { level: string; message: string }[] }>(`/artifactory/api/copy/${from}?to=/${to}`, { method: 'POST' });
    expect(reply.body.messages[0]).toMatchObject({ level: 'INFO', message: expect.stringContaining('1 artifacts') as string });
    const { body } = await at.call<{ results: readonly { uri: string }[] }>(`/artifactory/api/search/checksum?sha256=${sha256(artifact?.content ?? '')}`);
    expect(body.results.map(({ uri }) => uri.replace(`${at.tool.url}/artifactory/api/storage/`, '')).toSorted()).toEqual([from, to].toSorted());
    expect((await at.call<Properties>(`/artifactory/api/storage/${to}?properties=build.name`)).body.properties).toEqual({ 'build.name': ['cards'] });
    expect((await at.call(`/artifactory/api/copy/libs-release-local/nothing?to=/${to}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('counters and faults', () => {
  it('counts by endpoint with paths folded, and answers 429 when told to, without a word about when to come back', async () => {
    await api('libs-release-local/northbank/cards');
    await at.call('/__sandbox/faults', { method: 'PUT', token: null, body: { kind: 'status', status: 429, times: 1 } });
    const limited = await at.call<Refused>('/artifactory/api/storage/libs-release-local');
    expect(limited.status).toBe(429);
    expect(limited.body.errors[0]?.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBeNull();
    expect((await api('libs-release-local')).status).toBe(200);
    expect(at.tool.calls()).toEqual({ 'GET /artifactory/api/storage/{path}': 3 });
  });
});
