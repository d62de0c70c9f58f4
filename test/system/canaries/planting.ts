import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { servicenowCredentials } from '../../../sandbox/bank/credentials.ts';
import { toolNames, type ToolName } from '../../../sandbox/hub-config.ts';
import { places, toolSecrets } from '../../../sandbox/keepsakes.ts';
import { freshSecret, type Canary } from './canary.ts';

/** Everything in the configuration that is a secret, each a canary, and the text of a configuration that names them. */
export interface Planted {
  readonly canaries: readonly Canary[];
  /** What a tool knows instead of what the hub was given. */
  readonly swaps: (tool: string) => readonly { readonly planted: string; readonly known: string }[];
  readonly secret: (name: string) => string;
  /** What stands in the configuration in a secret's place, once it is written. */
  readonly placeholders: Map<string, string>;
}

/** Characters that every encoding writes differently, where the tool's way of signing in lets them through. */
const odd = { head: 'c"&\\ü+ %/', tail: '/%22&' };
const plain = { head: 'canary-', tail: '' };
const basics: readonly ToolName[] = ['servicenow', 'jira', 'jenkins', 'itop', 'webhook'];

export function plant(stateDir: string): Planted {
  const secrets = new Map<string, string>();
  const add = (name: string, { head, tail } = plain): void => void secrets.set(name, freshSecret(head, tail));
  for (const tool of toolNames) add(`${tool} sign-in`, basics.includes(tool) ? odd : plain);
  for (const tool of Object.keys(places.hooks)) add(`${tool} webhook`, plain);
  for (const name of ['OAuth client secret', 'OAuth password', 'mail password']) add(name, odd);
  add('Slack address');
  add('metrics token');
  add('database password');
  add('sign-in of the collector of traces');
  for (const name of ['webhook channel', 'CDEvents sink', 'webhook of anchors']) secrets.set(name, `whsec_${randomBytes(32).toString('base64')}`);
  const read = (file: string): string => readFileSync(path.join(stateDir, file), 'utf8').trim();
  const canaries: Canary[] = [...secrets].map(([name, secret]) => ({ name, secrets: [Buffer.from(secret, 'utf8'), ...(secret.startsWith('whsec_') ? [Buffer.from(secret.slice(6), 'base64')] : [])] }));
  for (const [who, file] of Object.entries(places.tokens)) canaries.push({ name: `sandbox token of the ${who}`, secrets: [Buffer.from(read(file).slice(-32), 'utf8')] });
  const { d: seed = '' } = createPrivateKey(read(places.receiptKey.private)).export({ format: 'jwk' });
  canaries.push({ name: 'receipt key', secrets: [Buffer.from(seed, 'base64url')] });
  return {
    canaries,
    secret: (name) => secrets.get(name) ?? '',
    placeholders: new Map(),
    swaps: (tool) => [
      ...(Object.hasOwn(toolSecrets, tool) ? [{ planted: secrets.get(`${tool} sign-in`) ?? '', known: toolSecrets[tool as ToolName] }] : []),
      { planted: secrets.get('OAuth client secret') ?? '', known: servicenowCredentials.oauthClient.clientSecret }, { planted: secrets.get('OAuth password') ?? '', known: servicenowCredentials.integration.password },
    ],
  };
}

export interface Around {
  /** Where each connection's tool stands. */
  readonly tools: Readonly<Record<string, string>>;
  readonly chat: string;
  /** Where traces are collected. */
  readonly collector: string;
  readonly mailPort: number;
  readonly issuer: { readonly url: string; readonly keysUrl: string };
}

interface Connection { name: string; url: string; deadline: object; auth: object; webhook?: object }
interface File { connections: Connection[] }

/** Writes the sandbox's configuration anew: every tool behind its false one, every secret a canary in a file or a variable, and one of everything that the sandbox has not. Answers the variables. */
export function configure(stateDir: string, { canaries, secret, placeholders }: Planted, { tools, chat, collector, mailPort, issuer }: Around): Readonly<Record<string, string>> {
  const file = path.join(stateDir, places.config);
  const read = parse(readFileSync(file, 'utf8')) as File;
  mkdirSync(path.join(stateDir, 'canaries'), { recursive: true });
  const variables: Record<string, string> = {};
  const named = (name: string): string => {
    const slug = name.toUpperCase().replace(/\W/g, '_');
    if (slug.length % 2 === 0) {
      variables[`CANARY_${slug}`] = secret(name);
    } else {
      writeFileSync(path.join(stateDir, 'canaries', slug), `${secret(name)}\n`, { mode: 0o600 });
    }
    const placeholder = slug.length % 2 === 0 ? `\${env:CANARY_${slug}}` : `\${file:canaries/${slug}}`;
    placeholders.set(name, placeholder);
    return placeholder;
  };
  for (const connection of read.connections) {
    const [kind = 'bearer'] = Object.keys(connection.auth);
    const planted = named(`${connection.name} sign-in`);
    connection.deadline = { page: 'PT20S', judge: 'PT20S', act: 'PT20S' }; // On a busy machine too the seeding must not fail.
    connection.url = tools[connection.name] ?? connection.url;
    connection.auth = kind === 'basic' ? { basic: { ...(connection.auth as { basic: object }).basic, password: planted } } : { bearer: planted };
    if (connection.webhook !== undefined) connection.webhook = { secret: named(`${connection.name} webhook`) };
  }
  const [servicenow] = read.connections;
  if (servicenow === undefined) throw new Error('the sandbox configures no connection');
  const clone = { ...servicenow, name: 'servicenow-clone', isProduction: false, url: tools['servicenow-clone'], auth: { oauth: { clientId: servicenowCredentials.oauthClient.clientId, clientSecret: named('OAuth client secret'), userName: servicenowCredentials.integration.userName, password: named('OAuth password') } } };
  const notices = {
    watchAhead: 'PT0S',
    channels: [
      { name: 'desk', kind: 'webhook', url: `${chat}/desk`, secret: named('webhook channel') }, { name: 'cd', kind: 'cdevents', url: `${chat}/cd`, secret: named('CDEvents sink') },
      { name: 'chat', kind: 'slack', url: `${chat}/slack/${named('Slack address')}` },
      { name: 'mail', kind: 'mail', host: '127.0.0.1', port: mailPort, security: 'NONE', from: 'muster@northbank.example', auth: { userName: 'muster', password: named('mail password') } },
    ],
    rules: [...['desk', 'cd', 'chat'].map((channel) => ({ to: { channel } })), { to: { channel: 'mail', owner: true, concerned: true, roles: ['RELEASE_MANAGER'] } }],
  };
  const issuers = [{ name: 'northbank', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl, people: { grants: [{ when: { groups: 'release-managers' }, roles: ['RELEASE_MANAGER'] }] } }];
  writeFileSync(file, stringify({
    ...read, connections: [...read.connections, clone], notices, metrics: { token: named('metrics token') }, access: { ...(read as { access?: object }).access, issuers },
    sync: { every: 'PT1M', wholeEvery: 'P1D' }, observe: { every: 'PT30S', lookBack: 'P1D', endWithin: 'P1D' }, audit: { anchor: { file: path.join(stateDir, 'anchors.jsonl'), webhook: { url: `${chat}/anchors`, secret: named('webhook of anchors') }, every: 'PT1H' } },
    telemetry: { traces: { endpoint: `${collector}/v1/traces`, headers: { 'x-collector-key': named('sign-in of the collector of traces') } } },
  }, { lineWidth: 0 }));
  if (canaries.length < 20) throw new Error('fewer canaries than were promised');
  return variables;
}
