import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { isSignedBy, releaseKey, signedStatement, strangersKey, testReport } from '../../sandbox/bank/signing.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { blindToken, startArtifactory } from '../../sandbox/artifactory/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import { UserMistake } from '../../src/domain/error.ts';
import type { Artifact, DsseEnvelope } from '../../src/domain/artifact.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { BuildPromotion, BundlePromotion, LibraryDesk } from '../../src/domain/ports/desk.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const story = tellStory(new Date());
const payments = story.releases.find(({ key }) => key === 'payments-2.4.0');
const vulnerable = story.releases.find(({ artifacts }) => artifacts.some(({ scan }) => scan === 'vulnerable'));
const keys = (payments?.artifacts ?? []).map(({ repository, path, name }) => `${repository}/${path}/${name}`);

let tool: StandIn;
let connection: Connection;
let desk: LibraryDesk;

beforeEach(async () => {
  tool = await startArtifactory({ port: 0, now: () => new Date(), story });
  connection = connect();
  desk = deskOf(connection);
});
afterEach(() => tool.close());

function connect(token: string = artifactoryCredentials.accessToken, options: Readonly<Record<string, unknown>> = {}): Connection {
  return artifactory.connect({ name: 'dml', isProduction: true, url: tool.url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options }, { clock: { now: () => new Date() } });
}

function deskOf(from: Connection): LibraryDesk {
  if (from.libraryDesk === undefined) throw new Error('no desk');
  return from.libraryDesk;
}

async function artifactAt(key: string | undefined): Promise<Artifact> {
  const [artifact] = await (connection.readers.artifact?.read([{ key: key ?? '' }], judging) ?? Promise.reject(new Error('no reader')));
  if (artifact === undefined) throw new Error(`${key ?? ''} is not there`);
  return artifact;
}

async function send(method: string, path: string, body?: string, type = 'application/json'): Promise<unknown> {
  const answer = await fetch(`${tool.url}${path}`, { method, headers: { 'authorization': `Bearer ${artifactoryCredentials.adminToken}`, 'content-type': type }, ...(body === undefined ? {} : { body }) });
  if (!answer.ok) throw new Error(`The stand-in answered ${answer.status} to ${path}`);
  return answer.status === 204 ? null : await answer.json();
}

function mistakeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(() => 'none', (error: unknown) => (error instanceof UserMistake ? error.code : String(error)));
}

describe('Artifactory desk: properties', () => {
  it('writes values with every sign that means something in an address, and reads them back', async () => {
    const artifact = await artifactAt(keys[0]);
    const properties = { 'muster.release': ['payments-2.4.0'], 'muster.note': ['a,b;c=d|e\\f', 'plus+and space & ümlaut 100%'] };
    const stamped = await desk.stamp(artifact.id, properties, acting);
    expect(stamped.properties).toMatchObject({ 'muster.release': ['payments-2.4.0'], 'build.name': ['payments'] });
    expect(stamped.properties?.['muster.note']?.toSorted()).toEqual(properties['muster.note'].toSorted());
    expect(stamped.id).toBe(artifact.id);
  });

  it('asked twice, writes once; another value replaces the first', async () => {
    const { id } = await artifactAt(keys[0]);
    await desk.stamp(id, { 'muster.state': ['deployed'] }, acting);
    await desk.stamp(id, { 'muster.state': ['deployed'] }, acting);
    expect(callsTo(tool, 'PUT ')).toBe(1);
    expect((await desk.stamp(id, { 'muster.state': ['retired'] }, acting)).properties?.['muster.state']).toEqual(['retired']);
  });

  it('never stamps another content at the same place, what is not there, or with what is no property', async () => {
    const { id } = await artifactAt(keys[0]);
    await send('PUT', `/artifactory/${keys[0] ?? ''}`, 'rebuilt by hand', 'application/octet-stream');
    expect(await mistakeOf(desk.stamp(id, { a: ['b'] }, acting))).toBe('NOT_FOUND');
    expect(await mistakeOf(desk.stamp('dml:artifact:libs-release-local/no/x.tgz', { a: ['b'] }, acting))).toBe('NOT_FOUND');
    expect(await mistakeOf(desk.stamp('dml:change:CHG1', { a: ['b'] }, acting))).toBe('INVALID');
    expect(await mistakeOf(desk.stamp(id, { 'a b': ['c'] }, acting))).toBe('INVALID');
    expect(callsTo(tool, 'PUT /artifactory/api/storage')).toBe(0);
  });

  it('says so when what was written does not show', async () => {
    const { id } = await artifactAt(keys[0]);
    await setFaults(tool, { kind: 'empty', match: 'PUT /artifactory/api/storage', when: 'before' });
    expect(await problemOf(desk.stamp(id, { a: ['b'] }, acting))).toBe('UNEXPECTED_ANSWER');
  });
});

