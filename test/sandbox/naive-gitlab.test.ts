import { tellStory } from '../../sandbox/bank/bank.ts';
import { gitlabCredentials } from '../../sandbox/bank/credentials.ts';
import { otherTokens, startGitLab } from '../../sandbox/gitlab/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';

/** As for the other tools: if a naive client here starts to come out right, the stand-in has become kinder than GitLab. */
const story = tellStory(new Date('2026-03-02T09:00:00Z'));
const project = '/api/v4/projects/northbank%2Fledger';

describe('A naive GitLab client', () => {
  let gitlab: StandIn;
  beforeEach(async () => { gitlab = await startGitLab({ port: 0, now: () => new Date('2026-03-02T09:00:00Z'), story, runMs: 0, mostCounted: 10 }); });
  afterEach(async () => { await gitlab.close(); });

  const call = (path: string, body?: object, token: string = gitlabCredentials.token): Promise<Response> =>
    fetch(gitlab.url + path, { method: body === undefined ? 'GET' : 'POST', headers: { 'PRIVATE-TOKEN': token, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const plan = async (outcome: string): Promise<void> => {
    await fetch(`${gitlab.url}/__sandbox/pipelines`, { method: 'PUT', body: JSON.stringify({ outcome }) });
  };
  const deploy = async (environment: string): Promise<number> => ((await (await call(`${project}/pipeline`, { ref: 'main', variables: [{ key: 'MUSTER_ENVIRONMENT', value: environment }] })).json()) as { id: number }).id;
  const rows = async (path: string): Promise<readonly Readonly<Record<string, unknown>>[]> => (await (await call(path)).json()) as Record<string, unknown>[];

  it.each(['allowed-failure', 'manual-deploy', 'without-deploy'])('that takes a green pipeline for a deployment is wrong where it is %s', async (outcome) => {
    await plan(outcome);
    const id = await deploy('staging');
    const pipeline = (await (await call(`${project}/pipelines/${id}`)).json()) as { status: string };
    const jobs = await rows(`${project}/pipelines/${id}/jobs`);
    expect(pipeline.status).toBe('success');
    expect(jobs.some(({ name, status }) => name === 'deploy' && status === 'success')).toBe(false);
  });

  it('that posts again when it got no answer deploys twice', async () => {
    await fetch(`${gitlab.url}/__sandbox/faults`, { method: 'PUT', body: JSON.stringify({ kind: 'reset', when: 'after', match: 'POST', times: 1 }) });
    await expect(deploy('staging')).rejects.toThrow();
    await deploy('staging');
    expect(await rows(`${project}/pipelines?source=api`)).toHaveLength(2);
  });

  it('that counts its pages by X-Total-Pages reads none of a long list, and one that follows X-Next-Page reads all', async () => {
    for (let nth = 0; nth < 30; nth += 1) await deploy('staging');
    const first = await call(`${project}/deployments?per_page=20`);
    expect(Number(first.headers.get('x-total-pages'))).toBe(0);
    const read = (await first.json()) as unknown[];
    for (let next = first.headers.get('x-next-page'); next !== ''; ) {
      const answer = await call(`${project}/deployments?per_page=20&page=${next ?? ''}`);
      read.push(...(await answer.json()) as unknown[]);
      next = answer.headers.get('x-next-page');
    }
    expect(read).toHaveLength(30);
  });

  it('that takes the first deployment for the latest tells an old one', async () => {
    await deploy('staging');
    await plan('failed');
    const latest = await deploy('staging');
    const [first] = await rows(`${project}/deployments?environment=staging`);
    const [newest] = await rows(`${project}/deployments?environment=staging&sort=desc`);
    expect([first?.['status'], newest?.['status'], (newest?.['deployable'] as { pipeline: { id: number } }).pipeline.id]).toEqual(['success', 'failed', latest]);
  });

  it('that takes 404 for "there is none" believes a project gone that it may not see', async () => {
    expect((await call(`${project}/pipelines`, undefined, otherTokens.outsider)).status).toBe(404);
    expect((await call(`${project}/pipelines`)).status).toBe(200);
  });

  it('that reads the message of a refusal as a text reads an object', async () => {
    const { message } = (await (await call(`${project}/pipeline`, { ref: 'gone' })).json()) as { message: unknown };
    expect(typeof message).toBe('object');
  });
});
