/** DESIGN §4 as data: which room may import which. Everything not named here is forbidden. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  receipt: [],
  audit: ['receipt'],
  connectors: ['domain'],
  store: ['domain', 'audit'],
  loaders: ['domain'],
  schema: ['domain'],
  notices: ['domain'],
  mirror: ['domain'],
  release: ['domain'],
  readiness: ['domain', 'receipt'],
  deployment: ['domain', 'readiness', 'receipt'],
  reports: ['domain', 'store'],
  resolvers: ['domain', 'schema', 'loaders', 'release', 'readiness', 'receipt', 'deployment', 'reports'],
  server: ['domain', 'connectors', 'store', 'loaders', 'schema', 'notices', 'mirror', 'release', 'readiness', 'receipt', 'audit', 'deployment', 'reports', 'resolvers'],
  cli: ['receipt', 'audit'],
};

/** Packages that have one home: matched by name or by scope, and where they may be imported. */
export const homes: readonly { readonly package: RegExp; readonly rooms: readonly string[] }[] = [
  { package: /^axios$/, rooms: ['connectors/http'] },
  { package: /^(@mikro-orm\/|@electric-sql\/|pg-boss$|pg$)/, rooms: ['store'] },
  { package: /^type-graphql$/, rooms: ['schema', 'resolvers', 'server'] },
  { package: /^dataloader$/, rooms: ['loaders'] },
  { package: /^(@apollo\/|express$|@as-integrations\/)/, rooms: ['server'] },
  { package: /^(ws|graphql-ws|graphql-sse)$/, rooms: ['server'] },
  { package: /^rate-limiter-flexible$/, rooms: ['server'] },
  { package: /^@opentelemetry\//, rooms: ['server/traces'] },
  { package: /^prom-client$/, rooms: ['server/metrics'] },
  { package: /^(commander|cli-table3|csv-parse)(\/|$)/, rooms: ['cli'] },
  { package: /^ipaddr\.js$/, rooms: ['connectors/http'] },
  { package: /^jose$/, rooms: ['server/sign-in'] },
  { package: /^@marcbachmann\/cel-js$/, rooms: ['readiness/custom'] },
  { package: /^(nodemailer|standardwebhooks)$/, rooms: ['notices'] },
  { package: /^@sigstore\//, rooms: ['receipt', 'readiness'] },
  { package: /^(csv-stringify|hyparquet-writer|ical-generator)(\/|$)/, rooms: ['reports/forms'] },
];

/** Folders whose children are siblings that never import each other; the names in `shared` are theirs in common. */
export const siblings: readonly { readonly folder: string; readonly shared: readonly string[] }[] = [
  { folder: 'connectors', shared: ['http', 'connector.ts', 'index.ts', 'run-name.ts'] },
  { folder: 'readiness/gates', shared: [] },
  { folder: 'deployment/steps', shared: [] },
];
