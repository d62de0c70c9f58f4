import type { Answers, ConnectionAnswer, SecretPlace } from './answers.ts';

/** The text of a muster.yaml: what was answered, with the rest of what a hub needs and why it stands there. */
export function configurationText({ environments, connections, issuer, receiptKey }: Answers): string {
  return [
    '# Written by muster init. Every key is told in docs/configuration.md; muster doctor says what is still missing.',
    '# Secrets never stand here: what is named by env and file is read when the hub starts.',
    '',
    'environments:                       # in the order releases go through them',
    ...environments.map((name, index) => `  - { name: ${name}, isProduction: ${index === environments.length - 1}, policy: ${name} }`),
    '',
    'connections:                        # what to ask which administrator for stands in docs/connectors.md',
    ...connections.flatMap(connectionLines),
    '',
    '# What Muster releases, and where each tool keeps its part: docs/configuration.md shows a whole one.',
    'services: []',
    '',
    ...receiptLines(receiptKey),
    ...issuerLines(issuer),
    '# Tools, webhooks and chats that stand at private addresses must be named, e.g. [10.20.0.0/16].',
    'outgoing: { allowed: [] }',
    '',
    '# The audit log is anchored outside the database, so that a cut tail is seen: name a file on other storage, or a webhook.',
    '# audit: { anchor: { file: /var/lib/muster-anchors/anchors.jsonl, every: PT1H } }',
    '',
    'policies:                           # what must be true before a release may go: docs/gates.md, docs/policy.md',
    ...environments.flatMap((name, index) => policyLines(name, index === environments.length - 1)),
    '',
  ].join('\n');
}

function connectionLines({ name, system, url, userName, secret }: ConnectionAnswer): readonly string[] {
  const reference = quoted(referenceOf(secret));
  const auth = userName === null ? `{ bearer: ${reference} }` : `{ basic: { userName: ${quoted(userName)}, password: ${reference} } }`;
  return [`  - name: ${name}`, `    system: ${system}`, `    url: ${quoted(url)}`, `    auth: ${auth}`];
}

function receiptLines(receiptKey: string | null): readonly string[] {
  const make = 'openssl genpkey -algorithm ed25519 -out FILE';
  return receiptKey === null
    ? [`# Without a signing key READY judgements get no receipt: ${make}`, '# receipts: { signingKey: … }', '']
    : [`receipts:                           # ${make}`, `  signingKey: ${quoted(referenceOf({ file: receiptKey }))}`, ''];
}

function issuerLines(issuer: Answers['issuer']): readonly string[] {
  if (issuer === null) return ['# Who may sign in: production mode wants an issuer of OIDC tokens here (docs/security.md).', 'access: { issuers: [] }', ''];
  return [
    'access:',
    '  issuers:',
    '    - name: company',
    `      issuer: ${quoted(issuer.issuer)}`,
    `      audience: ${quoted(issuer.audience)}`,
    `      keys: ${quoted(issuer.keys)}`,
    '      people:                       # who else may do what: docs/authorization.md, docs/configuration.md',
    '        grants:',
    '          - { roles: [VIEWER] }     # everybody who signs in may look',
    '',
  ];
}

/** The last environment lets nothing by; those before it stop for the package alone and tell the rest. */
function policyLines(name: string, isLast: boolean): readonly string[] {
  const telling = isLast ? '{ isBlocking: true }' : '{ isBlocking: false }';
  return [
    `  - name: ${name}`,
    '    version: "1"                    # counts up when what is asked for changes',
    `    requiredAgreements: ${isLast ? '[CHANGE_AUTHORITY]' : '[]'}`,
    '    gates:',
    ...['change-is-approved', 'change-window-is-open', 'change-matches-release', 'work-items-are-done'].map((gate) => `      ${gate}: ${telling}`),
    ...['package-is-in-the-dml', 'package-matches-its-seal'].map((gate) => `      ${gate}: { isBlocking: true }`),
    `      no-blocking-vulnerability: { isBlocking: ${isLast}, parameters: { maxCritical: 0, maxHigh: 0 } }`,
    `      configuration-items-are-operational: ${telling}`,
    ...(isLast ? ['      plan-is-agreed: { isBlocking: true }'] : []),
  ];
}

function referenceOf(place: SecretPlace): string {
  return 'env' in place ? `\${env:${place.env}}` : `\${file:${place.file}}`;
}

/** A JSON string is a YAML one. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
