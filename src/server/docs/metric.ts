import { labelValues, ofDatabase, ofProcess, standing, type LabelName, type MetricDefinition } from '../metrics/definitions.ts';
import { metricsRoles } from '../metrics/page.ts';

/** docs/metrics.md, derived from the definitions that are measured by. */
export function metricDocs(): string {
  const labels = Object.entries(labelValues).map(([name, values]) => `| \`${name}\` | ${values} |`);
  return [
    head,
    '## Counted and timed by each process', '', ...table(Object.values(standing)), '',
    '## Looked up in the process', '', ...table(Object.values(ofProcess)), '',
    '## Looked up in the database', '', 'The same on every node: take the largest, not the sum.', '', ...table(Object.values(ofDatabase)), '',
    '## Labels', '', '| label | values |', '|---|---|', ...labels, '',
    alerts,
  ].join('\n');
}

function table(definitions: readonly MetricDefinition[]): readonly string[] {
  return ['| metric | | labels | |', '|---|---|---|---|', ...definitions.map(({ name, kind, labels, says, buckets }) => `| \`${name}\` | ${kind} | ${labels.map((label: LabelName) => `\`${label}\``).join(', ') || '–'} | ${says}${buckets === undefined ? '' : ` Buckets: ${buckets.join(', ')}.`} |`)];
}

const head = `# Metrics

Derived from \`src/server/metrics/definitions.ts\` by \`npm run docs\`; do not edit. \`GET /metrics\` answers them in Prometheus' text format: with
the token of the configuration (\`metrics: { token: "\${file:secrets/metrics}" }\`), which opens nothing else and is checked without the
database; or signed in as ${metricsRoles.join(', ')}. Why: [decision 28](decisions/0028-what-is-told-of-a-hub-at-work.md).

No label holds a release, a person, an address or a word that a client wrote, so that there are as many series as the configuration has
connections and environments. A database that does not answer fails no scrape: its figures are absent then, and \`muster_database_up\` is 0. Beside these
stand what the process says of itself, as prom-client names it (\`process_…\`, \`nodejs_…\`).

\`\`\`yaml
scrape_configs:
  - job_name: muster
    authorization: { credentials_file: /etc/prometheus/muster-token }
    static_configs: [{ targets: ["muster-1.internal:4000", "muster-2.internal:4000"] }]
\`\`\`
`;

const alerts = `## Worth an alert

| when | what it means |
|---|---|
| \`max(muster_deployment_unclear_seconds) > 600\` | nobody knows whether a deployment runs: \`muster deployment list\`, then settle it |
| \`max(muster_deployments_needing_attention) > 0\` | a deployment waits for a person |
| \`muster_connection_circuit{circuit="OPEN"} == 1\` for 5 minutes | a tool does not answer: pages show old copies, judgements are UNDETERMINED |
| \`max by (connection, kind) (muster_sync_lag_seconds) > 900\` | the mirror is behind |
| \`max(muster_outbox_notices) > 100\` for 10 minutes | people are not told |
| \`min(muster_database_up) == 0\` | the hub answers nothing that it does not hold in memory |
| \`sum(rate(muster_graphql_errors_total{code="INTERNAL"}[5m])) > 0\` | a fault of Muster's own; its log has the request id |
`;
