import { Gitlab } from '@gitbeaker/rest';
import { gitlabCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { otherTokens, startGitLab } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

/** A client that many use and that knows nothing of us: what it cannot read, the stand-in says wrongly. */
describe('GitLab, spoken with by @gitbeaker/rest', () => {
  let gitlab: StandIn;
  beforeAll(async () => { gitlab = await startGitLab({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story: smallStory(), runMs: 200, mostCounted: 40 }); });
  afterAll(async () => { await gitlab.close(); });

  const project = 'northbank/ledger';
  const client = (token: string = gitlabCredentials.token): InstanceType<typeof Gitlab<false>> => new Gitlab({ host: gitlab.url, token });

  /** The status under which a question was refused. */
  const status = async (question: Promise<unknown>): Promise<number | undefined> => {
    const error: unknown = await question.then(() => null, (reason: unknown) => reason);
    return (error as { cause?: { response?: { status?: number } } } | null)?.cause?.response?.status;
  };

  it('creates a pipeline, follows it and its jobs, and reads what it was told', async () => {
    const api = client();
    const { id } = await api.Pipelines.create(project, 'main', { variables: [{ key: 'MUSTER_ENVIRONMENT', value: 'staging' }, { key: 'MUSTER_CORRELATION', value: 'dep-1' }] });
    let pipeline = await api.Pipelines.show(project, id);
    while (pipeline.status !== 'success') pipeline = await api.Pipelines.show(project, id);
    expect(pipeline.detailed_status.group).toBe('success');
    expect((await api.Jobs.all(project, { pipelineId: id })).map(({ name, status }) => [name, status])).toEqual([['smoke-test', 'success'], ['deploy', 'success'], ['prepare', 'success']]);
    expect(await api.Pipelines.allVariables(project, id)).toMatchObject([{ key: 'MUSTER_ENVIRONMENT' }, { key: 'MUSTER_CORRELATION', value: 'dep-1' }]);
    expect(await api.Deployments.all(project, { environment: 'staging' })).toMatchObject([{ status: 'success', deployable: { pipeline: { id } } }]);
    expect(await api.Environments.all(project)).toMatchObject([{ name: 'staging' }]);
  });

  it('reads deployments, the oldest first unless asked otherwise, by status, environment and when they moved, and one by itself', async () => {
    const api = client();
    for (const environment of ['eu', 'us', 'eu']) await api.Deployments.create(project, environment, 'a'.repeat(40), 'main', false, { status: 'running' });
    const eu = await api.Deployments.all(project, { environment: 'eu' });
    expect(eu.map(({ id }) => id)).toEqual(eu.map(({ id }) => id).toSorted((a, b) => a - b));
    expect((await api.Deployments.all(project, { environment: 'eu', sort: 'desc' })).map(({ id }) => id)).toEqual(eu.map(({ id }) => id).toReversed());
    const [first] = eu;
    expect(await api.Deployments.edit(project, first?.id ?? 0, 'failed')).toMatchObject({ id: first?.id, status: 'failed' });
    expect(await api.Deployments.show(project, first?.id ?? 0)).toMatchObject({ status: 'failed', ref: 'main', environment: { name: 'eu' }, deployable: null, user: { username: 'muster-bot' } });
    expect((await api.Deployments.all(project, { environment: 'eu', status: 'failed' })).map(({ id }) => id)).toEqual([first?.id]);
    expect(await api.Deployments.all(project, { updatedAfter: '2026-03-01T00:00:00Z', orderBy: 'updated_at', environment: 'us' })).toHaveLength(1);
    expect(await status(api.Deployments.all(project, { updatedAfter: '2026-03-01T00:00:00Z' }))).toBe(400);
    expect(await status(api.Deployments.show(project, 1))).toBe(404);
  });

  it('approves a deployment that is blocked, and then starts its job', async () => {
    const api = client();
    await fetch(`${gitlab.url}/__sandbox/pipelines`, { method: 'PUT', body: JSON.stringify({ outcome: 'blocked', times: 1 }) });
    const { id } = await api.Pipelines.create(project, 'main', { variables: [{ key: 'MUSTER_ENVIRONMENT', value: 'production' }] });
    let [deployment] = await api.Deployments.all(project, { environment: 'production' });
    for (let looks = 0; looks < 300 && String(deployment?.status) !== 'blocked'; looks += 1) [deployment] = await api.Deployments.all(project, { environment: 'production' });
    expect(deployment).toMatchObject({ status: 'blocked', pending_approval_count: 1 });
    const job = (await api.Jobs.all(project, { pipelineId: id })).find(({ name }) => name === 'deploy');
    expect(await status(api.Jobs.play(project, job?.id ?? 0))).toBe(403);
    expect(await api.Deployments.setApproval(project, deployment?.id ?? 0, 'approved')).toMatchObject({ status: 'approved' });
    expect(await api.Deployments.show(project, deployment?.id ?? 0)).toMatchObject({ approvals: [{ status: 'approved' }] });
    expect(await api.Jobs.play(project, job?.id ?? 0)).toMatchObject({ id: job?.id, status: 'running' });
  });

  it('reads environments, by name too, one by itself with what was deployed to it last, and what protects them where the edition tells', async () => {
    const api = client();
    await api.Deployments.create(project, 'production', 'b'.repeat(40), 'v1.2.0', true, { status: 'success' });
    expect(await api.Environments.all(project, { name: 'nowhere' })).toEqual([]);
    const [environment] = await api.Environments.all(project, { name: 'production' });
    expect(await api.Environments.show(project, environment?.id ?? 0)).toMatchObject({ name: 'production', state: 'available', last_deployment: { ref: 'v1.2.0', sha: 'b'.repeat(40), status: 'success' } });
    expect(await status(api.Environments.show(project, 1))).toBe(404);
    // Of this one list the client does not encode the project's path: it is asked for by its number.
    const { id } = await api.Projects.show(project);
    expect(await status(api.ProjectProtectedEnvironments.all(id))).toBe(404);
    await fetch(`${gitlab.url}/__sandbox/edition`, { method: 'PUT', body: JSON.stringify({ isPaid: true }) });
    expect(await api.ProjectProtectedEnvironments.all(id)).toMatchObject([{ name: 'production', approval_rules: [{ required_approvals: 2 }] }]);
  });

  it('cancels', async () => {
    const api = client();
    const { id } = await api.Pipelines.create(project, 'main');
    expect(await api.Pipelines.cancel(project, id)).toMatchObject({ id, status: 'canceling' });
  });

  it('pages through a list that is too long to be counted', async () => {
    const rows = await client().Pipelines.all(project, { perPage: 10 });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(45);
  });

  it.each([
    ['no access', () => client(otherTokens.outsider).Pipelines.create(project, 'main'), 404],
    ['a token of nobody', () => client('nobody').Pipelines.all(project), 401],
    ['a ref that is not there', () => client().Pipelines.create(project, 'gone'), 400],
  ])('understands the refusal for %s', async (_what, act, code) => {
    expect(await status(act())).toBe(code);
  });
});