describe('Artifactory desk: promotion of builds', () => {
  const order: BuildPromotion = { name: 'payments', number: payments?.build.number ?? '', status: 'Released', comment: 'by Muster', sourceRepository: 'libs-release-local', targetRepository: 'libs-production-local', properties: {} };

  it('copies: every file stands in both places with its digest, and the build says so', async () => {
    expect(await desk.promoteBuild(order, acting)).toMatchObject({ target: 'libs-production-local', state: 'COMPLETED', because: null });
    for (const key of keys.slice(0, 3)) {
      const [there, here] = [await artifactAt(key.replace(/^[^/]+/, 'libs-production-local')), await artifactAt(key)];
      expect(there.sha256).toBe(here.sha256);
    }
    const [build] = await (connection.readers.build?.read([{ key: `payments/${order.number}` }], judging) ?? []);
    const statuses = await connection.relations['build.statuses']?.relate([build?.id ?? ''], judging);
    expect(statuses?.get(build?.id ?? '')).toMatchObject([{ status: 'Tested', by: 'ci' }, { status: 'Released', repository: 'libs-production-local', by: 'muster.integration' }]);
  });

  it('asked twice, promotes once', async () => {
    await desk.promoteBuild(order, acting);
    expect(await desk.promoteBuild(order, acting)).toMatchObject({ state: 'COMPLETED' });
    expect(callsTo(tool, '/build/promote/')).toBe(1);
  });

  it('an error inside a 200 is a failure, with the tool\'s reason', async () => {
    await send('DELETE', `/artifactory/${keys[0] ?? ''}`);
    await setFaults(tool);
    const lost = await send('POST', `/artifactory/api/build/promote/payments/${order.number}`, JSON.stringify({ status: 'Released', targetRepo: 'libs-production-local', sourceRepo: 'libs-release-local', copy: true, failFast: false, dryRun: true })) as { messages: { level: string }[] };
    expect(lost.messages.some(({ level }) => level === 'error')).toBe(true);
    // Ours fails fast: the tool refuses, and nothing is called promoted.
    expect(await problemOf(desk.promoteBuild(order, acting))).toBe('UNEXPECTED_ANSWER');
  });

  it('looks up whether a lost answer did it, and never posts twice', async () => {
    await setFaults(tool, { kind: 'reset', match: '/build/promote/' });
    expect(await problemOf(desk.promoteBuild(order, acting))).toBe('UNREACHABLE');
    expect(callsTo(tool, '/build/promote/')).toBe(1);
  });

  it('promotes a build that is kept in a project, and says NOT_FOUND where there is none', async () => {
    const [first] = payments?.artifacts ?? [];
    const known = await artifactAt(keys[0]);
    const info = await send('GET', `/artifactory/api/storage/${keys[0] ?? ''}`) as { checksums: { sha1: string } };
    await send('PUT', '/artifactory/api/build?project=treasury', JSON.stringify({ name: 'rates', number: '7', started: '2026-03-01T10:00:00.000+0000', modules: [{ id: 'm', artifacts: [{ name: first?.name, sha1: info.checksums.sha1, sha256: known.sha256 }] }] }));
    expect(await mistakeOf(desk.promoteBuild({ ...order, name: 'rates', number: '7' }, acting))).toBe('NOT_FOUND');
    const inProject = deskOf(connect(artifactoryCredentials.accessToken, { projects: ['treasury'] }));
    expect(await inProject.promoteBuild({ ...order, name: 'rates', number: '7' }, acting)).toMatchObject({ state: 'COMPLETED' });
  });
});

