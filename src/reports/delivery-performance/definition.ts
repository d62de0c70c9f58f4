import { brief, count, date, measure, records, rowId, spread, text, truth } from '../columns.ts';
import { asOf, parameter, production, service, since, team, timeZone, until } from '../parameters.ts';
import { define } from '../report.ts';

export const failures = ['FAILED', 'BACKED_OUT', 'INCIDENT'] as const;

export const definition = define({
  name: 'delivery-performance',
  title: 'Delivery performance',
  says: 'How often does what each service or team releases go live, how long does it take, how often does it fail, and how long until that is mended?',
  rules: [
    'A deployment counts in the period in which it ended: when it went live, else when it failed; what was refused or canceled before it was triggered, and what still runs, does not count.',
    'Deployments that others made (OBSERVED) count like ours.',
    'Deployment frequency is the number of deployments that went live. Change failure rate is failures over attempts, an attempt being a deployment that went live or failed.',
    'A deployment is a failure for any of the reasons in the parameter failure. FAILED: it ended failed. BACKED_OUT: another deployment took it back. INCIDENT: an incident was opened for it, or was opened on its configuration item after it and before the item’s next deployment, no later than incidentWithin.',
    'A back-out is a remedy: counted in back_outs, and neither as a deployment nor as a failure.',
    'Failed-deployment recovery time runs from the end of the failed deployment until all of its incidents are resolved; without incidents, until the next deployment there went live. An incident that was reopened is not resolved.',
    'Lead time runs from the start of the earliest build that made the package until it went live. No tool that is connected says when a commit was made; a build starts at it in continuous integration.',
    'Work-item lead time runs from the moment at which a work item of the release was first read as done (again, if it was reopened) until the deployment went live; an item that was done when it was first read has no such moment.',
  ],
  definedBy: [{ title: 'DORA’s software delivery metrics', url: 'https://dora.dev/guides/dora-metrics-four-keys/' }],
  parameters: [
    since, until, timeZone, service, team, production,
    parameter({ name: 'by', kind: 'WORD', words: ['SERVICE', 'TEAM', 'ENVIRONMENT'], usual: 'SERVICE', says: 'What a row is about.' }),
    parameter({ name: 'period', kind: 'WORD', words: ['DAY', 'WEEK', 'MONTH'], usual: 'WEEK', says: 'Weeks are those of ISO 8601: they begin on Monday.' }),
    parameter({ name: 'failure', kind: 'WORDS', words: failures, usual: failures.join(','), says: 'What makes a deployment a failure; see the rules.' }),
    parameter({ name: 'incidentWithin', kind: 'DURATION', usual: 'PT24H', says: 'How long after a deployment an incident on its item still counts as its own.' }),
    parameter({ name: 'incidentPriority', kind: 'COUNT', says: 'Only incidents of this priority or a graver one: 1 is the gravest. Left out: all.' }),
    asOf,
  ],
  columns: [
    rowId,
    text('period', '2026-11-02, 2026-W45 or 2026-11.', brief),
    date('period_start', 'First day of the period.'),
    date('period_end', 'First day after it.'),
    truth('is_whole', 'Whether the whole period lies between since and until.'),
    text('environment', 'Name of the environment.', brief),
    text('team', 'Who looks after the service; null when nobody said.', { isNullable: true, ...brief }),
    text('service', 'Key of the service; null unless rows are by service.', { isNullable: true, ...brief }),
    count('deployments', 'Deployments that went live.', brief),
    measure('deployments_per_day', '1/d', 'The same per day of the period, by the calendar: a week in which clocks change has seven days.'),
    count('observed', 'Those of them that others made.'),
    count('attempts', 'Deployments that went live or failed.'),
    count('failures', 'Attempts that were failures.', brief),
    measure('change_failure_rate', null, 'Failures over attempts, from 0 to 1.', brief),
    count('back_outs', 'Deployments that took another one back.'),
    count('lead_times', 'Deployments whose lead time is known.'),
    ...spread('lead_time', 'From build to live', [0.5, 0.9]),
    count('work_items', 'Work items whose lead time is known.'),
    ...spread('work_item_lead_time', 'From done to live'),
    count('recovered', 'Failures that are mended.'),
    count('unrecovered', 'Failures that are not.', brief),
    ...spread('recovery_time', 'From failed to mended, of those that are', [0.5]),
    records('deployment_ids', 'Deployments that went live.'),
    records('failure_ids', 'Deployments that were failures.'),
    records('incident_ids', 'Incidents that made them so.'),
  ],
  restsOn: ['deployment', 'incident', 'ci', 'artifact', 'build', 'work-item'],
});
