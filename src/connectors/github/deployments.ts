import { instant, toInstant } from '../../domain/instant.ts';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { readLinked } from './linked-pages.ts';
import type { DeploySettings } from './settings.ts';
import { deploymentsSchema, jobSchema, statusesSchema } from './wire.ts';
import type { Deployment, Status } from './wire.ts';

/** A deployment with what its statuses make of it. */
export interface ToldDeployment {
  readonly deployment: Deployment;
  readonly createdAt: Instant;
  readonly progress: RunReport['progress'];
  readonly because: string;
  /** GitHub's word of its newest status; "created" while it has none. */
  readonly state: string;
  readonly endedAt: Instant | null;
  readonly pageUrl: string | null;
  /** The workflow run that made it, if one of this repository did. */
  readonly runId: number | null;
}

/** GitHub deletes statuses that are older. */
const statusesKeptMs = 90 * 86_400_000;
/** Questions for statuses that are under way at once. */
const atOnce = 5;

/**
 * Deployments to an environment that were created since a moment, each with its statuses: one call per deployment. Not
 * complete when the list was cut, held another environment's, or when what became of one nobody can tell any more.
 */
export async function deploymentsSince(client: GitHubClient, settings: DeploySettings, environment: string, since: Instant, clock: Clock, ask: Ask): Promise<{ readonly told: readonly ToldDeployment[]; readonly isComplete: boolean }> {
  const createdAt = (one: Deployment): Instant => toInstant(one.created_at) ?? since;
  const { rows, isWhole } = await readLinked(client, {
    path: `/repos/${settings.repository}/deployments`, query: { environment }, schema: deploymentsSchema, ask, doing: 'reading deployments',
    isEnough: (found) => found.some((one) => createdAt(one) < since),
  });
  const recent = [...new Map(rows.filter((one) => createdAt(one) >= since).map((one) => [one.id, one])).values()];
  // GitHub knows environments' names in whatever case.
  const ours = recent.filter((one) => one.environment.toLowerCase() === environment.toLowerCase());
  const told: (ToldDeployment | null)[] = [];
  for (let first = 0; first < ours.length; first += atOnce) {
    told.push(...await Promise.all(ours.slice(first, first + atOnce).map((one) => tell(client, settings, one, createdAt(one), clock, ask))));
  }
  const known = told.filter((one) => one !== null);
  return { told: known, isComplete: isWhole && ours.length === recent.length && known.length === told.length };
}

async function tell(client: GitHubClient, settings: DeploySettings, deployment: Deployment, createdAt: Instant, clock: Clock, ask: Ask): Promise<ToldDeployment | null> {
  const { body } = await client.send({
    method: 'GET', path: `/repos/${settings.repository}/deployments/${deployment.id}/statuses`, query: { per_page: 100 }, schema: statusesSchema, ask, doing: 'reading the statuses of a deployment',
  });
  const statuses = body.toSorted((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id);
  if (statuses.length === 0 && createdAt < instant(new Date(clock.now().getTime() - statusesKeptMs))) return null;
  const weighed = weigh(statuses);
  if (weighed === null) return null;
  // What made it inactive, a newer deployment as often as not, may have left its own link.
  const own = statuses.filter(({ state }) => state !== 'inactive');
  const page = own.map((status) => pageOf(status)).find((url) => url !== '') ?? '';
  return { deployment, createdAt, ...weighed, pageUrl: page === '' ? null : page, runId: await runIn(client, settings, own, ask) };
}

type Weighed = Pick<ToldDeployment, 'progress' | 'because' | 'state' | 'endedAt'>;

const words: ReadonlyMap<string, Pick<RunReport, 'progress' | 'because'>> = new Map<string, Pick<RunReport, 'progress' | 'because'>>([
  ['queued', { progress: 'PENDING', because: 'The deployment is queued.' }],
  ['pending', { progress: 'PENDING', because: 'The deployment is pending.' }],
  ['waiting', { progress: 'PENDING', because: 'The deployment waits for an approval or a timer of its GitHub environment.' }],
  ['in_progress', { progress: 'RUNNING', because: 'The deployment is under way.' }],
  ['success', { progress: 'SUCCEEDED', because: 'The deployment\'s newest status is success.' }],
  ['failure', { progress: 'FAILED', because: 'The deployment\'s newest status is failure.' }],
  ['error', { progress: 'FAILED', because: 'The deployment\'s newest status is error.' }],
]);

/**
 * The newest status says how a deployment went, save that "inactive" says only that it no longer stands: a newer success
 * took its place, or somebody switched it off. Null for a word we do not know.
 */
export function weigh(newestFirst: readonly Status[]): Weighed | null {
  const [newest] = newestFirst;
  if (newest === undefined) return { progress: 'PENDING', because: 'The deployment was created; no status has been told of it yet.', state: 'created', endedAt: null };
  const telling = newestFirst.find(({ state }) => state !== 'inactive');
  const known = telling === undefined ? { progress: 'CANCELED' as const, because: 'The deployment was made inactive before anybody said how it went.' } : words.get(telling.state);
  if (known === undefined) return null;
  const isOver = newest.state === 'inactive';
  const since = isOver && telling !== undefined ? ' It has been made inactive since.' : '';
  // What was made inactive while it went on never came to an end that anybody told.
  if (isOver && (known.progress === 'PENDING' || known.progress === 'RUNNING')) return { progress: 'CANCELED', because: `${known.because}${since}`, state: newest.state, endedAt: toInstant(newest.created_at) };
  const hasEnded = known.progress !== 'PENDING' && known.progress !== 'RUNNING';
  return { progress: known.progress, because: `${known.because}${since}`, state: newest.state, endedAt: hasEnded ? toInstant((telling ?? newest).created_at) : null };
}

function pageOf({ log_url: logUrl, target_url: targetUrl }: Status): string {
  return (logUrl ?? '') === '' ? (targetUrl ?? '') : (logUrl ?? '');
}

/** The run of this repository whose log a status leads to; an older GitHub leads to the job alone, which then tells its run. */
async function runIn(client: GitHubClient, settings: DeploySettings, statuses: readonly Status[], ask: Ask): Promise<number | null> {
  const ours = `/${settings.repository.toLowerCase()}/`;
  const paths = statuses.map((status) => URL.parse(pageOf(status))?.pathname.toLowerCase() ?? '').filter((path) => path.startsWith(ours)).map((path) => path.slice(ours.length));
  const run = paths.map((path) => /^actions\/runs\/(\d{1,15})(?:\/|$)/.exec(path)?.[1]).find((id) => id !== undefined);
  if (run !== undefined) return Number(run);
  const job = paths.map((path) => /^runs\/(\d{1,15})$/.exec(path)?.[1]).find((id) => id !== undefined);
  if (job === undefined) return null;
  try {
    const { body } = await client.send({ method: 'GET', path: `/repos/${settings.repository}/actions/jobs/${job}`, schema: jobSchema, ask, doing: 'reading the job of a deployment' });
    return String(body.id) === job ? body.run_id : null;
  } catch (error) {
    // A check that is no job of Actions: another tool's.
    if (error instanceof HttpProblem && error.problem.code === 'NOT_FOUND') return null;
    throw error;
  }
}
