import type { Jenkins } from './routes.ts';
import { hasLeft, phaseOf, settle } from './settle.ts';
import type { QueueItem } from './state.ts';
import { configuredUrl } from './views.ts';

/** A pipeline step that posts what the Notification plugin would: queued, begun, ended. */
export function announce(jenkins: Jenkins, item: QueueItem): void {
  jenkins.box.tell(0, () => notification(jenkins, item, 'QUEUED'));
  jenkins.box.tell(item.queueMs + 5, () => notification(jenkins, item, 'STARTED'));
  jenkins.box.tell(item.queueMs + item.runMs + 10, () => notification(jenkins, item, 'COMPLETED'));
}

function notification({ data, now }: Jenkins, item: QueueItem, phase: string): object {
  if (!hasLeft(item)) settle(data, Date.now(), now());
  const path = `job/${item.job.split('/').map(encodeURIComponent).join('/job/')}/`;
  const number = item.buildNumber ?? 0;
  const build = data.builds.find((one) => one.job === item.job && one.number === number);
  const result = build === undefined ? null : phaseOf(build, Date.now()).result;
  const url = `${path}${number}/`;
  return {
    name: item.job.split('/').at(-1), display_name: item.job.split('/').at(-1), url: path,
    build: { full_url: `${configuredUrl}/${url}`, number, queue_id: item.id, phase, ...(result === null ? {} : { status: result }), url, scm: {}, parameters: item.parameters, log: '', artifacts: {} },
  };
}
