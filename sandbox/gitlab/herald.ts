import { randomUUID } from 'node:crypto';
import { outbox } from '../kernel/index.ts';
import type { Outbox } from '../kernel/index.ts';
import { deploymentHook, jobHook, pipelineHook } from './hook.views.ts';
import { deploymentStatus, momentsOf, phaseOf } from './phase.ts';
import type { Deployment, GitLabData, Pipeline, Project } from './state.ts';

/** The webhook's own number, as its API says it. */
export const hookId = 17;

/** Tells a webhook what happens to pipelines, jobs and deployments. GitLab tries once; who wants it again asks for it. */
export interface Herald {
  readonly box: Outbox;
  /** Where the stand-in answers: links in what is told lead there. */
  base: string;
  /** Tells what is new by now. */
  readonly look: () => void;
}

const ended = ['success', 'failed', 'canceled', 'skipped'];
/** Of a deployment GitLab tells no other stations. */
const toldDeployments = ['running', 'success', 'failed', 'canceled'];

/** GitLab signs nothing: it sends the secret itself. */
export function herald(data: GitLabData, now: () => Date): Herald {
  const box = outbox(now, ({ secret }) => ({ 'x-gitlab-token': secret }), { isRetried: false });
  const webhookId = randomUUID();
  const stations = new Map<string, string>();
  const over = new Set<number>();
  const plans = new Map<number, string>();
  const told: Herald = { box, base: '', look: () => { look(true); } };
  /** Whether it is at another station than when it was last looked at. */
  const isNew = (name: string, station: string): boolean => {
    const before = stations.get(name);
    stations.set(name, station);
    return before !== station;
  };
  const tell = (event: string, body: object): void => {
    box.tell(0, () => body, {
      'user-agent': 'GitLab/18.0.0', 'x-gitlab-event': event, 'x-gitlab-event-uuid': randomUUID(), 'x-gitlab-webhook-uuid': webhookId, 'x-gitlab-instance': told.base, 'idempotency-key': randomUUID(),
    });
  };
  const watch = (pipeline: Pipeline): void => {
    const plan = `${pipeline.canceledMs ?? ''}/${pipeline.playedMs ?? ''}`;
    if (plans.get(pipeline.id) === plan) return;
    plans.set(pipeline.id, plan);
    for (const left of momentsOf(pipeline).map((ms) => pipeline.acceptedMs + ms - Date.now()).filter((ms) => ms > 0)) box.later(left + 5, told.look);
  };
  const ofPipeline = (pipeline: Pipeline, project: Project, isTold: boolean, nowMs: number): void => {
    const { status, jobs } = phaseOf(pipeline, nowMs);
    if (isNew(`pipeline ${pipeline.id}`, status) && isTold) tell('Pipeline Hook', pipelineHook(pipeline, project, told.base, nowMs));
    for (const job of jobs) if (isNew(`job ${job.id}`, job.status) && isTold) tell('Job Hook', jobHook(job, pipeline, project, told.base));
    if (ended.includes(status) && jobs.every((job) => ended.includes(job.status))) over.add(pipeline.id);
  };
  const ofDeployment = (row: Deployment, project: Project, isTold: boolean, nowMs: number): void => {
    const status = deploymentStatus(row, data, nowMs);
    if (isNew(`deployment ${row.id}`, status) && isTold && toldDeployments.includes(status)) tell('Deployment Hook', deploymentHook(row, data, project, { base: told.base, nowMs, now: now() }));
  };
  let lookedMs = Date.now();
  /** Every station since the last look in its order, though the look comes late. */
  const stationsOf = (pipeline: Pipeline | undefined, nowMs: number): readonly number[] => {
    const passed = pipeline === undefined ? [] : momentsOf(pipeline).map((ms) => pipeline.acceptedMs + ms).filter((ms) => ms >= lookedMs && ms < nowMs);
    return [...passed.toSorted((a, b) => a - b), nowMs];
  };
  const look = (mayTell: boolean): void => {
    const [isTold, nowMs] = [mayTell && box.hook !== null, Date.now()];
    const projects = new Map(data.projects.map((project) => [project.path, project]));
    const pipelines = new Map(data.pipelines.filter(({ id }) => !over.has(id)).map((pipeline) => [pipeline.id, pipeline]));
    // A deployment first: it may end with its pipeline, which is then not looked at again.
    for (const row of data.deployments.filter(({ pipelineId }) => pipelineId === null || !over.has(pipelineId))) {
      const project = projects.get(row.project);
      if (project !== undefined) for (const ms of stationsOf(pipelines.get(row.pipelineId ?? 0), nowMs)) ofDeployment(row, project, isTold, ms);
    }
    for (const pipeline of pipelines.values()) {
      const project = projects.get(pipeline.project);
      watch(pipeline);
      if (project !== undefined) for (const ms of stationsOf(pipeline, nowMs)) ofPipeline(pipeline, project, isTold, ms);
    }
    lookedMs = nowMs;
  };
  look(false);
  return told;
}
