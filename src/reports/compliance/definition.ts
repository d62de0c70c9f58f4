import { brief, count, moment, record, records, rowId, text, truth } from '../columns.ts';
import { asOf, connection, parameter, production, service, since, team, timeZone, until } from '../parameters.ts';
import { define } from '../report.ts';

export const findings = {
  WITHOUT_APPROVED_CHANGE: 'no change of it was approved when it was triggered, or one of its changes was not',
  OUTSIDE_ITS_WINDOW: 'it was triggered outside the planned time of one of its changes',
  UNDER_A_WAIVER: 'a gate was waived for its package when it was triggered',
  UNSEALED_ARTIFACT: 'its package is not one that was sealed for its release',
  UNKNOWN_ARTIFACT: 'nobody knows what went out',
  WITHOUT_AGREEMENT: 'its plan lacked the agreement of a role that the environment’s policy, as it is today, requires',
  BY_THE_REQUESTER_ALONE: 'nobody but who asked for it agreed to its plan or approved its change',
  MADE_WITHOUT_MUSTER: 'others deployed it (OBSERVED)',
  CHANGE_WITHOUT_DEPLOYMENT: 'a change was closed, and nothing was deployed under it',
} as const;

export const definition = define({
  name: 'compliance',
  title: 'Compliance',
  says: 'What went live in a way that the rules do not know, and which changes were closed without anything going live?',
  rules: [
    ...Object.entries(findings).map(([finding, meaning]) => `${finding}: ${meaning}.`),
    'A deployment counts in the period in which it was triggered, however it ended; a change in the one in which it was planned to end, else in which it was first read as closed.',
    'A change is judged by what it said when the deployment was triggered, as the mirror kept it. Where the mirror had not read it by then, or the release is not known, the finding is not certain.',
    'A standard change made from a template stands as approved.',
    'A back-out made by Muster is judged by its bytes alone (UNSEALED_ARTIFACT, UNKNOWN_ARTIFACT): the change of what it puts back is over by then, and the way back was agreed upon with the plan of what it takes back.',
    'An agreement counts from when it was first made, also where the package was sealed anew since and it was made again.',
    'As of a past moment everything is as it was known then, save what configuration says: policies and teams are today’s.',
  ],
  parameters: [
    since, until, timeZone, service, team, production, connection,
    parameter({ name: 'finding', kind: 'WORDS', words: Object.keys(findings), says: 'Only these findings. Left out: all.' }), asOf,
  ],
  behind: [],
  columns: [
    rowId,
    moment('at', 'When the deployment was triggered, or the change was planned to end.', brief),
    text('finding', 'What was found; see the rules.', brief),
    truth('is_certain', 'false: it may be so, and nothing on record says that it is not.', brief),
    text('because', 'What it rests on, in words.', brief),
    text('environment', 'Name of the environment; null for a change without a deployment.', { isNullable: true, ...brief }),
    text('service', 'Key of the service; null for a change without a deployment.', { isNullable: true, ...brief }),
    text('team', 'Who looks after the service; null when nobody said.', { isNullable: true }),
    text('release', 'Key of the release; null when it is not known.', { isNullable: true }),
    record('deployment_id', 'The deployment.'),
    records('record_ids', 'What it rests on: changes, waivers.'),
  ],
  moreTotals: [
    count('findings', 'All findings.'),
    count('uncertain', 'Those that are not certain.'),
    count('deployments', 'Deployments that were looked at; those without a finding have no row, and stand in the report calendar and in the view report.deployment.'),
    count('deployments_with_findings', 'Those of them that have one beside MADE_WITHOUT_MUSTER.'),
    ...Object.entries(findings).map(([finding, meaning]) => count(finding.toLowerCase(), `Findings that ${meaning}.`)),
  ],
  restsOn: ['deployment', 'change'],
});
