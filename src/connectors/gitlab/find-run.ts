import { toInstant } from '../../domain/instant.ts';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunLookup } from '../../domain/ports/deployer.ts';
import { foundAmong } from '../found-runs.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitLabClient } from './client.ts';
import { likenessOf, wordOf } from './correlation.ts';
import { ownName } from './order.ts';
import { readPages } from './pages.ts';
import { pipelinePath, projectPath } from './project-path.ts';
import type { DeploySettings } from './settings.ts';
import { toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { pipelinesSchema, variablesSchema } from './wire.ts';
import type { Pipeline } from './wire.ts';

/** From then on a pipeline that was created stands in lists; before, a list without it proves nothing. */
export const listingLagMs = 60_000;
/** How far GitLab's clock and ours may differ. */
const clockSkewMs = 120_000;
/** Pipelines whose variables are read in one look-up; the oldest since the trigger come first. */
const mostRead = 50;

/**
 * Looks a pipeline up by its correlation: in its name, where `workflow:name` shows it, else in its variables. Absence is
 * proven only by a list that is whole since the trigger, asked for long enough after it, in which every pipeline that the
 * API started is accounted for: it carries another correlation, or variables without ours. Inputs cannot be read back, so
 * where those carry the order, a pipeline without a name may be ours.
 */
export async function findRun(client: GitLabClient, settings: DeploySettings, correlation: string, triggeredAt: Instant, origin: Origin, clock: Clock, ask: Ask): Promise<RunLookup> {
  const isLateEnough = clock.now().getTime() - Date.parse(triggeredAt) >= listingLagMs;
  const { pipelines, isComplete } = await startedSince(client, settings, Date.parse(triggeredAt) - clockSkewMs, ask);
  const named = foundAmong(pipelines.filter(({ name }) => wordOf(correlation).test(name ?? '')).map((pipeline) => toRun(pipeline, origin)));
  if (named !== null) return named;
  const open = pipelines.filter(({ name }) => !likenessOf(correlation).test(name ?? ''));
  if (settings.passBy === 'inputs') return { outcome: 'ABSENT', isProven: isLateEnough && isComplete && open.length === 0 };
  const ours: Pipeline[] = [];
  let isAccountedFor = open.length <= mostRead;
  for (const pipeline of open.slice(0, mostRead)) {
    const carried = await correlationOf(client, settings, pipeline, ask);
    if (carried === correlation) ours.push(pipeline);
    if (carried === undefined) isAccountedFor = false;
  }
  return foundAmong(ours.map((pipeline) => toRun(pipeline, origin))) ?? { outcome: 'ABSENT', isProven: isLateEnough && isComplete && isAccountedFor };
}

/**
 * Pipelines that the API started since then, oldest first. Read newest first, so that one which appears meanwhile moves
 * others to the next page and none is missed; by id, for a time filter would hide a pipeline that has no such time yet.
 */
async function startedSince(client: GitLabClient, settings: DeploySettings, sinceMs: number, ask: Ask): Promise<{ readonly pipelines: readonly Pipeline[]; readonly isComplete: boolean }> {
  const isOlder = (pipeline: Pipeline): boolean => Date.parse(pipeline.created_at ?? '') < sinceMs;
  const { rows, isWhole } = await readPages(client, {
    path: `${projectPath(settings)}/pipelines`,
    query: { source: 'api', order_by: 'id', sort: 'desc' },
    schema: pipelinesSchema,
    doing: 'looking for the pipeline of a deployment',
    ask,
    isEnough: (found) => found.some(isOlder),
  });
  const isOrdered = rows.every((row, nth) => nth === 0 || row.id <= (rows[nth - 1]?.id ?? 0));
  const isDated = rows.every(({ created_at: createdAt }) => toInstant(createdAt ?? '') !== null);
  const ours = rows.filter((row) => !isOlder(row) && (row.source ?? 'api') === 'api');
  const byId = new Map(ours.map((row) => [row.id, row]));
  return { pipelines: [...byId.values()].toSorted((a, b) => a.id - b.id), isComplete: isWhole && isOrdered && isDated };
}

/** The correlation in a pipeline's variables; null when it carries none, undefined when we may not look or it has gone. */
async function correlationOf(client: GitLabClient, settings: DeploySettings, pipeline: Pipeline, ask: Ask): Promise<string | null | undefined> {
  try {
    const { body } = await client.send({ method: 'GET', path: `${pipelinePath(settings, String(pipeline.id))}/variables`, schema: variablesSchema, ask, doing: 'reading the variables of a pipeline' });
    const carried = body.find(({ key }) => key === ownName('correlation', settings));
    // An order of ours always has variables; an answer without any may as well be nobody's.
    return carried === undefined ? (body.length === 0 ? undefined : null) : (carried.value ?? undefined);
  } catch (error) {
    if (error instanceof HttpProblem && (error.problem.code === 'FORBIDDEN' || error.problem.code === 'NOT_FOUND')) return undefined;
    throw error;
  }
}
