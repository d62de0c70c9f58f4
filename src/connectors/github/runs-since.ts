import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { GitHubClient } from './client.ts';
import { workflowPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { runsSchema } from './wire.ts';
import type { Run } from './wire.ts';

const pageSize = 100;
/** A filtered list ends here, whatever matches (apis/README.md §10). */
const longestList = 1_000;

interface RunQuestion {
  /** What started them; left out, whatever did. */
  readonly event?: string;
  readonly doing: string;
  readonly ask: Ask;
}

/** Runs of the workflow since then, newest first: one that appears meanwhile moves others to the next page, so none is missed. */
export async function runsSince(client: GitHubClient, settings: DeploySettings, since: Instant, { event, doing, ask }: RunQuestion): Promise<{ readonly runs: readonly Run[]; readonly isComplete: boolean }> {
  const second = since.replace(/\.\d{3}Z$/, 'Z');
  const runs = new Map<number, Run>();
  const wanted = (): readonly Run[] => [...runs.values()].filter((run) => (event ?? run.event) === run.event && (toInstant(run.created_at) ?? since) >= second.replace(/Z$/, '.000Z'));
  for (let page = 1; page <= longestList / pageSize; page += 1) {
    const { body } = await client.send({
      method: 'GET', path: `${workflowPath(settings)}/runs`, query: { event, created: `>=${second}`, per_page: pageSize, page }, schema: runsSchema, ask, doing,
    });
    for (const run of body.workflow_runs) runs.set(run.id, run);
    const isAll = runs.size >= body.total_count;
    if (body.workflow_runs.length === 0 || isAll) return { runs: wanted(), isComplete: isAll && body.total_count < longestList };
  }
  return { runs: wanted(), isComplete: false };
}