describe('Artifactory desk: promotion of bundles', () => {
  const order: BundlePromotion = { name: 'payments', version: '2.4.0', environment: 'PROD', includedRepositories: [] };

  it('follows to the end: accepted is not promoted', async () => {
    expect(await desk.promoteBundle(order, acting)).toMatchObject({ target: 'PROD', state: 'COMPLETED', stateLabel: 'COMPLETED' });
    expect(callsTo(tool, '/promotion/statuses/')).toBeGreaterThan(1);
    expect((await artifactAt((keys[0] ?? '').replace(/^[^/]+/, 'libs-production-local'))).sha256).toBe((await artifactAt(keys[0])).sha256);
    expect((await connection.relations['bundle.promotions']?.relate(['dml:bundle:payments/2.4.0'], judging))?.get('dml:bundle:payments/2.4.0')).toMatchObject([{ target: 'PROD', state: 'COMPLETED' }]);
  });

  it('asked twice, also at once after it, posts once', async () => {
    await desk.promoteBundle(order, acting);
    expect(await desk.promoteBundle(order, acting)).toMatchObject({ state: 'COMPLETED' });
    expect(callsTo(tool, 'POST /lifecycle/api/v2/promotion/records')).toBe(1);
  });

  it('what an Xray policy blocks is FAILED with the reason, and may be tried again', async () => {
    const blocked = { ...order, name: vulnerable?.serviceKey ?? '', version: vulnerable?.version ?? '' };
    expect(await desk.promoteBundle(blocked, acting)).toMatchObject({ state: 'FAILED', stateLabel: 'REJECTED', because: expect.stringContaining('blocked by an Xray policy') as string });
    const id = `dml:bundle:${blocked.name}/${blocked.version}`;
    expect((await connection.relations['bundle.promotions']?.relate([id], judging))?.get(id)).toMatchObject([{ state: 'FAILED', because: expect.stringContaining('Xray policy') as string }]);
    await desk.promoteBundle(blocked, acting);
    expect(callsTo(tool, 'POST /lifecycle/api/v2/promotion/records')).toBe(2);
  });

  it('there is no promotion of a bundle that is not there, or of none', async () => {
    expect(await mistakeOf(desk.promoteBundle({ ...order, version: '9.9.9' }, acting))).toBe('NOT_FOUND');
    expect(await mistakeOf(desk.promoteBundle({ ...order, version: '..' }, acting))).toBe('INVALID');
  });
});

describe('Artifactory desk: evidence', () => {
  const envelope = (result: string, key = releaseKey): DsseEnvelope => signedStatement(key, [], 'https://slsa.dev/verification_summary/v1', { result });
  const evidenceOf = async (id: string) => (await connection.relations['artifact.evidence']?.relate([id], judging))?.get(id);

  it('attaches an envelope once, and tells whether its signature could be checked', async () => {
    const { id } = await artifactAt(keys[0]);
    const before = await evidenceOf(id) ?? [];
    await desk.attachEvidence(id, envelope('PASSED'), acting);
    await desk.attachEvidence(id, envelope('PASSED'), acting);
    await desk.attachEvidence(id, envelope('FAILED', strangersKey), acting);
    expect(callsTo(tool, '/evidence/api/v1/subject')).toBe(2);
    expect((await evidenceOf(id))?.slice(before.length)).toMatchObject([{ predicateType: 'https://slsa.dev/verification_summary/v1', isVerified: true, createdBy: 'muster.integration' }, { isVerified: false }]);
  });

  it('reads the evidence of many artifacts in few calls, over pages, each its own', async () => {
    const artifacts = await Promise.all(keys.map(artifactAt));
    for (let nth = 0; nth < 25; nth += 1) await send('POST', `/evidence/api/v1/subject/${keys[0] ?? ''}`, JSON.stringify(envelope(`run ${nth}`)));
    await desk.attachEvidence(artifacts[1]?.id ?? '', envelope('other'), acting);
    await fetch(`${tool.url}/__sandbox/calls`, { method: 'DELETE' });
    const found = await connection.relations['artifact.evidence']?.relate(artifacts.map(({ id }) => id), judging);
    expect(artifacts.map(({ id }) => found?.get(id)?.length)).toEqual([27, 3, ...artifacts.slice(2).map(() => 2)]);
    expect(callsTo(tool, '/onemodel/')).toBe(2);
  });

  it('tells what evidence is about, and how the suites ended that it reports', async () => {
    const { id, sha256 } = await artifactAt(keys[0]);
    expect(await evidenceOf(id)).toMatchObject([
      { predicateType: 'https://slsa.dev/provenance/v1', isVerified: true, subjectSha256: sha256, tests: null },
      { isVerified: true, subjectSha256: sha256, tests: { result: 'PASSED', suites: ['unit', 'acceptance'], passed: ['unit', 'acceptance'], failed: [] } },
    ]);
  });

  it('reads each envelope as it was signed, and null where none can be read', async () => {
    const { id, sha256 } = await artifactAt(keys[0]);
    const sent = testReport(strangersKey, sha256 ?? '', 'FAILED', ['unit']);
    await desk.attachEvidence(id, sent, acting);
    const read = async () => (await connection.relations['artifact.statements']?.relate([id], judging))?.get(id) ?? [];
    expect(await read()).toMatchObject([{ subjectSha256: sha256 }, { subjectSha256: sha256 }, { subjectSha256: sha256, envelope: sent }]);
    for (const { envelope: kept } of (await read()).slice(0, 2)) expect(kept !== null && 'signatures' in kept && isSignedBy(releaseKey, kept)).toBe(true);
    await setFaults(tool, { kind: 'empty', match: '/.evidence/' });
    expect((await read()).map(({ envelope: kept }) => kept)).toEqual([null, null, null]);
    await setFaults(tool, { kind: 'status', status: 404, match: '/.evidence/' });
    expect((await read()).map(({ envelope: kept }) => kept)).toEqual([null, null, null]);
    await setFaults(tool, { kind: 'truncate', match: '/.evidence/' });
    expect(await problemOf(read())).toBe('UNEXPECTED_ANSWER');
  });

  it('a lost answer is looked up; an envelope without a statement is a mistake', async () => {
    const { id } = await artifactAt(keys[0]);
    await setFaults(tool, { kind: 'reset', match: '/evidence/' });
    expect(await problemOf(desk.attachEvidence(id, envelope('PASSED'), acting))).toBe('UNREACHABLE');
    expect(await mistakeOf(desk.attachEvidence(id, { ...envelope('PASSED'), payload: 'e30=' }, acting))).toBe('INVALID');
  });
});

