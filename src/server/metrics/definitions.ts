/** What one metric says; docs/metrics.md is made of these, and so is what is measured. */
export interface MetricDefinition {
  /** By Prometheus' conventions: its unit at the end, `_total` for what only grows. */
  readonly name: string;
  readonly kind: 'counter' | 'histogram' | 'gauge';
  readonly says: string;
  /** Each of them has few values, all known beforehand (labelValues): never a release, a person, an address or what a client wrote. */
  readonly labels: readonly LabelName[];
  readonly buckets?: readonly number[];
}

/** What the values of each label are. */
export const labelValues = {
  connection: 'a connection of the configuration',
  purpose: '`page` (somebody looks), `judge`, `act` (around a write)',
  problem: 'why a tool could not be asked or believed: `TIMEOUT`, `RATE_LIMITED`, `CIRCUIT_OPEN`, … as `SourceProblemCode` of the schema has them',
  circuit: '`CLOSED`, `OPEN`, `HALF_OPEN`',
  environment: 'an environment of the configuration',
  basis: '`LIVE` or `MIRROR`',
  readiness: '`READY`, `NOT_READY`, `UNDETERMINED`',
  type: '`query`, `mutation`, `subscription`, or `none` for what was refused before anybody read what it is',
  outcome: '`OK`; `PARTIAL`: data and errors; `FAILED`: errors alone; `REFUSED`: never ran; `GONE`: the client hung up before its answer',
  code: 'what `extensions.code` of an error says',
  route: 'the part of the door: `graphql`, `stream`, `reports`, `webhooks`, `metrics`, `livez`, `readyz`, or `other`',
  status: 'the HTTP status',
  state: 'the state of a deployment that has not ended',
  queue: 'a queue of durable work: `advance-deployment`, `read-noticed-record`, `tell`',
  job: '`waiting` (for its time or for a runner) or `active`',
  kind: 'a kind of record',
  use: '`busy` or `idle`',
} as const;
export type LabelName = keyof typeof labelValues;

const requestBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];
const costBuckets = [1, 10, 100, 1_000, 5_000, 20_000, 50_000];

/** Counted and timed as it happens, since this process began. */
export const standing = {
  requestSeconds: { name: 'muster_connection_request_seconds', kind: 'histogram', labels: ['connection', 'purpose'], buckets: requestBuckets, says: 'Requests to a tool, each attempt by itself, from signing in to the last byte of the answer or the failure; waiting for its turn counts.' },
  waitSeconds: { name: 'muster_connection_wait_seconds', kind: 'histogram', labels: ['connection'], buckets: [0.001, 0.01, 0.1, 0.5, 1, 5, 20], says: 'How long of that a request waited for its turn: the budget of its connection was spent, or the tool wanted quiet.' },
  problems: { name: 'muster_connection_problems_total', kind: 'counter', labels: ['connection', 'problem'], says: 'Requests to a tool that ended in a problem, and those that an open circuit kept from it.' },
  judgementSeconds: { name: 'muster_readiness_judgement_seconds', kind: 'histogram', labels: ['basis'], buckets: requestBuckets, says: 'Judgements of a release in an environment, from gathering to the outcome.' },
  judgements: { name: 'muster_readiness_judgements_total', kind: 'counter', labels: ['environment', 'basis', 'readiness'], says: 'What judgements came to, each counted: asked for, watched, or made by a deployment at its turn.' },
  operationSeconds: { name: 'muster_graphql_operation_seconds', kind: 'histogram', labels: ['type', 'outcome'], buckets: requestBuckets, says: 'Operations over HTTP, from the request to the end of its answer. A subscription is counted when it begins, with the time that took.' },
  operationCost: { name: 'muster_graphql_operation_cost', kind: 'histogram', labels: ['type'], buckets: costBuckets, says: 'What operations may cost at most, in records, as the limits count it.' },
  operationErrors: { name: 'muster_graphql_errors_total', kind: 'counter', labels: ['code'], says: 'Errors that answers held, by code.' },
  httpRequests: { name: 'muster_http_requests_total', kind: 'counter', labels: ['route', 'status'], says: 'Requests that were answered, by the part of the door.' },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Looked up when somebody asks, out of what this process knows. */
export const ofProcess = {
  circuit: { name: 'muster_connection_circuit', kind: 'gauge', labels: ['connection', 'circuit'], says: '1 for the state that the circuit of a connection is in, else 0. While it is OPEN, pages do not ask the tool.' },
  inFlight: { name: 'muster_connection_in_flight', kind: 'gauge', labels: ['connection'], says: 'Requests that are with a tool now.' },
  inFlightLimit: { name: 'muster_connection_in_flight_limit', kind: 'gauge', labels: ['connection'], says: 'How many may be; what is left of the budget is the difference.' },
  quietSeconds: { name: 'muster_connection_quiet_seconds', kind: 'gauge', labels: ['connection'], says: 'For how long a tool is to be left alone from now on, because it said so or because its circuit is open; 0 when it may be asked.' },
  subscriptions: { name: 'muster_subscriptions', kind: 'gauge', labels: [], says: 'Subscriptions that are being listened to, over both transports.' },
  watched: { name: 'muster_watched', kind: 'gauge', labels: [], says: 'Releases in environments, releases and deployments that are looked at anew whenever something moves, because somebody watches.' },
  poolConnections: { name: 'muster_database_pool_connections', kind: 'gauge', labels: ['use'], says: 'Connections to PostgreSQL that this process holds for its own statements; absent with the embedded database.' },
  poolWaiting: { name: 'muster_database_pool_waiting', kind: 'gauge', labels: [], says: 'Statements that wait for one of them; absent with the embedded database.' },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Looked up in the database when somebody asks: the same on every node. Absent, save the first, when it does not answer. */
export const ofDatabase = {
  up: { name: 'muster_database_up', kind: 'gauge', labels: [], says: '1 when the database told the figures below, 0 when it did not within two seconds.' },
  jobs: { name: 'muster_queue_jobs', kind: 'gauge', labels: ['queue', 'job'], says: 'Durable work that is not done.' },
  outboxEvents: { name: 'muster_outbox_events', kind: 'gauge', labels: [], says: 'Events that nobody has addressed yet.' },
  outboxNotices: { name: 'muster_outbox_notices', kind: 'gauge', labels: [], says: 'Notices that are still to be sent.' },
  deployments: { name: 'muster_deployments', kind: 'gauge', labels: ['state'], says: 'Deployments that have not ended, ours and those that others run.' },
  needingAttention: { name: 'muster_deployments_needing_attention', kind: 'gauge', labels: [], says: 'Those of them that wait for a person.' },
  unclearSeconds: { name: 'muster_deployment_unclear_seconds', kind: 'gauge', labels: [], says: 'For how long the one that has been UNCLEAR for longest is so; 0 when none is.' },
  syncLag: { name: 'muster_sync_lag_seconds', kind: 'gauge', labels: ['connection', 'kind'], says: 'Since when the last pass of a sync ended; +Inf when none ever did. Absent while nothing is synced.' },
  syncFailing: { name: 'muster_sync_failing', kind: 'gauge', labels: ['connection', 'kind'], says: '1 when the last pass of a sync failed, else 0.' },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
