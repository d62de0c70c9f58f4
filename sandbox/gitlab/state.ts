import { createHash } from 'node:crypto';
import type { Story, StoryService } from '../bank/story.ts';

/**
 * How a pipeline goes. `allowed-failure`: its deploy job fails, is allowed to, and the pipeline is green; `manual-deploy`:
 * green, with a deploy job that nobody has started; `manual`, `blocked`: stands still until somebody starts (approves) it;
 * `without-deploy`: rules left the deploy job out.
 */
export const outcomes = ['success', 'failed', 'canceled', 'skipped', 'manual', 'blocked', 'allowed-failure', 'manual-deploy', 'without-deploy'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Project {
  readonly id: number;
  /** e.g. "northbank/ledger" */
  readonly path: string;
  /** branch or tag name → commit */
  readonly refs: Record<string, string>;
}

export interface Variable { readonly key: string; readonly value: string; readonly variable_type: string }

/** How far a pipeline is, is computed from `acceptedMs`, `runMs` and the wall clock, so it goes on over a restart. */
export interface Pipeline {
  readonly id: number;
  /** counted within its project */
  readonly iid: number;
  readonly project: string;
  readonly ref: string;
  readonly sha: string;
  readonly source: string;
  name: string | null;
  readonly username: string;
  readonly variables: readonly Variable[];
  /** where its deploy job deploys; null: it has no such job */
  readonly environment: string | null;
  /** ISO, by the sandbox's clock: what the API shows */
  readonly createdAt: string;
  /** milliseconds by the wall clock: what progress is computed from */
  readonly acceptedMs: number;
  readonly runMs: number;
  readonly outcome: Outcome;
  /** milliseconds after acceptance */
  canceledMs: number | null;
  playedMs: number | null;
}

export interface Deployment {
  readonly id: number;
  readonly iid: number;
  readonly project: string;
  readonly environment: string;
  readonly ref: string;
  readonly sha: string;
  readonly tag: boolean;
  readonly createdAt: string;
  /** the pipeline whose deploy job it is; null: somebody told it by hand */
  readonly pipelineId: number | null;
  /** of those told by hand; the others' is their job's */
  status: string | null;
  updatedAt: string;
  readonly approvals: { readonly status: string; readonly createdAt: string }[];
}

/** How the next pipelines go; `times` null: until told otherwise. `isNamed`: whether .gitlab-ci.yml has a workflow:name. */
export interface PipelinePlan { outcome: Outcome; times: number | null; runMs: number | null; isNamed: boolean }
export const usualPlan: PipelinePlan = { outcome: 'success', times: null, runMs: null, isNamed: true };

export interface GitLabData {
  readonly projects: Project[];
  readonly pipelines: Pipeline[];
  readonly deployments: Deployment[];
  nextPipelineId: number;
  /** A paid edition, which protects environments. */
  isPaid: boolean;
  plan: PipelinePlan;
}

/** Refs that every project has for the refusals of creating a pipeline. */
export const oddRefs = { withoutJobs: 'topic/no-jobs', broken: 'topic/broken-yaml' } as const;

/** The story in GitLab's tables: a project per service, and one finished pipeline per build. */
export function tellGitLab(story: Story): GitLabData {
  const data: GitLabData = { projects: [], pipelines: [], deployments: [], nextPipelineId: 7_100_001, isPaid: false, plan: { ...usualPlan } };
  data.projects.push(...story.services.map((service, nth) => project(story, service, nth)));
  const releases = story.releases.toSorted((a, b) => a.build.startedAt.localeCompare(b.build.startedAt));
  for (const { serviceKey, version, build } of releases) {
    const path = story.services.find(({ key }) => key === serviceKey)?.repository;
    if (path === undefined) continue;
    addPipeline(data, {
      project: path, ref: `v${version}`, sha: build.vcsRevision, source: 'push', name: null, username: 'build-bot', variables: [], environment: null,
      createdAt: new Date(build.startedAt).toISOString(), acceptedMs: 0, runMs: 180_000, outcome: 'without-deploy',
    });
  }
  return data;
}

export function addPipeline(data: GitLabData, told: Omit<Pipeline, 'id' | 'iid' | 'canceledMs' | 'playedMs'>): Pipeline {
  const iid = 1 + data.pipelines.filter((other) => other.project === told.project).length;
  const pipeline: Pipeline = { id: data.nextPipelineId, iid, ...told, canceledMs: null, playedMs: null };
  data.nextPipelineId += 1;
  data.pipelines.push(pipeline);
  return pipeline;
}

export function addDeployment(data: GitLabData, told: Omit<Deployment, 'id' | 'iid' | 'approvals' | 'updatedAt'>): Deployment {
  const iid = 1 + data.deployments.filter((other) => other.project === told.project).length;
  const deployment: Deployment = { id: 5_200_001 + data.deployments.length, iid, ...told, updatedAt: told.createdAt, approvals: [] };
  data.deployments.push(deployment);
  return deployment;
}

function project(story: Story, service: StoryService, nth: number): Project {
  const sha = (name: string): string => createHash('sha1').update(`${service.repository} ${name}`).digest('hex');
  const tags = story.releases.filter(({ serviceKey }) => serviceKey === service.key).map(({ version, build }) => [`v${version}`, build.vcsRevision]);
  const branches = ['main', ...Object.values(oddRefs)].map((name) => [name, sha(name)]);
  return { id: 3101 + nth, path: service.repository, refs: Object.fromEntries([...branches, ...tags]) as Record<string, string> };
}
