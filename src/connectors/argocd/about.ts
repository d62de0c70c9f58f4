import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  token: 'a token of a project role or an account with "applications, get" and "applications, sync" on the applications',
} as const;

export const about: ConnectorAbout = {
  product: 'Argo CD',
  tool: 'Argo CD, by its REST API v1',
  reads: [
    'the application: its operation, health, sync status and several sources',
    'its history of syncs, with revision, chart version and who began them, and the digests of the images that run',
    'where it goes (cluster and namespace) and the sync windows of its project',
    'notifications of a webhook template, with the connection\'s webhook.secret as bearer token',
  ],
  writes: ['one sync per deployment, asked for once and never again', 'terminates our operation, never another\'s'],
  permissions: Object.values(permissions),
  limits: [
    'an application tells of its last operation only: a sync that a later one replaced cannot be followed, and stands in the history without its correlation',
    'the history holds ten entries (revisionHistoryLimit) and says nothing of syncs that failed or touched single resources; it is complete only when it reaches back far enough',
    'how healthy an application was after an older sync is not kept',
    'applications with several sources, and automated ones asked for another revision than theirs, are refused',
    '403 is a missing right, an application that is not there, or a sync window',
    'notifications can carry a token and sign nothing: whoever knows the token can make the hub look, and nothing else',
  ],
  unverified: ['the words of a terminated operation', 'signing in with a password', 'the time zone of sync windows: the application\'s own list does not tell it', 'that every version has the functions of the template'],
};
