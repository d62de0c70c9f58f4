import { generateKeyPairSync } from 'node:crypto';
import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { releaseKey, signedImage, signedStatement, strangersKey, testReport } from '../../sandbox/bank/signing.ts';
import { startArtifactory } from '../../sandbox/artifactory/index.ts';
import { push, pushAttestations, pushImage, pushSignatures, type Pusher } from '../../sandbox/artifactory/pusher.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import type { Artifact, SignedStatement } from '../../src/domain/artifact.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { known } from '../../src/readiness/fact.ts';
import { packageIsSigned } from '../../src/readiness/gates/package-is-signed/index.ts';
import { artifactFactsOf, askedFacts, greenFacts, policyGate } from '../../src/readiness/green.fixture.ts';
import { callsTo, forgetCalls, oneStandIn, problemOf, setFaults } from './every-fault.ts';

const pipeline = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = pipeline.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const cosigned = (sha256: string) => signedImage(pipeline.privateKey, sha256, 'sha256');

const story = tellStory(new Date());
const [file] = story.releases.find(({ key }) => key === 'payments-2.4.0')?.artifacts ?? [];
const placeOfFile = `${file?.repository ?? ''}/${file?.path ?? ''}/${file?.name ?? ''}`;

let tool: StandIn;
let connection: Connection;
let pusher: Pusher;
oneStandIn(() => startArtifactory({ port: 0, now: () => new Date(), story }), (standIn) => {
  tool = standIn;
  connection = artifactory.connect({ name: 'dml', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: artifactoryCredentials.accessToken }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  pusher = { url: tool.url, token: artifactoryCredentials.adminToken, repository: 'docker-local' };
});

async function artifactAt(key: string): Promise<Artifact> {
  const [artifact] = await (connection.readers.artifact?.read([{ key }], judging) ?? Promise.reject(new Error('no reader')));
  if (artifact === undefined) throw new Error(`${key} is not there`);
  return artifact;
}

async function statements(...artifacts: readonly Artifact[]): Promise<readonly (readonly SignedStatement[])[]> {
  const found = await connection.relations['artifact.statements']?.relate(artifacts.map(({ id }) => id), judging);
  return artifacts.map(({ id }) => found?.get(id) ?? []);
}

let count = 0;
/** An image that nobody else in this file has. */
async function image(): Promise<Pushed> {
  count += 1;
  const name = `pay/api-${count}`;
  return { name, sha256: await pushImage(pusher, name, '2.4.0', `layer ${count}`), key: `docker-local/${name}/2.4.0/manifest.json` };
}
interface Pushed { readonly name: string; readonly sha256: string; readonly key: string }

/** What the gate says of an image that was sealed as it stands, once somebody kept something beside it. */
async function judgedWith(keep: (pushed: Pushed) => Promise<unknown>, keys: readonly string[] = [pem], predicateTypes: readonly string[] = []): Promise<string> {
  const pushed = await image();
  await keep(pushed);
  const artifact = await artifactAt(pushed.key);
  const [told = []] = await statements(artifact);
  const at = new Date().toISOString();
  const facts = greenFacts({ artifacts: [artifactFactsOf({}, { record: known(artifact, at), pinnedSha256: artifact.sha256 })], asked: askedFacts({ statements: known([{ of: artifact.id, told: known(told, at) }], at) }) });
  const { outcome, because } = packageIsSigned.judge(facts, policyGate('package-is-signed', { parameters: { keys, predicateTypes } }));
  return `${outcome}: ${because}`;
}

describe("cosign's signatures of container images, read in the registry and judged", () => {
  it('pass with the key that made one, among others and beside attestations', async () => {
    expect(await judgedWith(({ name, sha256 }) => pushSignatures(pusher, name, sha256, [cosigned(sha256)]))).toBe('PASS: The artifact is signed by a trusted key.');
    expect(await judgedWith(({ name, sha256 }) => pushSignatures(pusher, name, sha256, [signedImage(strangersKey.privateKey, sha256, null), cosigned(sha256), cosigned(sha256)]))).toMatch(/^PASS/);
    expect(await judgedWith(({ name, sha256 }) => pushAttestations(pusher, name, sha256, [signedStatement(releaseKey, [sha256], 'https://slsa.dev/provenance/v1', {})]), [releaseKey.publicPem], ['https://slsa.dev/provenance/v1'])).toMatch(/^PASS/);
  });

  it.each<[string, (pushed: Pushed) => Promise<unknown>, string]>([
    ['nobody signed it', () => Promise.resolve(), 'FAIL: manifest.json is not signed'],
    ['another key signed it', ({ name, sha256 }) => pushSignatures(pusher, name, sha256, [signedImage(strangersKey.privateKey, sha256, null)]), 'FAIL: manifest.json is signed by no key'],
    ['the signature of another image was put beside it', ({ name, sha256 }) => pushSignatures(pusher, name, sha256, [cosigned('b'.repeat(64))]), 'FAIL: What a trusted key signed is about another file'],
    ['what was signed was changed to name this image', ({ name, sha256 }) => pushSignatures(pusher, name, sha256, [{ ...cosigned(sha256), signature: cosigned('b'.repeat(64)).signature }]), 'FAIL: manifest.json is signed by no key'],
    ['a layer has no signature', ({ name, sha256 }) => push(pusher, name, `sha256-${sha256}.sig`, [{ content: 'x', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' }]), 'UNKNOWN: manifest.json has a signed statement that cannot be read'],
    ['a layer is something else', ({ name, sha256 }) => push(pusher, name, `sha256-${sha256}.sig`, [{ content: 'x', mediaType: 'text/spdx+json', annotations: { 'dev.cosignproject.cosign/signature': 'x' } }]), 'UNKNOWN'],
    ['an attestation is no envelope', ({ name, sha256 }) => push(pusher, name, `sha256-${sha256}.att`, [{ content: '{"payload":', mediaType: 'application/vnd.dsse.envelope.v1+json' }]), 'UNKNOWN'],
    ['there are more than anybody reads', ({ name, sha256 }) => push(pusher, name, `sha256-${sha256}.sig`, Array.from({ length: 21 }, () => ({ content: 'x', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', annotations: { 'dev.cosignproject.cosign/signature': 'x' } }))), 'UNKNOWN'],
  ])('do not pass when %s', async (_what, keep, said) => {
    expect(await judgedWith(keep)).toContain(said);
  });

  it('cannot be told when other bytes come than were signed, or none, or the signatures cannot be listed', async () => {
    const kept = ({ name, sha256 }: Pushed): Promise<unknown> => pushSignatures(pusher, name, sha256, [cosigned(sha256)]);
    for (const fault of [{ kind: 'empty', match: '/sha256__' }, { kind: 'truncate', match: '/sha256__' }, { kind: 'status', status: 404, match: '/sha256__' }, { kind: 'status', status: 404, match: '.sig/manifest.json' }] as const) {
      expect(await judgedWith(async (pushed) => { await kept(pushed); await setFaults(tool, fault); })).toMatch(/^UNKNOWN: manifest.json has a signed statement that cannot be read: sha256-/);
      await setFaults(tool);
    }
    const pushed = await image();
    await kept(pushed);
    const artifact = await artifactAt(pushed.key);
    await setFaults(tool, { kind: 'status', status: 500, match: '.sig/manifest.json' });
    expect(await problemOf(statements(artifact))).toBe('SERVER_ERROR');
    await setFaults(tool, { kind: 'truncate', match: '/search/aql' });
    expect(await problemOf(statements(artifact))).toBe('UNEXPECTED_ANSWER');
  });

  it('are enough where the platform has no Evidence service; without them nobody can tell', async () => {
    const withoutEvidence = async ({ name, sha256 }: Pushed): Promise<void> => {
      await pushSignatures(pusher, name, sha256, [cosigned(sha256)]);
      await setFaults(tool, { kind: 'status', status: 404, match: '/onemodel/' });
    };
    expect(await judgedWith(withoutEvidence)).toMatch(/^PASS/);
    expect(await judgedWith(withoutEvidence, [releaseKey.publicPem])).toContain('UNKNOWN: manifest.json has a signed statement that cannot be read: what the Evidence service keeps of it');
    expect(await problemOf(statements(await artifactAt(placeOfFile)))).toBe('NOT_FOUND');
  });

  it('of many images cost one search, and for each that has any its manifest and what was signed, once', async () => {
    const artifacts: Artifact[] = [];
    for (let nth = 0; nth < 12; nth += 1) {
      const { name, sha256, key } = await image();
      if (nth < 3) await pushSignatures(pusher, name, sha256, [cosigned(sha256), signedImage(pipeline.privateKey, sha256, 'sha256')]);
      artifacts.push(await artifactAt(key));
    }
    await forgetCalls(tool);
    expect((await statements(...artifacts)).map(({ length }) => length)).toEqual([2, 2, 2, ...Array.from({ length: 9 }, () => 0)]);
    expect([callsTo(tool, '/search/aql'), callsTo(tool, 'GET /artifactory/{repository}/{path}'), callsTo(tool, '/onemodel/')]).toEqual([1, 6, 1]);
  });

  it('are not looked for beside what is no image', async () => {
    const artifact = await artifactAt(placeOfFile);
    await forgetCalls(tool);
    expect((await statements(artifact))[0]?.length).toBe(2);
    expect(callsTo(tool, '/search/aql')).toBe(0);
  });

  it('are read beside the evidence that the library keeps of the image', async () => {
    const { name, sha256, key } = await image();
    await fetch(`${tool.url}/evidence/api/v1/subject/${key}`, { method: 'POST', headers: { 'authorization': `Bearer ${artifactoryCredentials.adminToken}`, 'content-type': 'application/json' }, body: JSON.stringify(testReport(releaseKey, sha256, 'PASSED', ['unit'])) });
    await pushSignatures(pusher, name, sha256, [cosigned(sha256)]);
    expect((await statements(await artifactAt(key)))[0]?.map(({ subjectSha256 }) => subjectSha256)).toEqual([sha256, sha256]);
  });
});
