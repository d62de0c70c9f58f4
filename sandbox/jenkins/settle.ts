import type { Build, JenkinsData, QueueItem, Result } from './state.ts';

/** How long Jenkins remembers an item that has left the queue (hard-coded there; apis/README.md §12). */
const leftForMs = 5 * 60_000;

/** Lets items whose time in the queue is over become builds, and forgets those that left long ago. Answers whether anything changed. */
export function settle(data: JenkinsData, wallMs: number, now: Date): boolean {
  const leaving = data.items.filter((item) => !hasLeft(item) && wallMs - item.enteredMs >= item.queueMs);
  for (const item of leaving) build(data, item);
  const forgotten = data.items.filter((item) => hasLeft(item) && now.getTime() - leftAtMs(item) > leftForMs);
  for (const item of forgotten) data.items.splice(data.items.indexOf(item), 1);
  return leaving.length + forgotten.length > 0;
}

export function hasLeft(item: QueueItem): boolean {
  return item.buildNumber !== null || item.canceledMs !== null;
}

function leftAtMs(item: QueueItem): number {
  const waitedMs = item.canceledMs === null ? item.queueMs : item.canceledMs - item.enteredMs;
  return Date.parse(item.enteredAt) + waitedMs;
}

function build(data: JenkinsData, item: QueueItem): void {
  const job = data.jobs.find(({ fullName }) => fullName === item.job);
  if (job === undefined) return;
  item.buildNumber = job.nextBuildNumber;
  job.nextBuildNumber += 1;
  const { parameters, user, runMs, plannedResult, queueMs } = item;
  data.builds.push({
    job: item.job, number: item.buildNumber, queueId: item.id, parameters, user, runMs, plannedResult, stoppedMs: null,
    startedAt: new Date(Date.parse(item.enteredAt) + queueMs).toISOString(), startedMs: item.enteredMs + queueMs,
  });
}

/** result is null and duration 0 for as long as it builds. */
export function phaseOf(build: Build, wallMs: number): { readonly building: boolean; readonly result: Result | null; readonly duration: number } {
  if (build.stoppedMs !== null) return { building: false, result: 'ABORTED', duration: Math.max(1, Math.round(build.stoppedMs - build.startedMs)) };
  if (wallMs - build.startedMs < build.runMs) return { building: true, result: null, duration: 0 };
  return { building: false, result: build.plannedResult, duration: Math.max(1, build.runMs) };
}
