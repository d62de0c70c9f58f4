import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { StoryArtifact } from '../bank/story.ts';
import { adminToken, placeOf, visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

interface Issue { readonly severity: string; readonly components?: readonly { readonly fixed_versions: readonly string[] }[] }
interface Summary { readonly artifacts: readonly { readonly general: { readonly path: string; readonly sha256: string }; readonly issues: readonly Issue[] }[]; readonly errors: readonly { readonly identifier: string; readonly error: string }[] }
interface Status { readonly overall: { readonly status: string; readonly time: string }; readonly details: Readonly<Record<string, { readonly status: string }>> }

let at: Visitor;
beforeEach(async () => { at = await visitor(); });
afterEach(async () => { await at.tool.close(); });

const summary = async (body: object, version = 'v2'): Promise<Summary> => (await at.call<Summary>(`/xray/api/${version}/summary/artifact`, { body })).body;
const status = async (place: string): Promise<{ status: number; body: Status }> => {
  const [repo, ...path] = place.split('/');
  return at.call<Status>('/xray/api/v1/artifact/status', { body: { repo, path: path.join('/') } });
};
const artifactOf = (scan: StoryArtifact['scan']): StoryArtifact => {
  const found = at.story.releases.flatMap(({ artifacts }) => artifacts).find((artifact) => artifact.scan === scan);
  if (found === undefined) throw new Error(`The story has no ${scan} artifact.`);
  return found;
};

describe('summary', () => {
  it('looks the same for what is clean and what was never scanned', async () => {
    const clean = artifactOf('clean');
    const never = artifactOf('never');
    const { artifacts, errors } = await summary({ paths: [clean, never].map((artifact) => `default/${placeOf(artifact)}`) });
    expect(artifacts.map(({ issues }) => issues)).toEqual([[], []]);
    expect(errors).toEqual([]);
  });

  it('tells issues with severities, and fixed versions in v2 alone', async () => {
    const paths = [`default/${placeOf(artifactOf('vulnerable'))}`];
    const [v1, v2] = [(await summary({ paths }, 'v1')).artifacts[0]?.issues ?? [], (await summary({ paths })).artifacts[0]?.issues ?? []];
    expect(v2.map(({ severity }) => severity)).toContain('High');
    expect(v2[0]?.components?.[0]?.fixed_versions).toHaveLength(1);
    expect(v1.map(({ severity }) => severity)).toEqual(v2.map(({ severity }) => severity));
    expect(v1[0]?.components).toBeUndefined();
  });

  it('finds by digest, but ignores digests beside paths', async () => {
    const [clean, never] = [artifactOf('clean'), artifactOf('never')];
    const checksums = [createHash('sha256').update(never.content).digest('hex')];
    expect((await summary({ checksums })).artifacts[0]?.general.path).toBe(`default/${placeOf(never)}`);
    expect((await summary({ checksums, paths: [`default/${placeOf(clean)}`] })).artifacts.map(({ general }) => general.path)).toEqual([`default/${placeOf(clean)}`]);
  });

  it('puts what it does not know under errors, with 200', async () => {
    expect(await summary({ paths: ['default/libs-release-local/nothing.tgz'] })).toEqual({
      artifacts: [], errors: [{ identifier: 'default/libs-release-local/nothing.tgz', error: "Artifact doesn't exist or not indexed/cached in Xray" }],
    });
  });
});

describe('status', () => {
  it('is what tells clean from never scanned', async () => {
    expect((await status(placeOf(artifactOf('clean')))).body.overall.status).toBe('DONE');
    expect((await status(placeOf(artifactOf('never')))).body.overall.status).toBe('NOT_SCANNED');
    expect((await status('libs-release-local/nothing.tgz')).status).toBe(404);
  });

  it('is pending after an upload, then done; failed or not supported for what cannot be scanned', async () => {
    const put = (place: string, body: string): Promise<unknown> => at.call(`/artifactory/${place}`, { method: 'PUT', body });
    await put('libs-production-local/a.tgz', 'bytes');
    await put('libs-production-local/b.tgz', '');
    await put('libs-production-local/c.txt', 'words');
    await put('scratch-local/d.tgz', 'other bytes');
    const words = async (): Promise<readonly string[]> => Promise.all(['libs-production-local/a.tgz', 'libs-production-local/b.tgz', 'libs-production-local/c.txt', 'scratch-local/d.tgz'].map(async (place) => (await status(place)).body.overall.status));
    expect(await words()).toEqual(['PENDING', 'PENDING', 'NOT_SUPPORTED', 'NOT_SUPPORTED']);
    at.wait(3_000);
    expect(await words()).toEqual(['DONE', 'FAILED', 'NOT_SUPPORTED', 'NOT_SUPPORTED']);
  });

  it('becomes done when an administrator has it scanned again', async () => {
    const never = artifactOf('never');
    const body = { artifacts: [{ repository: never.repository, path: `${never.path}/${never.name}` }] };
    expect((await at.call('/xray/api/v1/forceReindex', { body })).status).toBe(403);
    expect((await at.call('/xray/api/v1/forceReindex', { body, token: adminToken })).status).toBe(200);
    expect((await status(placeOf(never))).body.overall.status).toBe('DONE');
  });
});

const recording = '../shared/apis/recordings/xray/jfc_ArtifactStatusResponse.json';
const whenRecorded = existsSync(recording) ? describe : describe.skip;
whenRecorded(`beside the vendor's recording (needs ${recording})`, () => {
  it('has the same names', async () => {
    const recorded = JSON.parse(readFileSync(recording, 'utf8')) as Status;
    const { body } = await status(placeOf(artifactOf('clean')));
    expect(Object.keys(body.overall)).toEqual(Object.keys(recorded.overall));
    expect(Object.keys(body.details)).toEqual(Object.keys(recorded.details));
  });
});