describe('Artifactory: images', () => {
  const layer = `sha256:${'a'.repeat(64)}`;
  const imageOf = async (key: string) => {
    const { id } = await artifactAt(key);
    return (await connection.relations['artifact.image']?.relate([id], judging))?.get(id);
  };

  it('a tag is a folder with a manifest, whose own sha256 is the digest; several platforms are named each', async () => {
    const single = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.v2+json', config: { digest: layer }, layers: [{ digest: layer }] });
    await send('PUT', '/artifactory/docker-local/pay/1.0/manifest.json', single);
    const { sha256 } = await artifactAt('docker-local/pay/1.0/manifest.json');
    expect(await imageOf('docker-local/pay/1.0/manifest.json')).toEqual({ digest: sha256, mediaType: 'application/vnd.docker.distribution.manifest.v2+json', platforms: [], layers: ['a'.repeat(64)] });
    const list = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: `sha256:${sha256 ?? ''}`, platform: { os: 'linux', architecture: 'arm64' } }] });
    await send('PUT', '/artifactory/docker-local/pay/2.0/list.manifest.json', list);
    expect(await imageOf('docker-local/pay/2.0/list.manifest.json')).toMatchObject({ mediaType: 'application/json', platforms: [{ os: 'linux', architecture: 'arm64', digest: sha256 }], layers: [] });
  });

  it('what is no image is null; of another content at the same place, and of a digest it cannot read, nothing is said', async () => {
    expect(await imageOf(keys[0] ?? '')).toBeNull();
    await send('PUT', '/artifactory/docker-local/web/1/manifest.json', '{"name":"a web app"}');
    expect(await imageOf('docker-local/web/1/manifest.json')).toBeNull();
    const { id } = await artifactAt('docker-local/web/1/manifest.json');
    await send('PUT', '/artifactory/docker-local/web/1/manifest.json', JSON.stringify({ layers: [{ digest: layer }] }));
    expect(await connection.relations['artifact.image']?.relate([id], judging)).toEqual(new Map());
    await send('PUT', '/artifactory/docker-local/web/2/manifest.json', JSON.stringify({ layers: [{ digest: 'sha1:abc' }] }));
    expect(await problemOf(imageOf('docker-local/web/2/manifest.json'))).toBe('UNEXPECTED_ANSWER');
  });
});

