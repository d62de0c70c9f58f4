import { existsSync, readFileSync } from 'node:fs';
import { githubCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';
import { startGitHub } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

const recordings = new URL('../../../shared/apis/recordings/github/', import.meta.url);
const suite = existsSync(recordings) ? describe : describe.skip;
const title = `GitHub: the shapes GitHub itself was recorded with${existsSync(recordings) ? '' : ' (skipped: ../shared/apis is not here)'}`;

suite(title, () => {
  let github: StandIn;
  beforeAll(async () => { github = await startGitHub({ port: 0, now: () => new Date(), story: smallStory() }); });
  afterAll(async () => { await github.close(); });

  const get = async (path: string): Promise<unknown> => (await fetch(github.url + path, { headers: { Authorization: `Bearer ${githubCredentials.token}` } })).json();
  const repo = '/repos/northbank/payments';

  it.each([
    ['workflow_run', 'webhook_workflow_run.json', async (): Promise<unknown> => ((await get(`${repo}/actions/runs`)) as { workflow_runs: unknown[] }).workflow_runs[0]],
    ['deployment', 'webhook_deployment_status.json', async (): Promise<unknown> => ((await get(`${repo}/deployments`)) as unknown[])[0]],
    ['deployment_status', 'webhook_deployment_status.json', async (): Promise<unknown> => {
      const [deployment] = (await get(`${repo}/deployments`)) as { id: number }[];
      return ((await get(`${repo}/deployments/${deployment?.id ?? 0}/statuses`)) as unknown[])[0];
    }],
  ])('a %s has every field of the recorded one, of the same type', async (name, file, ours) => {
    const recorded = firstCalled(name, JSON.parse(readFileSync(new URL(file, recordings), 'utf8')));
    const view = (await ours()) as Record<string, unknown>;
    const differing = Object.entries(recorded ?? { none: 0 }).filter(([key, value]) => !(key in view) || (value !== null && view[key] !== null && typeof view[key] !== typeof value));
    expect(differing).toEqual([]);
  });
});

/** The first object under that name, however deep. */
function firstCalled(name: string, value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const here = (value as Record<string, unknown>)[name];
  if (typeof here === 'object' && here !== null) return here as Record<string, unknown>;
  return Object.values(value).map((inner) => firstCalled(name, inner)).find((found) => found !== undefined);
}
