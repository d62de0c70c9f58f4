import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  account: 'an account with Overall/Read, Job/Read, Job/Build and Job/Cancel on the deploy jobs, and an API token of it (a password works too and costs a crumb for each write)',
} as const;

export const about: ConnectorAbout = {
  product: 'Jenkins',
  tool: 'Jenkins, by its remote access API (JSON)',
  reads: [
    'the deploy job: whether it can be built, and which parameters it defines',
    'the queue and single items of it',
    'builds of the job: found by their parameter correlation, followed to their end, and as the history of one environment (their parameter environment), whoever started them',
    'notifications that a step of the pipeline posts under the generic signature (webhook.secret), in the words of the Notification plugin',
  ],
  writes: ['one build per deployment, posted once and never again', 'takes a run out of the queue, or stops its build'],
  permissions: Object.values(permissions),
  limits: [
    'the job must define the string parameters environment, version, correlation and package_digest: Jenkins drops others without a word, so nothing is posted to a job that lacks one',
    'a history goes back 500 builds of the job at most, and is not complete when a build was discarded, is hidden or does not say its environment',
    'the revision that went out is not told: what a deploy job checks out is its own script',
    'the Notification plugin can neither sign nor send a header: its own notifications are not taken',
    'links lead to the address of the connection, not to the one in Jenkins\' settings',
  ],
  unverified: [
    'that every 4xx of every Jenkins carries X-Jenkins; one that does not becomes UNCLEAR, never REFUSED',
    'what a queue veto answers (taken as UNCLEAR)',
    'clocks more than two minutes apart',
    'permissions that hide single builds',
  ],
};
