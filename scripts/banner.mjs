const rows = (entries) => entries.map(([name, value]) => `  ${name.padEnd(18)} ${value}`).join('\n');

/** What `npm start` says once hub and sandbox answer. */
export function sandboxBanner({ url, tokens, tools, stateFolder, isEmbedded, prefix }) {
  return `
Muster is running.  Ctrl-C ends it; ${stateFolder} keeps what it knows.

GraphQL endpoint (open it in a browser: GraphiQL, with examples)
${rows([['hub', url]])}
${isEmbedded ? '  (embedded database: one process, no protection against a power cut; DATABASE_URL names a PostgreSQL)\n' : ''}
Sandbox tools
${rows(Object.entries(tools).map(([name, { url: address }]) => [name, address]))}

Access tokens of the sandbox’s people (Authorization: Bearer …)
${rows([['viewer', tokens.viewer], ['release manager', tokens.releaseManager], ['change authority', tokens.changeAuthority], ['administrator', tokens.administrator]])}

Try, in another terminal in this folder:
  ${prefix}npx muster release list
  ${prefix}npx muster readiness ledger-1.9.2 --env production
  ${prefix}npx muster readiness payments-2.4.0 --env production
  ${prefix}npx muster deploy ledger-1.9.2 --env production --wait
`;
}

/** What `npm start` says once the hub answers for the tools of its own configuration. */
export function hubBanner({ url, configuration }) {
  return `
Muster is running with ${configuration}.  Ctrl-C ends it.

GraphQL endpoint
${rows([['hub', url]])}

Set MUSTER_URL=${url} and MUSTER_TOKEN to your access token, then try:
  npx muster connections
  npx muster release list
  npx muster api graphql --query '{ viewer { actor { name } roles } }'
  npx muster --help
`;
}
