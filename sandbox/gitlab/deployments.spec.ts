import type { StandIn } from '../kernel/index.ts';
import { ask, reaches } from './asking.spec-data.ts';
import type { Answer } from './asking.spec-data.ts';
import { startGitLab } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

const project = '/projects/northbank%2Fledger';

interface Row { readonly id: number; readonly status: string; readonly deployable: { readonly pipeline: { readonly id: number } } | null; readonly environment: { readonly name: string } }

describe('GitLab: environments and deployments', () => {
  let gitlab: StandIn;
  beforeEach(async () => { gitlab = await startGitLab({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: smallStory(), runMs: 100 }); });
  afterEach(async () => { await gitlab.close(); });

  const deploy = async (environment: string, plan: object = {}): Promise<number> => {
    await ask(gitlab, 'PUT', '/__sandbox/pipelines', plan);
    return ((await ask(gitlab, 'POST', `${project}/pipeline`, { ref: 'main', variables: [{ key: 'MUSTER_ENVIRONMENT', value: environment }] })).body as { id: number }).id;
  };
  const told = { environment: 'production', sha: 'a'.repeat(40), ref: 'main', tag: false, status: 'success' };
  const tell = (more: object = {}): Promise<Answer> => ask(gitlab, 'POST', `${project}/deployments`, { ...told, ...more });
  const list = async (query = ''): Promise<readonly Row[]> => (await ask(gitlab, 'GET', `${project}/deployments?${query}`)).body as Row[];

  it('tells a commit by its sha, whole or in part, or by a branch or tag, and knows no other', async () => {
    const commit = (ref: string): Promise<Answer> => ask(gitlab, 'GET', `${project}/repository/commits/${ref}`);
    const { build, version } = smallStory().releases[0] ?? { build: { vcsRevision: '', startedAt: '' }, version: '' };
    const told = (await commit(build.vcsRevision)).body as { readonly id: string; readonly committed_date: string };
    expect(told).toMatchObject({ id: build.vcsRevision, committed_date: expect.stringMatching(/\+02:00$/) as string });
    expect(Date.parse(told.committed_date)).toBeLessThan(Date.parse(build.startedAt));
    expect((await commit(`v${version}`)).body).toEqual(told);
    expect(await commit('f'.repeat(40))).toMatchObject({ status: 404, body: { message: '404 Commit Not Found' } });
    expect((await ask(gitlab, 'GET', `/projects/none%2Fnone/repository/commits/${build.vcsRevision}`)).body).toMatchObject({ message: '404 Project Not Found' });
  });

  it('lists the oldest first, unless asked otherwise', async () => {
    for (const environment of ['staging', 'production']) await deploy(environment);
    expect((await list()).map(({ environment }) => environment.name)).toEqual(['staging', 'production']);
    expect((await list('sort=desc')).map(({ environment }) => environment.name)).toEqual(['production', 'staging']);
    expect((await ask(gitlab, 'GET', `${project}/environments`)).body).toMatchObject([{ name: 'staging' }, { name: 'production' }]);
  });

  it.each([['success', 'success'], ['failed', 'failed'], ['canceled', 'canceled'], ['skipped', 'skipped'], ['allowed-failure', 'failed'], ['manual', 'created']])('one of a pipeline that is %s comes to "%s", as its job does', async (outcome, status) => {
    const pipeline = await deploy('staging', { outcome });
    const [row] = await list();
    expect(row?.deployable?.pipeline.id).toBe(pipeline);
    await reaches(gitlab, `${project}/deployments/${row?.id ?? 0}`, 'status', status);
  });

  it('is not made by a pipeline whose rules left the deploy job out', async () => {
    await deploy('staging', { outcome: 'without-deploy' });
    expect(await list()).toEqual([]);
  });

  it('is blocked until it is approved; only then its job can be started', async () => {
    const pipeline = await deploy('production', { outcome: 'blocked' });
    const path = `${project}/deployments/${(await list())[0]?.id ?? 0}`;
    expect(await reaches(gitlab, path, 'status', 'blocked')).toMatchObject({ pending_approval_count: 1 });
    const jobs = (await ask(gitlab, 'GET', `${project}/pipelines/${pipeline}/jobs`)).body as { id: number; name: string }[];
    const play = (): Promise<Answer> => ask(gitlab, 'POST', `${project}/jobs/${jobs.find(({ name }) => name === 'deploy')?.id ?? 0}/play`);
    expect((await play()).status).toBe(403);
    expect((await ask(gitlab, 'POST', `${path}/approval`, { status: 'perhaps' })).status).toBe(400);
    expect(await ask(gitlab, 'POST', `${path}/approval`, { status: 'approved' })).toMatchObject({ status: 201, body: { status: 'approved' } });
    expect((await ask(gitlab, 'POST', `${path}/approval`, { status: 'approved' })).status).toBe(400);
    expect((await play()).status).toBe(200);
    await reaches(gitlab, path, 'status', 'success');
  });

  it('can be told by hand, and then has no deployable; that of a job is nobody\'s to tell', async () => {
    await deploy('staging');
    expect(await tell()).toMatchObject({ status: 201, body: { status: 'success', deployable: null, environment: { name: 'production' } } });
    const [ofJob, byHand] = await list();
    const put = (row: Row | undefined, status: string): Promise<Answer> => ask(gitlab, 'PUT', `${project}/deployments/${row?.id ?? 0}`, { status });
    expect(await put(byHand, 'failed')).toMatchObject({ status: 200, body: { status: 'failed' } });
    expect(await put(ofJob, 'failed')).toMatchObject({ status: 403 });
    expect((await put(byHand, 'created')).status).toBe(400);
  });

  it.each([[{ environment: undefined }, 'environment is missing'], [{ status: 'created' }, 'status does not have a valid value']])('refuses one told as %j', async (more, error) => {
    expect(await tell(more)).toMatchObject({ status: 400, body: { error } });
  });

  it('filters by when it was updated only together with that order', async () => {
    await tell();
    expect(await ask(gitlab, 'GET', `${project}/deployments?updated_after=2026-03-01T00:00:00Z`)).toMatchObject({ status: 400, body: { message: expect.stringContaining('must be paired') as unknown } });
    expect(await list('updated_after=2026-03-01T00:00:00Z&order_by=updated_at')).toHaveLength(1);
    expect(await list('updated_after=2026-03-03T00:00:00Z&order_by=updated_at')).toHaveLength(0);
  });

  it.each([['environment=production', 1], ['environment=staging', 0], ['status=success', 1], ['status=failed', 0]])('filters by %s', async (query, count) => {
    await tell();
    expect(await list(query)).toHaveLength(count);
  });

  it('says of one that is not there that it is not there', async () => {
    expect(await ask(gitlab, 'GET', `${project}/deployments/1`)).toMatchObject({ status: 404, body: { message: '404 Deployment Not Found' } });
    expect((await ask(gitlab, 'GET', `${project}/deployments?status=done`)).status).toBe(400);
  });
});
