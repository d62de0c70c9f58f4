import { instant, toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import type { GitLabClient } from './client.ts';
import { deployedBy, joinDeployments } from './join-deployments.ts';
import { readPages } from './pages.ts';
import { projectPath } from './project-path.ts';
import type { DeploySettings } from './settings.ts';
import { readTold } from './told.ts';
import type { Origin } from './translate.ts';
import { deploymentsSchema, pipelinesSchema } from './wire.ts';
import type { Deployment, Pipeline } from './wire.ts';

/** Pipelines whose variables are read in one look, the newest first; about the others only their names tell. */
const mostRead = 50;
/** Where several jobs deploy, those that were done with before the moment are needed too, to say how their pipeline stands. */
const jobsApartMs = 86_400_000;

/**
 * What moved at the environment since a moment, oldest first: GitLab's deployments to it by the deploy jobs, one per
 * pipeline, and those that somebody told by hand. Lists begin with the oldest unless told otherwise, and updated_after needs
 * order_by=updated_at (apis/README.md §11). Not complete when a list was cut, or when GitLab used words we do not know.
 * Throws a SourceError.
 */
export async function history(client: GitLabClient, settings: DeploySettings, environment: string, since: Instant, origin: Origin, ask: Ask): Promise<Findings<ObservedRun>> {
  const place = settings.environment ?? environment;
  const from = settings.jobs.length === 1 ? since : instant(new Date(Date.parse(since) - jobsApartMs));
  const { rows, isWhole } = await readPages(client, {
    // Newest first: one that moves meanwhile goes to the front and pushes others back, so that none is missed.
    path: `${projectPath(settings)}/deployments`, query: { environment: place, updated_after: from, order_by: 'updated_at', sort: 'desc' }, schema: deploymentsSchema, ask, doing: 'reading deployments',
  });
  const asked = [...new Map(rows.map((row) => [row.id, row])).values()].filter((row) => isAsked(row, place, from));
  const joined = joinDeployments(asked.filter((row) => deployedBy(row, settings)), settings);
  const byAge = joined.deployments.filter(({ movedAt }) => (movedAt ?? since) >= since).toSorted((a, b) => b.newest - a.newest);
  const names = await namesOf(client, settings, byAge.some(({ pipelineId }) => pipelineId !== null) ? since : null, ask);
  const records: ObservedRun[] = [];
  for (const [nth, one] of byAge.entries()) {
    const told = await readTold(client, settings, one, names.get(one.pipelineId ?? 0) ?? '', nth < mostRead, ask);
    records.push({ ...one.told(origin), ...told });
  }
  return { records: records.toReversed(), isComplete: isWhole && asked.length === new Set(rows.map((row) => row.id)).size && joined.areAllKnown && byAge.length <= mostRead };
}

/** A GitLab that does not filter, or somebody on the way, may tell others. */
function isAsked(row: Deployment, place: string, since: Instant): boolean {
  return row.environment.name === place && (toInstant(row.updated_at ?? row.created_at) ?? '') >= since;
}

/** Names of pipelines that moved since then; one that is not among them shows no name. */
async function namesOf(client: GitLabClient, settings: DeploySettings, since: Instant | null, ask: Ask): Promise<ReadonlyMap<number, string>> {
  if (since === null) return new Map();
  const { rows } = await readPages<Pipeline>(client, {
    path: `${projectPath(settings)}/pipelines`, query: { updated_after: since, order_by: 'updated_at', sort: 'desc' }, schema: pipelinesSchema, ask, doing: 'reading the names of pipelines',
  });
  return new Map(rows.flatMap(({ id, name }) => (typeof name === 'string' ? [[id, name]] : [])));
}