describe('Artifactory: bundles and builds', () => {
  it('reads bundles with their state, lists versions, and knows none where there is none', async () => {
    const [bundle, ...more] = await (connection.readers.bundle?.read([{ key: 'payments/2.4.0' }, { key: 'payments/9.9.9' }, { key: 'nothing' }, { key: 'no/1' }], judging) ?? []);
    expect(more).toEqual([]);
    expect(bundle).toMatchObject({ kind: 'bundle', id: 'dml:bundle:payments/2.4.0', name: 'payments', version: '2.4.0', state: 'COMPLETED', stateLabel: 'COMPLETED' });
    const all = await connection.finders['bundles.list']?.find({ name: 'payments', limit: 1_000 }, judging);
    expect(all?.isComplete).toBe(true);
    expect(all?.records.length).toBe(story.releases.filter(({ serviceKey }) => serviceKey === 'payments').length);
    expect(await connection.finders['bundles.list']?.find({ name: 'payments', limit: 1 }, judging)).toMatchObject({ isComplete: false, records: { length: 1 } });
  });

  it('finds a build in a project only where the project or its repository is named', async () => {
    await send('PUT', '/artifactory/api/build?project=treasury', JSON.stringify({ name: 'rates/daily', number: '7', started: '2026-03-01T10:00:00.000+0000' }));
    const read = async (options: Readonly<Record<string, unknown>>) => (await connect(artifactoryCredentials.accessToken, options).readers.build?.read([{ key: 'rates/daily/7' }], judging))?.map(({ name }) => name);
    expect(await read({})).toEqual([]);
    expect(await read({ projects: ['treasury'] })).toEqual(['rates/daily']);
    expect(await read({ buildRepositories: ['treasury-build-info'] })).toEqual(['rates/daily']);
    expect(() => connect('x', { project: 'treasury' })).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID' }) as Error);
  });

  it('tells runs of one number apart by their start, in whatever zone it was written', async () => {
    for (const started of ['2026-03-01T12:00:00.000+0200', '2026-03-01T11:00:00.000+0000']) await send('PUT', '/artifactory/api/build', JSON.stringify({ name: 'twice', number: '1', started }));
    const starts = async (lookup: { readonly key: string } | { readonly id: string }) => (await connection.readers.build?.read([lookup], judging))?.map(({ startedAt }) => startedAt);
    expect(await starts({ key: 'twice/1' })).toEqual(['2026-03-01T11:00:00.000Z']);
    expect(await starts({ id: 'twice/1@2026-03-01T10:00:00.000Z' })).toEqual(['2026-03-01T10:00:00.000Z']);
    expect(await starts({ id: 'twice/1@2026-03-01T09:00:00.000Z' })).toEqual([]);
  });
});

describe('Artifactory desk when the tool fails', () => {
  const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['stamping', () => desk.stamp(`dml:artifact:${keys[0] ?? ''}`, { a: ['b'] }, acting)],
    ['promoting a build', () => desk.promoteBuild({ name: 'payments', number: payments?.build.number ?? '', status: 'Released', comment: '', sourceRepository: 'libs-release-local', targetRepository: 'libs-production-local', properties: {} }, acting)],
    ['promoting a bundle', () => desk.promoteBundle({ name: 'payments', version: '2.4.0', environment: 'PROD', includedRepositories: [] }, acting)],
    ['attaching evidence', () => desk.attachEvidence(`dml:artifact:${keys[0] ?? ''}`, { payloadType: 't', payload: Buffer.from('{"predicateType":"x"}').toString('base64'), signatures: [{ sig: 'x' }] }, acting)],
    ['statuses', () => connection.relations['build.statuses']?.relate([`dml:build:payments/${payments?.build.number ?? ''}`], judging) ?? Promise.resolve()],
    ['evidence', () => connection.relations['artifact.evidence']?.relate([`dml:artifact:${keys[0] ?? ''}`], judging) ?? Promise.resolve()],
    ['promotions', () => connection.relations['bundle.promotions']?.relate(['dml:bundle:payments/2.4.0'], judging) ?? Promise.resolve()],
    ['images', () => connection.relations['artifact.image']?.relate(['dml:artifact:docker-local/a/1/manifest.json'], judging) ?? Promise.resolve()],
    ['bundles', () => connection.readers.bundle?.read([{ key: 'payments/2.4.0' }], judging) ?? Promise.resolve()],
  ];

  it.each(spoilingFaults)('%j is %s to every act and question', async (fault, code) => {
    await send('PUT', '/artifactory/docker-local/a/1/manifest.json', '{"layers":[]}');
    await setFaults(tool, fault);
    const codes = await Promise.all(acts.map(async ([what, act]) => [what, await problemOf(act())]));
    expect(codes).toEqual(acts.map(([what]) => [what, code]));
  });

  it('somebody who sees nothing changes nothing', async () => {
    const blind = deskOf(connect(blindToken));
    expect(await mistakeOf(blind.stamp(`dml:artifact:${keys[0] ?? ''}`, { a: ['b'] }, acting))).toBe('NOT_FOUND');
  });
});
