import { hasLeft } from './settle.ts';
import type { JenkinsData, Job, Parameters, QueueItem } from './state.ts';
import { usualPlan } from './state.ts';

export interface Scheduled { readonly item: QueueItem; readonly isNew: boolean }

/**
 * Puts a job into the queue. Parameters it does not define are dropped without a word (SECURITY-170), and a waiting item
 * of the same job with the same parameters stands for this one too: two triggers, one build (apis/README.md §12).
 */
export function schedule(data: JenkinsData, job: Job, asked: Parameters, at: { readonly now: Date; readonly wallMs: number; readonly runMs: number; readonly user: string }): Scheduled {
  const parameters = Object.fromEntries((job.parameters ?? []).map((name) => [name, asked[name] ?? '']));
  const same = data.items.find((item) => item.job === job.fullName && !hasLeft(item) && isSame(item.parameters, parameters));
  if (same !== undefined) return { item: same, isNew: false };
  const { plan } = data;
  const runMs = plan.runMs ?? at.runMs;
  const item: QueueItem = {
    id: data.nextQueueId, job: job.fullName, parameters, user: at.user, enteredAt: at.now.toISOString(), enteredMs: at.wallMs, queueMs: plan.queueMs ?? runMs * 0.2, runMs,
    plannedResult: plan.result, canceledMs: null, buildNumber: null,
  };
  data.nextQueueId += 1;
  data.items.push(item);
  if (plan.times !== null) data.plan = plan.times > 1 ? { ...plan, times: plan.times - 1 } : usualPlan;
  return { item, isNew: true };
}

function isSame(one: Parameters, other: Parameters): boolean {
  return Object.keys(other).every((name) => one[name] === other[name]);
}
