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
  ])('understands the refusal for %s', async (_what, act, status) => {
    const error: unknown = await act().then(() => null, (reason: unknown) => reason);
    expect((error as { cause?: { response?: { status?: number } } }).cause?.response?.status).toBe(status);
  });
});
