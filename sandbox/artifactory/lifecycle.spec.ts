import { placeOf, visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';
import { startArtifactory } from './index.ts';
import { tellStory } from '../bank/bank.ts';
import { isSignedBy, releaseKey, signedStatement, strangersKey } from '../bank/signing.ts';
import type { Envelope, SigningKey } from '../bank/signing.ts';
import { artifactoryCredentials } from '../bank/credentials.ts';

interface Promotions { readonly promotions: readonly { readonly status: string; readonly environment: string; readonly created_millis: number }[] }
interface Status { readonly status: string; readonly messages: readonly { readonly text: string }[] }
interface Found { readonly data?: { readonly evidence: { readonly searchEvidence: { readonly totalCount: number; readonly edges: readonly { readonly node: { readonly verified: boolean } }[] } } }; readonly errors?: readonly object[] }

let at: Visitor;
beforeEach(async () => { at = await visitor(); });
afterEach(async () => { await at.tool.close(); });

const records = '/lifecycle/api/v2/promotion/records/payments/2.4.0';
const promote = (path = records, query = '') => at.call<{ created_millis: number }>(path + query, { body: { environment: 'PROD' } });
const statusOf = async (created: number, path = 'payments/2.4.0'): Promise<Status> => (await at.call<Status>(`/lifecycle/api/v2/promotion/statuses/${path}/${created}`)).body;

describe('promotion of bundles', () => {
  it('is accepted at once and over later; only then are the files there', async () => {
    const { status, body } = await promote();
    expect(status).toBe(202);
    expect((await statusOf(body.created_millis)).status).toBe('PROCESSING');
    at.wait(1_000);
    expect((await statusOf(body.created_millis)).status).toBe('COMPLETED');
    const place = placeOf(at.release('payments-2.4.0').artifacts[0]).replace(/^[^/]+/, 'libs-production-local');
    expect((await at.call(`/artifactory/api/storage/${place}`)).status).toBe(200);
    expect((await at.call<Promotions>(records)).body.promotions).toMatchObject([{ status: 'COMPLETED', environment: 'PROD' }]);
  });

  it('asked twice, promotes twice: nothing joins them', async () => {
    await promote();
    await promote();
    expect((await at.call<Promotions>(records)).body.promotions).toHaveLength(2);
  });

  it('ends REJECTED with a reason when an Xray policy blocks it', async () => {
    const grave = at.story.releases.find(({ artifacts }) => artifacts.some(({ scan }) => scan === 'vulnerable'));
    const path = `${grave?.serviceKey ?? ''}/${grave?.version ?? ''}`;
    const { body } = await promote(`/lifecycle/api/v2/promotion/records/${path}`, '?async=false');
    expect(await statusOf(body.created_millis, path)).toMatchObject({ status: 'REJECTED', messages: [{ text: expect.stringContaining('Xray policy') as string }] });
  });
});

describe('evidence', () => {
  const envelope = (key: SigningKey): object => signedStatement(key, [], 'x', {});
  const search = 'query ($w: EvidenceWhereInput!) { evidence { searchEvidence(where: $w) { totalCount edges { node { verified } } } } }';

  it('keeps the same envelope twice, and says whose signature it could check', async () => {
    const artifact = at.release('lending-6.4.1').artifacts[0];
    for (const key of [releaseKey, releaseKey, strangersKey]) expect((await at.call(`/evidence/api/v1/subject/${placeOf(artifact)}`, { body: envelope(key) })).status).toBe(201);
    const { body } = await at.call<Found>('/onemodel/api/v1/graphql', { body: { query: search, variables: { w: { hasSubjectWith: { repositoryKey: artifact?.repository, path: artifact?.path, name: artifact?.name } } } } });
    expect(body.data?.evidence.searchEvidence).toMatchObject({ totalCount: 3, edges: [{ node: { verified: true } }, { node: { verified: true } }, { node: { verified: false } }] });
  });

  it('keeps what the pipeline attested of the packages that the story is about, and serves each envelope as it came', async () => {
    const artifact = at.release('ledger-1.9.2').artifacts[0];
    const asked = 'query ($w: EvidenceWhereInput!) { evidence { searchEvidence(where: $w) { edges { node { downloadPath verified subject { sha256 } } } } } }';
    type Kept = { readonly data: { readonly evidence: { readonly searchEvidence: { readonly edges: readonly { readonly node: { readonly downloadPath: string; readonly verified: boolean; readonly subject: { readonly sha256: string } } }[] } } } };
    const { body } = await at.call<Kept>('/onemodel/api/v1/graphql', { body: { query: asked, variables: { w: { hasSubjectWith: { repositoryKey: artifact?.repository, path: artifact?.path, name: artifact?.name } } } } });
    const nodes = body.data.evidence.searchEvidence.edges.map(({ node }) => node);
    expect(nodes.map(({ verified }) => verified)).toEqual([true, true]);
    for (const { downloadPath } of nodes) expect(isSignedBy(releaseKey, (await at.call<Envelope>(`/artifactory/${downloadPath}`)).body)).toBe(true);
    expect((await at.call(`/artifactory/${nodes[0]?.downloadPath ?? ''}x`)).status).toBe(404);
  });

  it('tells a mistake of a query inside a 200', async () => {
    const { status, body } = await at.call<Found>('/onemodel/api/v1/graphql', { body: { query: '{ evidence { nonsense } }' } });
    expect([status, body.errors?.length]).toEqual([200, 1]);
  });
});

describe('repositories and turns', () => {
  it('answers a remote repository from its cache, whose name alone AQL knows', async () => {
    await at.call('/artifactory/npm-remote-cache/left/left-1.0.0.tgz', { method: 'PUT', body: 'left' });
    expect((await at.call<{ repo: string }>('/artifactory/api/storage/npm-remote/left/left-1.0.0.tgz')).body.repo).toBe('npm-remote-cache');
    const rows = async (repo: string): Promise<number> => (await at.aql<{ results: unknown[] }>(`items.find({"repo":"${repo}"}).include("repo","path","name")`)).body.results.length;
    expect([await rows('npm-remote'), await rows('npm-remote-cache')]).toEqual([0, 1]);
  });

  it('puts a file without a folder under the path "."', async () => {
    await at.call('/artifactory/scratch-local/root.txt', { method: 'PUT', body: 'x' });
    expect((await at.aql<{ results: unknown[] }>('items.find({"repo":"scratch-local"}).include("repo","path","name")')).body.results).toEqual([{ repo: 'scratch-local', path: '.', name: 'root.txt' }]);
  });

  it('runs three queries at a time and turns away the one that waited too long', async () => {
    const busy = await startArtifactory({ port: 0, now: () => new Date(), story: tellStory(new Date()), aqlTakesMs: 1_500, aqlWaitMs: 100 });
    try {
      const ask = async (): Promise<number> => (await fetch(`${busy.url}/artifactory/api/search/aql`, { method: 'POST', headers: { 'authorization': `Bearer ${artifactoryCredentials.accessToken}`, 'content-type': 'text/plain' }, body: 'items.find({"name":"x"}).include("repo","path","name")' })).status;
      expect((await Promise.all([ask(), ask(), ask(), ask()])).toSorted()).toEqual([200, 200, 200, 429]);
    } finally {
      await busy.close();
    }
  });

  it('takes no bare number, and no link of the chain out of order', async () => {
    const status = async (query: string): Promise<number> => (await at.aql(query)).status;
    expect(await status('items.find({"size":{"$gt":1000}}).include("repo","path","name")')).toBe(400);
    expect(await status('items.find({}).limit(1).include("repo","path","name")')).toBe(400);
    expect(await status('items.find({"size":{"$gt":"1000"}}).include("repo","path","name").sort({"$asc":["name"]}).offset(0).limit(1)')).toBe(200);
  });
});
