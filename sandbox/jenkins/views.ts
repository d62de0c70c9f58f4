import { hasLeft, phaseOf } from './settle.ts';
import type { Build, JenkinsData, Job, Parameters, QueueItem } from './state.ts';

/** The address an administrator once typed into Jenkins' settings: nobody can reach it from here (apis/README.md §12). */
export const configuredUrl = 'http://jenkins.northbank.internal:8080';

const model = (name: string): string => `hudson.model.${name}`;

export function jobUrl(fullName: string): string {
  return `${configuredUrl}/job/${fullName.split('/').map(encodeURIComponent).join('/job/')}/`;
}

export function jobView(data: JenkinsData, job: Job, wallMs: number): object {
  const builds = data.builds.filter((build) => build.job === job.fullName).toReversed().map((build) => buildView(build, wallMs));
  const queued = data.items.find((item) => item.job === job.fullName && !hasLeft(item));
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob', actions: [{}, {}], name: job.fullName.split('/').at(-1), fullName: job.fullName, url: jobUrl(job.fullName),
    buildable: !job.isDisabled, color: job.isDisabled ? 'disabled' : 'blue', inQueue: queued !== undefined, queueItem: queued === undefined ? null : itemView(queued),
    nextBuildNumber: job.nextBuildNumber, builds: builds.slice(0, 100), allBuilds: builds,
    property: job.parameters === null ? [{}] : [{}, { _class: model('ParametersDefinitionProperty'), parameterDefinitions: job.parameters.map((name) => ({ _class: model('StringParameterDefinition'), name, type: 'StringParameterDefinition', description: '', defaultParameterValue: { _class: model('StringParameterValue'), name, value: '' } })) }],
  };
}

/** Actions hold empty objects for whatever has nothing to export, as recorded. */
function actionsOf(parameters: Parameters, user: string): readonly object[] {
  const causes = [{ _class: model('Cause$UserIdCause'), shortDescription: `Started by user ${user}`, userId: user, userName: user }];
  const values = Object.entries(parameters).map(([name, value]) => ({ _class: model('StringParameterValue'), name, value }));
  return [{}, { _class: model('ParametersAction'), parameters: values }, { _class: model('CauseAction'), causes }, {}, {}, { _class: 'org.jenkinsci.plugins.displayurlapi.actions.RunDisplayAction' }];
}

export function buildView(build: Build, wallMs: number): object {
  const url = `${jobUrl(build.job)}${build.number}/`;
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun', actions: actionsOf(build.parameters, build.user), ...phaseOf(build, wallMs),
    displayName: `#${build.number}`, fullDisplayName: `${build.job.replaceAll('/', ' » ')} #${build.number}`, description: null, estimatedDuration: build.runMs, executor: null,
    id: String(build.number), keepLog: false, number: build.number, queueId: build.queueId, timestamp: Date.parse(build.startedAt), url, changeSets: [],
  };
}

export function itemView(item: QueueItem): object {
  const left = hasLeft(item);
  return {
    _class: left ? model('Queue$LeftItem') : model('Queue$WaitingItem'), actions: actionsOf(item.parameters, item.user), blocked: false, buildable: false, id: item.id,
    inQueueSince: Date.parse(item.enteredAt), params: Object.entries(item.parameters).map(([name, value]) => `\n${name}=${value}`).join(''), stuck: false,
    task: { _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob', name: item.job.split('/').at(-1), url: jobUrl(item.job), color: 'blue' }, url: `queue/item/${item.id}/`,
    why: left ? null : 'In the quiet period. Expires in 1 sec',
    ...(left ? { cancelled: item.canceledMs !== null, executable: item.buildNumber === null ? null : { _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun', number: item.buildNumber, url: `${jobUrl(item.job)}${item.buildNumber}/` } } : { timestamp: Date.parse(item.enteredAt) + item.queueMs }),
  };
}

/** The pipeline plugin's own view of a build. */
export function stagesView(build: Build, wallMs: number): object {
  const { result, duration } = phaseOf(build, wallMs);
  const status = result === null ? 'IN_PROGRESS' : ({ SUCCESS: 'SUCCESS', UNSTABLE: 'UNSTABLE', FAILURE: 'FAILED', ABORTED: 'ABORTED', NOT_BUILT: 'NOT_EXECUTED' } as const)[result];
  const start = Date.parse(build.startedAt);
  return { id: String(build.number), name: `#${build.number}`, status, startTimeMillis: start, endTimeMillis: start + duration, durationMillis: duration, queueDurationMillis: 1, pauseDurationMillis: 0, stages: [{ id: '6', name: 'Deploy', execNode: '', status, startTimeMillis: start, durationMillis: duration, pauseDurationMillis: 0 }] };
}
