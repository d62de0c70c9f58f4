import { existsSync, readFileSync } from 'node:fs';
import type { StandIn } from '../kernel/index.ts';
import { ask } from './asking.spec-data.ts';
import { startGitLab } from './index.ts';
import { smallStory } from './small-story.spec-data.ts';

const recordings = new URL('../../../shared/apis/recordings/gitlab/', import.meta.url);
const suite = existsSync(recordings) ? describe : describe.skip;
const title = `GitLab: the shapes GitLab itself was recorded with${existsSync(recordings) ? '' : ' (skipped: ../shared/apis is not here)'}`;

suite(title, () => {
  let gitlab: StandIn;
  beforeAll(async () => {
    gitlab = await startGitLab({ port: 0, now: () => new Date(), story: smallStory(), runMs: 0 });
    await ask(gitlab, 'PUT', '/__sandbox/pipelines', { outcome: 'failed' });
    await ask(gitlab, 'POST', `${project}/pipeline`, { ref: 'main', variables: [{ key: 'MUSTER_ENVIRONMENT', value: 'staging' }] });
  });
  afterAll(async () => { await gitlab.close(); });

  const project = '/projects/northbank%2Fledger';

  it.each([
    ['devlake_raw_gitlab_pipelines.csv', 'pipelines', null], ['devlake_raw_gitlab_deployments.csv', 'deployments', null],
    ['devlake_raw_gitlab_deployments.csv', 'deployments', 'environment'], ['devlake_raw_gitlab_deployments.csv', 'deployments', 'deployable'], ['devlake_raw_gitlab_deployments.csv', 'deployments', 'user'],
  ])('%s: our %s (%s) have every field of the recorded ones, of the same type', async (file, list, part) => {
    const [view] = (await ask(gitlab, 'GET', `${project}/${list}`)).body as Record<string, unknown>[];
    const ours = (part === null ? view : view?.[part]) as Record<string, unknown>;
    const recorded = firstRow(new URL(file, recordings));
    const theirs = (part === null ? recorded : recorded[part]) as Record<string, unknown>;
    const differing = Object.entries(theirs).filter(([key, value]) => !(key in ours) || (value !== null && ours[key] !== null && typeof value !== typeof ours[key]));
    expect(differing).toEqual([]);
  });
});

/** The JSON of the first row's column that holds some, in a table whose cells are quoted. */
function firstRow(file: URL): Record<string, unknown> {
  const cell = /"(\{""id(?:[^"]|"")*)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? '{}';
  return JSON.parse(cell.replaceAll('""', '"')) as Record<string, unknown>;
}
