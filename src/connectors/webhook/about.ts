import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  key: 'a signing key of the service: its id and its secret, which is never sent',
} as const;

export const about: ConnectorAbout = {
  product: 'deploy service',
  tool: 'A deploy service of one\'s own, called by signed posts',
  reads: ['how a run goes, by its correlation', 'its health', 'what it posts by itself when a run moves, signed with the connection\'s webhook.secret'],
  writes: ['one signed post per deployment, with an Idempotency-Key, posted once and never again', 'a signed post that cancels a run, where an address for it is configured'],
  permissions: Object.values(permissions),
  limits: [
    'only the service\'s own "unknown" proves that there is no run; a plain 404 is an error',
    'redirects are not followed, and nothing is sent outside the connection\'s url',
    'it tells no history: what went out by another hand is not seen',
  ],
  unverified: ['that a service keeps its Idempotency-Keys: it is never relied upon'],
};
