import { createHash } from 'node:crypto';
import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { blindToken, quarantineRepository, startArtifactory } from '../../sandbox/artifactory/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { QuestionName, Questions } from '../../src/domain/record.ts';
import type { Findings } from '../../src/domain/ports/connection.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 0 };
const clock = { now: () => new Date() };
const story = tellStory(new Date());
const payments = story.releases.find(({ key }) => key === 'payments-2.4.0');
const statements = story.releases.find(({ key }) => key === 'statements-5.0.1');
const vulnerable = story.releases.find(({ artifacts }) => artifacts.some(({ scan }) => scan === 'vulnerable'));

let tool: StandIn;
let connection: Connection;

beforeEach(async () => {
  tool = await startArtifactory({ port: 0, now: clock.now, story });
  connection = connect(artifactoryCredentials.accessToken);
});
afterEach(() => tool.close());

function connect(token: string, url: string = tool.url): Connection {
  return artifactory.connect({ name: 'dml', isProduction: true, url, auth: { kind: 'bearer', token }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
}

function keysOf(release: typeof payments): string[] {
  return (release?.artifacts ?? []).map(({ repository, path, name }) => `${repository}/${path}/${name}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function read(keys: readonly string[], ask: Ask = judging, from: Connection = connection) {
  return await (from.readers.artifact?.read(keys.map((key) => ({ key })), ask) ?? Promise.reject(new Error('no reader')));
}

async function find<Q extends QuestionName>(question: Q, about: Questions[Q]['ask'], ask: Ask = judging, from: Connection = connection): Promise<Findings<Questions[Q]['finds']>> {
  const finder = from.finders[question];
  if (finder === undefined) throw new Error('no finder');
  return finder.find(about, ask);
}

async function scansOf(ids: readonly string[], ask: Ask = judging) {
  return await (connection.relations['artifact.scan']?.relate(ids, ask) ?? Promise.reject(new Error('no relation')));
}

async function overwrite(key: string, content: string): Promise<void> {
  const answer = await fetch(`${tool.url}/artifactory/${key}`, { method: 'PUT', headers: { authorization: `Bearer ${artifactoryCredentials.adminToken}` }, body: content });
  if (!answer.ok) throw new Error(`The stand-in did not take the file: ${answer.status}`);
}

describe('Artifactory: reading artifacts', () => {
  it('reads a whole package by place in one query, with digests, builds and properties', async () => {
    const keys = keysOf(payments);
    const artifacts = await read(keys);
    expect(artifacts.map(({ source }) => source.key).toSorted()).toEqual(keys.toSorted());
    const [first] = payments?.artifacts ?? [];
    expect(artifacts.find(({ name }) => name === first?.name)).toMatchObject({
      kind: 'artifact', label: first?.name, repository: first?.repository, path: first?.path, sizeBytes: Buffer.byteLength(first?.content ?? ''), sha256: sha256(first?.content ?? ''),
      buildName: payments?.build.name, buildNumber: payments?.build.number, properties: { 'vcs.revision': [payments?.build.vcsRevision] },
      source: { reference: `dml:artifact:${keys[0] ?? ''}`, system: 'ARTIFACTORY', url: `${tool.url}/ui/repos/tree/General/${keys[0] ?? ''}` },
    });
    expect(callsTo(tool, '')).toBe(1);
  });

  it('reads the packages of 60 releases in a handful of queries, each short enough for the tool', async () => {
    const keys = story.releases.slice(0, 60).flatMap(keysOf);
    expect(await read(keys)).toHaveLength(keys.length);
    expect(callsTo(tool, '')).toBeLessThanOrEqual(5);
  });

  it('answers an identity only while that very content stands there', async () => {
    const [key = ''] = keysOf(payments);
    const [before] = await read([key]);
    const identity = before?.id.replace('dml:artifact:', '') ?? '';
    await overwrite(key, 'rebuilt by hand');
    expect(await connection.readers.artifact?.read([{ id: identity }], judging)).toEqual([]);
    const [after] = await read([key]);
    expect(after?.sha256).toBe(sha256('rebuilt by hand'));
    expect(after?.id).not.toBe(before?.id);
    expect(after?.source.reference).toBe(before?.source.reference);
  });

  it('leaves out what is missing, hidden or no place', async () => {
    const [key = ''] = keysOf(payments);
    const hidden = story.releases.flatMap(keysOf).map((one) => one.replace(/^[^/]+/, quarantineRepository));
    expect(await read([`${key}.missing`, 'x', '', 'a/../b', ...hidden.slice(0, 50)])).toEqual([]);
    expect(await read([key], judging, connect(blindToken))).toEqual([]);
  });

  it('takes the address of Artifactory itself as well as the platform\'s', async () => {
    const [key = ''] = keysOf(payments);
    expect(await read([key], judging, connect(artifactoryCredentials.accessToken, `${tool.url}/artifactory/`))).toHaveLength(1);
  });

  it('does not call absent what the tool cut off', async () => {
    const small = await startArtifactory({ port: 0, now: clock.now, story, hardLimit: 2 });
    try {
      const cut = connect(artifactoryCredentials.accessToken, small.url);
      expect(await problemOf(read(keysOf(payments), judging, cut))).toBe('UNEXPECTED_ANSWER');
      expect(await find('artifacts.bySha256', { digests: (payments?.artifacts ?? []).map(({ content }) => sha256(content)) }, judging, cut)).toMatchObject({ isComplete: false });
    } finally {
      await small.close();
    }
  });
});

describe('Artifactory: builds and bundles', () => {
  it('reads a build without the secrets its pipeline leaked', async () => {
    const { name = '', number = '', startedAt, vcsRevision } = payments?.build ?? {};
    const [build] = await (connection.readers.build?.read([{ key: `${name}/${number}` }], judging) ?? Promise.reject(new Error('no reader')));
    expect(build).toMatchObject({ kind: 'build', name, number, startedAt: new Date(startedAt ?? '').toISOString(), vcsRevision, testsPassed: true, label: `${name} ${number}` });
    expect(build?.workItemKeys.toSorted()).toEqual(payments?.workItems.map(({ key }) => key).toSorted());
    expect(build?.artifacts).toHaveLength(12);
    expect(JSON.stringify(build)).not.toContain('leaked');
    expect(await connection.readers.build?.read([{ id: build?.id.replace('dml:build:', '') ?? '' }], judging)).toEqual([{ ...build, source: expect.anything() as unknown }]);
    expect(await connection.readers.build?.read([{ key: `${name}/0` }, { key: 'nothing' }, { key: '../..' }], judging)).toEqual([]);
  });

  it('finds the build of a version, and says where it put its artifacts', async () => {
    const builds = await find('builds.ofVersion', { name: 'payments', version: '2.4.0' });
    expect(builds).toMatchObject({ isComplete: true, records: [{ name: 'payments', number: payments?.build.number }] });
    expect(builds.records[0]?.artifacts.map(({ reference, sha256: digest }) => [reference, digest]).toSorted()).toEqual((payments?.artifacts ?? []).map(({ content }, index) => [`dml:artifact:${keysOf(payments)[index] ?? ''}`, sha256(content)]).toSorted());
    expect(callsTo(tool, '')).toBe(2);
  });

  it('finds the files labelled with the builds of 200 releases in a few queries, and by version those of the version only', async () => {
    const found = await find('artifacts.ofBuilds', { builds: story.releases.map(({ build: { name, number } }) => ({ name, number })), versions: [] }, page);
    expect([found.isComplete, found.records.map(({ source }) => source.key).toSorted()]).toEqual([true, story.releases.flatMap(keysOf).toSorted()]);
    expect(callsTo(tool, '')).toBeLessThanOrEqual(4);
    const versions = ['2.4.0', '2.4', '*', ''].map((version) => ({ name: 'payments', version }));
    const ofVersions = await find('artifacts.ofBuilds', { builds: [], versions }, page);
    expect([ofVersions.isComplete, ofVersions.records.map(({ source }) => source.key).toSorted()]).toEqual([false, keysOf(payments).toSorted()]);
  });

  it.each(['2.4', '4.0', '*', '2.?.0', '9.9.9', ''])('finds no build of version %j', async (version) => {
    expect(await find('builds.ofVersion', { name: 'payments', version })).toEqual({ records: [], isComplete: true });
  });

  it('finds the artifacts of a release bundle, and none where there is no bundle', async () => {
    const found = await find('artifacts.ofBundle', { name: 'payments', version: '2.4.0' });
    expect(found.records.map(({ source }) => source.key).toSorted()).toEqual(keysOf(payments).toSorted());
    expect(await find('artifacts.ofBundle', { name: 'payments', version: '9.9.9' })).toEqual({ records: [], isComplete: true });
  });
});

describe('Artifactory: searching', () => {
  it('finds artifacts by digest, wherever they stand and may be seen', async () => {
    const [first] = payments?.artifacts ?? [];
    const found = await find('artifacts.bySha256', { digests: [sha256(first?.content ?? ''), 'no digest', 'f'.repeat(64)] });
    expect(found.records.map(({ name }) => name)).toEqual([first?.name]);
    expect(found.isComplete).toBe(true);
  });

  it('lists by name over pages that hidden files made short, and never claims to be whole', async () => {
    const found = await find('artifacts.list', { text: 'payments-api', limit: 10 }, page);
    expect(found.records).toHaveLength(10);
    expect(found.records.every(({ name, repository }) => name.includes('payments-api') && repository !== quarantineRepository)).toBe(true);
    expect(found.isComplete).toBe(false);
    expect((await find('artifacts.list', { text: '"}).include("*', limit: 10 }, page)).records).toEqual([]);
  });
});

describe('Xray: scans', () => {
  it('counts what the scanner found, and calls clean only what was scanned', async () => {
    const artifacts = await read([...keysOf(payments), ...keysOf(statements), ...keysOf(vulnerable)]);
    const scans = await scansOf(artifacts.map(({ id }) => id));
    const scanOf = (name: string | undefined) => scans.get(artifacts.find((artifact) => artifact.name === name)?.id ?? '');
    expect(scanOf(payments?.artifacts[0]?.name)).toMatchObject({ state: 'SCANNED', critical: 0, high: 0, medium: 0, low: 0, scannedAt: expect.any(String) as unknown });
    expect(scanOf(statements?.artifacts.find(({ scan }) => scan === 'never')?.name)).toEqual({ state: 'NOT_SCANNED', critical: null, high: null, medium: null, low: null, scannedAt: null });
    expect(scanOf(vulnerable?.artifacts.find(({ scan }) => scan === 'vulnerable')?.name)).toMatchObject({ state: 'SCANNED', high: 1, medium: 1 });
  });

  it('asks for all summaries in one call, and for the states one by one', async () => {
    const artifacts = await read(keysOf(payments));
    await fetch(`${tool.url}/__sandbox/calls`, { method: 'DELETE' });
    await scansOf(artifacts.map(({ id }) => id));
    expect([callsTo(tool, '/summary/artifact'), callsTo(tool, '/artifact/status')]).toEqual([1, 12]);
  });

  it('keeps a page\'s calls bounded: what it could not afford to ask is UNKNOWN', async () => {
    const artifacts = await read(story.releases.slice(0, 20).flatMap(keysOf));
    await fetch(`${tool.url}/__sandbox/calls`, { method: 'DELETE' });
    const scans = await scansOf(artifacts.map(({ id }) => id), page);
    expect(scans.size).toBe(artifacts.length);
    expect(callsTo(tool, '')).toBeLessThanOrEqual(21);
    expect([...scans.values()].filter(({ state }) => state === 'UNKNOWN')).toHaveLength(artifacts.length - 20);
  });

  it('does not lend one content\'s scan to another that stood at the same place', async () => {
    const [key = ''] = keysOf(payments);
    const [before] = await read([key]);
    await overwrite(key, statements?.artifacts[0]?.content ?? '');
    const scans = await scansOf([before?.id ?? '']);
    expect(scans.get(before?.id ?? '')).toMatchObject({ state: 'UNKNOWN', critical: null });
  });

  it('knows nothing of what is not there', async () => {
    const scans = await scansOf([`dml:artifact:libs-release-local/x/y.tgz@${'0'.repeat(64)}`, 'dml:change:CHG1']);
    expect([...scans.values()].map(({ state }) => state)).toEqual(['UNKNOWN']);
  });

  it.each([{ kind: 'empty' }, { kind: 'garble' }] as const)('%j in the summary never looks clean', async (fault) => {
    const artifacts = await read(keysOf(payments));
    await setFaults(tool, { ...fault, match: '/summary/artifact' });
    for (let round = 0; round < 3; round += 1) {
      const scans = await scansOf(artifacts.map(({ id }) => id)).catch(() => null);
      expect([...(scans?.values() ?? [])].every(({ state, critical }) => state === 'UNKNOWN' && critical === null)).toBe(true);
    }
  });
});

describe('Artifactory when it fails', () => {
  const questions: readonly (readonly [string, (from: Connection) => Promise<unknown>])[] = [
    ['reading artifacts', (from) => read(keysOf(payments), judging, from)],
    ['reading a build', (from) => from.readers.build?.read([{ key: `payments/${payments?.build.number ?? ''}` }], judging) ?? Promise.resolve()],
    ['finding by digest', (from) => find('artifacts.bySha256', { digests: ['f'.repeat(64)] }, judging, from)],
    ['finding by labels', (from) => find('artifacts.ofBuilds', { builds: [{ name: 'payments', number: '1' }], versions: [] }, judging, from)],
    ['finding by bundle', (from) => find('artifacts.ofBundle', { name: 'payments', version: '2.4.0' }, judging, from)],
    ['finding builds', (from) => find('builds.ofVersion', { name: 'payments', version: '2.4.0' }, judging, from)],
    ['listing', (from) => find('artifacts.list', { text: 'payments', limit: 3 }, page, from)],
    ['scans', (from) => from.relations['artifact.scan']?.relate([`dml:artifact:${keysOf(payments)[0] ?? ''}@${'0'.repeat(64)}`], judging) ?? Promise.resolve()],
    ['probing', (from) => from.probe(judging)],
  ];

  it.each(spoilingFaults)('%j is %s to every question', async (fault, code) => {
    await setFaults(tool, fault);
    const codes = await Promise.all(questions.map(async ([what, ask]) => [what, await problemOf(ask(connection))]));
    expect(codes).toEqual(questions.map(([what]) => [what, code]));
  });

  it('a token nobody issued is UNAUTHORIZED to every question', async () => {
    const stranger = connect('nobody');
    for (const [, ask] of questions) expect(await problemOf(ask(stranger))).toBe('UNAUTHORIZED');
  });

  it('never turns a garbled answer into a value', async () => {
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) {
      expect(await problemOf(read(keysOf(payments)))).toBe('UNEXPECTED_ANSWER');
      expect(await problemOf(find('builds.ofVersion', { name: 'payments', version: '2.4.0' }))).toBe('UNEXPECTED_ANSWER');
    }
  });

  it('believes an empty answer as "none", which no gate passes on', async () => {
    await setFaults(tool, { kind: 'empty' });
    expect(await read(keysOf(payments))).toEqual([]);
    expect(await problemOf(connection.readers.build?.read([{ key: `payments/${payments?.build.number ?? ''}` }], judging) ?? Promise.resolve())).toBe('UNEXPECTED_ANSWER');
  });

  it('waits for a slow answer within its deadline', async () => {
    await setFaults(tool, { kind: 'slow', delayMs: 50 });
    expect(await read(keysOf(payments))).toHaveLength(12);
  });
});
