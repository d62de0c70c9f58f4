import { createHash } from 'node:crypto';
import type { Story, StoryChange, StoryRelease, StoryService } from '../bank/story.ts';
import { settleRuns } from './settle.ts';

/** What a run can end in; GitHub has more words, these are the ones a deploy run of the bank ends in. */
export const conclusions = ['success', 'failure', 'cancelled', 'timed_out', 'skipped', 'neutral'] as const;
export type Conclusion = (typeof conclusions)[number];

export interface Repository {
  readonly id: number;
  /** e.g. "northbank/payments" */
  readonly fullName: string;
  /** branch or tag name → commit */
  readonly refs: Record<string, string>;
}

/** A workflow run. How far it is, is computed from `acceptedMs`, `runMs` and the wall clock, so it goes on over a restart. */
export interface Run {
  readonly id: number;
  readonly repository: string;
  readonly workflow: string;
  readonly number: number;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly title: string;
  readonly actor: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** ISO, by the sandbox's clock: what the API shows */
  readonly createdAt: string;
  /** milliseconds by the wall clock: what progress is computed from */
  readonly acceptedMs: number;
  readonly runMs: number;
  readonly plannedConclusion: Conclusion;
  /** Its environment asks for an approval before its job begins. */
  readonly isReviewed: boolean;
  review: Review | null;
  /** Its environment has a custom deployment protection rule, which an app is asked to answer before its job begins. */
  readonly isProtected: boolean;
  protection: Review | null;
  /** What the app reported while it had not decided yet. */
  readonly reports: string[];
  canceledMs: number | null;
  deploymentId: number | null;
  isSettled: boolean;
}

/** What a reviewer, or the app behind a protection rule, decided of a run that waited. */
export interface Review {
  readonly state: 'approved' | 'rejected';
  readonly user: string;
  readonly comment: string;
  /** milliseconds after the run was accepted */
  readonly afterMs: number;
}

export interface Deployment {
  readonly id: number;
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly creator: string;
  readonly createdAt: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly deploymentId: number;
  readonly state: string;
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly creator: string;
  readonly createdAt: string;
}

/** How the next runs will go; `times` null: until told otherwise. `isReviewed`: they wait for an approval first; `isProtected`: for the answer to a custom protection rule. */
export interface RunPlan { conclusion: Conclusion; times: number | null; runMs: number | null; isReviewed: boolean; isProtected: boolean }
export const usualPlan: RunPlan = { conclusion: 'success', times: null, runMs: null, isReviewed: false, isProtected: false };

export interface GitHubData {
  readonly repositories: Repository[];
  readonly runs: Run[];
  readonly deployments: Deployment[];
  readonly statuses: DeploymentStatus[];
  nextRunId: number;
  plan: RunPlan;
}

/** Who keeps production: their approval is asked for where a run waits. */
export const reviewers = ['omar.haddad'] as const;

/** Refs that every repository has for the traps of creating a deployment by hand. */
export const oddRefs = { behind: 'hotfix/behind-main', failing: 'topic/failing-checks', conflicting: 'topic/conflicts-with-main' } as const;

/** The story in GitHub's tables: a repository per service, and one finished run and deployment per change that was done. */
export function tellGitHub(story: Story): GitHubData {
  const data: GitHubData = {
    repositories: [], runs: [], deployments: [], statuses: [], nextRunId: 9_100_000_001,
    plan: { ...usualPlan },
  };
  story.services.forEach((service, index) => { data.repositories.push(repository(story, service, index)); });
  const done = story.releases.flatMap((release) => release.changes.flatMap((change) => pastRun(story, release, change)));
  for (const run of done.sort((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    data.runs.push({ ...run, id: data.nextRunId, number: 1 + data.runs.filter((other) => other.repository === run.repository).length });
    data.nextRunId += 1;
  }
  settleRuns(data, Date.now());
  return data;
}

function repository(story: Story, service: StoryService, index: number): Repository {
  const sha = (name: string): string => createHash('sha1').update(`${service.repository} ${name}`).digest('hex');
  const tags = story.releases.filter(({ serviceKey }) => serviceKey === service.key).map(({ version, build }) => [`v${version}`, build.vcsRevision]);
  const branches = ['main', ...Object.values(oddRefs)].map((name) => [name, sha(name)]);
  return { id: 640_000_001 + index, fullName: service.repository, refs: Object.fromEntries([...branches, ...tags]) as Record<string, string> };
}

function pastRun(story: Story, release: StoryRelease, change: StoryChange): Omit<Run, 'id' | 'number'>[] {
  const service = story.services.find(({ key }) => key === release.serviceKey);
  if (service === undefined || change.state !== '3' || change.window.kind !== 'fixed') return [];
  const inputs = { environment: change.environment, version: release.version, correlation: change.number };
  return [{
    repository: service.repository, workflow: 'deploy.yml', event: 'workflow_dispatch', ref: 'main', sha: release.build.vcsRevision,
    title: runTitle(inputs), actor: change.assignedTo, inputs, createdAt: new Date(change.window.startAt).toISOString(),
    acceptedMs: 0, runMs: 180_000, plannedConclusion: 'success', isReviewed: false, review: null, isProtected: false, protection: null, reports: [], canceledMs: null, deploymentId: null, isSettled: false,
  }];
}

/** What deploy.yml's `run-name` makes of the inputs; the brackets stay empty when somebody starts it without a correlation. */
export function runTitle(inputs: Readonly<Record<string, string>>): string {
  return `Deploy ${inputs['version'] ?? ''} to ${inputs['environment'] ?? ''} [${inputs['correlation'] ?? ''}]`;
}
