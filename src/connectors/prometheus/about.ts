import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  query: 'to ask /api/v1/query; where something guards it, a user of its basic_auth_users or a token of the proxy before it',
} as const;

export const about: ConnectorAbout = {
  product: 'Prometheus',
  tool: 'Prometheus, by its HTTP API v1, and what speaks like it',
  reads: ['one instant query per metric of an environment\'s `afterwards.watch.metrics`, at the server\'s own time, while a deployment to it is watched'],
  writes: [],
  permissions: Object.values(permissions),
  limits: [
    'an expression must come to a scalar or an instant vector of plain numbers: no range, no text, no native histogram',
    'answers with warnings may leave something out (a store that failed), and are not believed',
    'no series is no health: nothing measured, and NaN, are unknown',
    'a comparison in the expression leaves out whatever does not fit: write the bounds into `atMost` and `atLeast` instead',
  ],
  unverified: ['that what speaks like Prometheus (Thanos, Mimir, VictoriaMetrics) tells of partial answers by warnings, as Prometheus and Thanos do', 'what a guard before it answers to a stranger, beside 401 and 403'],
};
