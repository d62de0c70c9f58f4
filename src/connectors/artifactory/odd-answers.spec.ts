import nock from 'nock';
import type { Auth } from '../connector.ts';
import { judging } from '../../domain/ports/ask.ts';
import { artifactory } from './index.ts';

const site = 'http://127.0.0.1:9';
const digest = 'a'.repeat(64);

function connect(auth: Auth = { kind: 'bearer', token: 't' }) {
  return artifactory.connect({ name: 'dml', isProduction: true, url: site, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T09:00:00Z') } });
}

function aql(results: readonly object[], range: object = {}): void {
  nock(site).post('/artifactory/api/search/aql').reply(200, { results, range: { start_pos: 0, end_pos: results.length, total: results.length, ...range } });
}

function row(name: string, more: object = {}) {
  return { repo: 'libs', path: 'p/1.0', name, type: 'file', size: 1, sha256: digest, ...more };
}

async function read(...keys: readonly string[]) {
  return await connect().readers.artifact?.read(keys.map((key) => ({ key })), judging);
}

async function bundle(artifacts: readonly object[]) {
  nock(site).get('/lifecycle/api/v2/release_bundle/records/pay%2Fment/1.0').reply(200, { artifacts });
  return await connect().finders['artifacts.ofBundle']?.find({ name: 'pay/ment', version: '1.0' }, judging);
}

function buildInfo(info: object): void {
  nock(site).get('/artifactory/api/build/pay/7').reply(200, { buildInfo: { name: 'pay', number: '7', ...info } });
}

async function readBuild() {
  return await connect().readers.build?.read([{ key: 'pay/7' }], judging);
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('AQL, odd answers', () => {
  it('speaks plain text, as AQL must be', async () => {
    nock(site, { reqheaders: { 'content-type': 'text/plain', 'authorization': 'Bearer t' } }).post('/artifactory/api/search/aql', /^items\.find\(/).reply(200, { results: [row('x')], range: { total: 1 } });
    expect(await read('libs/p/1.0/x')).toHaveLength(1);
  });

  it('never answers rows that were not asked for', async () => {
    aql([row('x'), row('y'), row('x', { repo: 'other' })]);
    expect((await read('libs/p/1.0/x'))?.map(({ source }) => source.key)).toEqual(['libs/p/1.0/x']);
  });

  it.each([{ notification: 'AQL query reached the search hard limit, results are trimmed.' }, { total: 9 }])('does not call absent what is missing beside %j', async (range) => {
    aql([row('x')], range);
    await expect(read('libs/p/1.0/x', 'libs/p/1.0/y')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
    aql([row('x')], range);
    expect(await read('libs/p/1.0/x')).toHaveLength(1);
    aql([row('x')], range);
    expect(await connect().finders['artifacts.bySha256']?.find({ digests: [digest] }, judging)).toMatchObject({ isComplete: false, records: [{ name: 'x' }] });
  });

  it('drops rows of another digest, and says that it is not whole', async () => {
    aql([row('x'), row('y', { sha256: 'b'.repeat(64) })]);
    expect(await connect().finders['artifacts.bySha256']?.find({ digests: [digest] }, judging)).toMatchObject({ isComplete: false, records: [{ name: 'x' }] });
  });

  it.each([[{ results: [] }], [{ range: { total: 0 } }], [{ results: [{}], range: { total: 1 } }], [{ results: [row('x', { size: '5' })], range: { total: 1 } }]])('refuses the shape %j', async (body) => {
    nock(site).post('/artifactory/api/search/aql').reply(200, body);
    await expect(read('libs/p/1.0/x')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('says that it was asked to wait', async () => {
    nock(site).post('/artifactory/api/search/aql').times(3).reply(429, { errors: [] });
    await expect(read('libs/p/1.0/x')).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED' } });
  });
});

describe('builds and bundles, odd answers', () => {
  it('finds a moved file by its digest, at the same path of another repository rather than anywhere', async () => {
    aql([row('x', { repo: 'staging' }), row('x', { repo: 'elsewhere', path: 'copies' })]);
    const found = await bundle([{ path: 'p/1.0/x', checksum: digest, source_repository_key: 'libs' }]);
    expect(found).toMatchObject({ isComplete: true, records: [{ repository: 'staging' }] });
  });

  it('takes a place without a repository by digest only', async () => {
    aql([row('x', { repo: 'elsewhere', path: 'copies' })]);
    expect(await bundle([{ path: 'p/1.0/x', checksum: digest }])).toMatchObject({ isComplete: true, records: [{ path: 'copies' }] });
  });

  it('a bundle that names what nobody can find is not whole', async () => {
    aql([]);
    expect(await bundle([{ path: 'p/1.0/x', checksum: null, source_repository_key: 'libs' }])).toEqual({ records: [], isComplete: false });
  });

  it.each([['p/1.0/x', 'libs'], ['p/1.0', 'libs'], ['/p/1.0/x', 'libs']])('reads the path %s of build info, with or without the file\'s name', async (path, repo) => {
    buildInfo({ modules: [{ artifacts: [{ name: 'x', path, originalDeploymentRepo: repo }] }] });
    expect(await readBuild()).toMatchObject([{ artifacts: [{ name: 'x', path: 'p/1.0/x', reference: 'dml:artifact:libs/p/1.0/x' }] }]);
  });

  it.each([[{ name: 'x', path: 'p/1.0/x' }, 'p/1.0/x'], [{ name: 'x', originalDeploymentRepo: 'libs' }, null], [{ name: 'x', path: '../x', originalDeploymentRepo: 'libs' }, '../x']])('says no place of %j', async (file, path) => {
    buildInfo({ modules: [{ artifacts: [file] }] });
    expect(await readBuild()).toMatchObject([{ artifacts: [{ path, reference: null }] }]);
  });

  it('a build that made nothing lists no artifacts', async () => {
    buildInfo({});
    expect(await readBuild()).toMatchObject([{ artifacts: [] }]);
  });

  it('does not take another build for the one that was asked for', async () => {
    nock(site).get('/artifactory/api/build/pay/7').reply(200, { buildInfo: { name: 'pay', number: '8' } });
    expect(await readBuild()).toEqual([]);
  });

  it('a build labelled on files but hidden from us leaves the answer not whole', async () => {
    aql([row('x', { properties: [{ key: 'build.name', value: 'pay' }, { key: 'build.number', value: '7' }] })]);
    nock(site).get('/artifactory/api/build/pay/7').reply(404, { errors: [{ status: 404, message: 'No build' }] });
    expect(await connect().finders['builds.ofVersion']?.find({ name: 'pay', version: '1.0' }, judging)).toEqual({ records: [], isComplete: false });
  });

  it('takes the build numbered like the version where no file is labelled', async () => {
    aql([]);
    nock(site).get('/artifactory/api/build/pay/1.0').reply(200, { buildInfo: { name: 'pay', number: '1.0' } });
    expect(await connect().finders['builds.ofVersion']?.find({ name: 'pay', version: '1.0' }, judging)).toMatchObject({ records: [{ number: '1.0' }], isComplete: true });
  });
});

describe('Xray, odd answers', () => {
  const id = `dml:artifact:libs/p/1.0/x@${digest}`;

  async function scan(summary: object) {
    nock(site).post('/xray/api/v1/artifact/status', { repo: 'libs', path: 'p/1.0/x' }).reply(200, { overall: { status: 'DONE' } });
    nock(site).post('/xray/api/v2/summary/artifact', { paths: ['default/libs/p/1.0/x'] }).reply(200, summary);
    return (await connect().relations['artifact.scan']?.relate([id], judging))?.get(id);
  }

  it('null issues of a scanned content are none', async () => {
    expect(await scan({ artifacts: [{ general: { path: 'default/libs/p/1.0/x', sha256: digest }, issues: null }] })).toMatchObject({ state: 'SCANNED', critical: 0 });
  });

  it('an artifact that the summary does not find is UNKNOWN', async () => {
    expect(await scan({ errors: [{ identifier: 'x', error: 'Artifact doesn\'t exist or not indexed/cached in Xray' }] })).toMatchObject({ state: 'UNKNOWN', critical: null });
  });

  it.each([[{}], [{ artifacts: [{ general: { path: 'default/libs/p/1.0/x', sha256: digest } }] }], [{ artifacts: [{ issues: [] }] }]])('refuses the summary %j', async (summary) => {
    await expect(scan(summary)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('asks for no summary of what was not scanned', async () => {
    nock(site).post('/xray/api/v1/artifact/status').reply(200, { overall: { status: 'PENDING' } });
    expect((await connect().relations['artifact.scan']?.relate([id], judging))?.get(id)).toMatchObject({ state: 'PENDING' });
    expect(nock.isDone()).toBe(true);
  });
});

describe('Artifactory connection settings', () => {
  it('takes no oauth', () => {
    expect(() => connect({ kind: 'oauth', clientId: 'a', clientSecret: 'b' })).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['auth'] }) as Error);
  });

  it('takes basic, with the token as password', async () => {
    nock(site, { reqheaders: { authorization: `Basic ${btoa('me:t')}` } }).post('/artifactory/api/search/aql').reply(200, { results: [], range: { total: 0 } });
    await expect(connect({ kind: 'basic', userName: 'me', password: 't' }).probe(judging)).resolves.toBeUndefined();
  });
});
