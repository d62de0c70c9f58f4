import { placeOf, visitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

interface Artifact { readonly name: string; readonly path: string; readonly sha256: string }
interface Build {
  readonly buildInfo: {
    readonly name: string; readonly number: string; readonly started: string;
    readonly modules: readonly { readonly id: string; readonly artifacts: readonly Artifact[] }[];
    readonly issues: { readonly affectedIssues: readonly { readonly key: string }[] };
    readonly statuses: readonly { readonly status: string; readonly repository?: string }[];
    readonly properties: Readonly<Record<string, string>>;
  };
}
interface Promoted { readonly messages: readonly { readonly level: string; readonly message: string }[] }

let at: Visitor;
let path: string;
beforeEach(async () => {
  at = await visitor();
  path = `/artifactory/api/build/payments/${at.release('payments-2.4.0').build.number}`;
});
afterEach(async () => { await at.tool.close(); });

const isThere = async (place: string): Promise<boolean> => (await at.call(`/artifactory/api/storage/${place}`)).status === 200;
const promote = (body: object, type = 'application/vnd.org.jfrog.artifactory.build.PromotionRequest+json'): ReturnType<typeof at.call<Promoted>> =>
  at.call<Promoted>(path.replace('/build/', '/build/promote/'), { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });

describe('build info', () => {
  it('lists the release\'s artifacts with digests, its Jira keys, and dates with +0000', async () => {
    const release = at.release('payments-2.4.0');
    const { buildInfo } = (await at.call<Build>(path)).body;
    expect(buildInfo.started).toBe(release.build.startedAt.replace('Z', '+0000'));
    expect(buildInfo.modules[0]?.artifacts.map(({ path: own }) => `libs-release-local/${own}`)).toEqual(release.artifacts.map(placeOf));
    expect(buildInfo.issues.affectedIssues.map(({ key }) => key)).toEqual(release.workItems.map(({ key }) => key));
    expect(buildInfo.statuses[0]?.status).toBe('Tested');
    expect(buildInfo.properties['buildInfo.env.DEPLOY_PASSWORD']).toBeDefined();
  });

  it('is 404 in the wrong project, and a build in a project is 404 without it', async () => {
    expect((await at.call(`${path}?project=treasury`)).status).toBe(404);
    const body = { name: 'rates/daily', number: '7', started: '2026-03-01T10:00:00.000+0000' };
    expect((await at.call('/artifactory/api/build?project=treasury', { method: 'PUT', body })).status).toBe(204);
    const own = '/artifactory/api/build/rates%2Fdaily/7';
    expect((await at.call(own)).status).toBe(404);
    expect((await at.call<Build>(`${own}?project=treasury`)).body.buildInfo.name).toBe('rates/daily');
    expect((await at.call(`${own}?buildRepo=treasury-build-info`)).status).toBe(200);
  });

  it('keeps runs of one number apart by their start, and answers the latest', async () => {
    for (const hour of ['11', '10']) await at.call('/artifactory/api/build', { method: 'PUT', body: { name: 'twice', number: '1', started: `2026-03-01T${hour}:00:00.000+0000` } });
    expect((await at.call<Build>('/artifactory/api/build/twice/1')).body.buildInfo.started).toContain('T11');
    expect((await at.call<Build>(`/artifactory/api/build/twice/1?started=${encodeURIComponent('2026-03-01T10:00:00.000+0000')}`)).body.buildInfo.started).toContain('T10');
    expect((await at.call<{ buildsNumbers: readonly unknown[] }>('/artifactory/api/build/twice')).body.buildsNumbers).toHaveLength(2);
    expect((await at.call('/artifactory/api/build/nothing')).status).toBe(404);
  });

  it('refuses build info without a start', async () => {
    expect((await at.call('/artifactory/api/build', { method: 'PUT', body: { name: 'x', number: '1', started: 'yesterday' } })).status).toBe(400);
  });
});

describe('promotion', () => {
  it('moves unless copy is said: the package leaves the library it was in', async () => {
    const places = at.release('payments-2.4.0').artifacts.map(placeOf);
    const moved = places.map((place) => place.replace('libs-release-local', 'libs-production-local'));
    expect((await promote({ status: 'Released', targetRepo: 'libs-production-local', dryRun: true })).status).toBe(200);
    expect(await isThere(places[0] ?? '')).toBe(true);
    await promote({ status: 'Released', targetRepo: 'libs-production-local' });
    expect([await isThere(places[0] ?? ''), await isThere(moved[0] ?? '')]).toEqual([false, true]);
    await promote({ status: 'Back', sourceRepo: 'libs-production-local', targetRepo: 'libs-release-local', copy: true });
    expect([await isThere(places[0] ?? ''), await isThere(moved[0] ?? '')]).toEqual([true, true]);
    expect((await at.call<Build>(path)).body.buildInfo.statuses.map(({ status }) => status)).toEqual(['Tested', 'Released', 'Back']);
  });

  it('answers 200 for a promotion that lost a file, when told not to fail fast', async () => {
    const wish = { status: 'Released', sourceRepo: 'scratch-local', targetRepo: 'libs-production-local', copy: true };
    expect((await promote(wish)).status).toBe(400);
    const reply = await promote({ ...wish, failFast: false });
    expect(reply.status).toBe(200);
    expect(reply.body.messages.filter(({ level }) => level === 'error')).toHaveLength(12);
  });

  it('refuses another content type and a target that is not there', async () => {
    expect((await promote({ status: 'x' }, 'text/plain')).status).toBe(415);
    expect((await promote({ status: 'x', targetRepo: 'nowhere' })).status).toBe(404);
  });
});

describe('release bundles', () => {
  it('tells the files and the build of a bundle', async () => {
    const release = at.release('payments-2.4.0');
    const { body } = await at.call<{ artifacts: readonly { path: string; source_repository_key: string }[]; source: { builds: readonly { build_number: string }[] } }>('/lifecycle/api/v2/release_bundle/records/payments/2.4.0');
    expect(body.artifacts.map(({ path: own, source_repository_key: repo }) => `${repo}/${own}`)).toEqual(release.artifacts.map(placeOf));
    expect(body.source.builds[0]?.build_number).toBe(release.build.number);
    expect((await at.call('/lifecycle/api/v2/release_bundle/records/payments/9.9.9')).status).toBe(404);
  });
});
