import type { Story } from '../bank/story.ts';

export const results = ['SUCCESS', 'UNSTABLE', 'FAILURE', 'ABORTED', 'NOT_BUILT'] as const;
export type Result = (typeof results)[number];

export type Parameters = Readonly<Record<string, string>>;

export interface Job {
  /** Folders and name with slashes: "payments/deploy". */
  readonly fullName: string;
  /** Names of its parameters; null: it takes none. */
  readonly parameters: readonly string[] | null;
  readonly isDisabled: boolean;
  nextBuildNumber: number;
}

/** An item of the queue; it outlives its leaving by five minutes. */
export interface QueueItem {
  readonly id: number;
  readonly job: string;
  readonly parameters: Parameters;
  readonly user: string;
  /** By the sandbox's clock. */
  readonly enteredAt: string;
  /** By the wall clock, which paces. */
  readonly enteredMs: number;
  readonly queueMs: number;
  readonly runMs: number;
  readonly plannedResult: Result;
  canceledMs: number | null;
  buildNumber: number | null;
}

export interface Build {
  readonly job: string;
  readonly number: number;
  readonly queueId: number;
  readonly parameters: Parameters;
  readonly user: string;
  /** By the sandbox's clock. */
  readonly startedAt: string;
  /** By the wall clock, which paces. */
  readonly startedMs: number;
  readonly runMs: number;
  readonly plannedResult: Result;
  stoppedMs: number | null;
}

/** How the next builds go; null: as usual. `times` null: until told otherwise. */
export interface BuildPlan { readonly result: Result; readonly times: number | null; readonly runMs: number | null; readonly queueMs: number | null }
export const usualPlan: BuildPlan = { result: 'SUCCESS', times: null, runMs: null, queueMs: null };

export interface JenkinsData {
  readonly jobs: Job[];
  readonly items: QueueItem[];
  readonly builds: Build[];
  nextQueueId: number;
  plan: BuildPlan;
}

export const deployParameters = ['environment', 'version', 'correlation', 'package_digest', 'artifacts'] as const;

/**
 * The story in Jenkins' words: each service a folder with the job "deploy", one without parameters ("nightly"), one that
 * knows no correlation ("older") and one that is disabled ("retired"); a build per change that was done.
 */
export function tellJenkins(story: Story): JenkinsData {
  const data: JenkinsData = { jobs: story.services.flatMap(({ key }) => jobsOf(key)), items: [], builds: [], nextQueueId: 101, plan: usualPlan };
  const done = story.releases.flatMap((release) => release.changes
    .flatMap((change) => (change.state === '3' && change.window.kind === 'fixed' ? [{ release, change, startedAt: change.window.startAt }] : [])));
  for (const { release, change, startedAt } of done.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))) {
    const job = data.jobs.find(({ fullName }) => fullName === `${release.serviceKey}/deploy`);
    if (job === undefined) continue;
    const parameters = { environment: change.environment, version: release.version, correlation: change.number };
    data.builds.push({ job: job.fullName, number: job.nextBuildNumber, queueId: data.nextQueueId, parameters, user: change.assignedTo, startedAt: new Date(startedAt).toISOString(), startedMs: 0, runMs: 180_000, plannedResult: 'SUCCESS', stoppedMs: null });
    job.nextBuildNumber += 1;
    data.nextQueueId += 1;
  }
  return data;
}

function jobsOf(folder: string): Job[] {
  const job = (name: string, parameters: Job['parameters'], isDisabled = false): Job => ({ fullName: `${folder}/${name}`, parameters, isDisabled, nextBuildNumber: 1 });
  return [job('deploy', deployParameters), job('nightly', null), job('older', ['environment', 'version']), job('retired', deployParameters, true)];
}
