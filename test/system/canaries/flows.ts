import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { WebSocket } from 'ws';
import { muster } from '../../cli/muster.ts';
import type { Canary } from './canary.ts';
import { lettersOf, type HookName } from './deliveries.ts';
import { questionsOf } from './questions.ts';

export interface Hub {
  readonly url: string;
  token(who: 'administrator' | 'releaseManager' | 'changeAuthority' | 'deployer' | 'auditor'): string;
}

/** What is told of everything that comes out of the hub. */
export type Hear = (where: string, text: string) => void;

const base = ({ url }: Hub): string => new URL(url).origin;

/** Answers the whole answer, headers and all. */
async function send(hear: Hear, where: string, url: string, init: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const bytes = Buffer.from(await answer.arrayBuffer());
  hear(where, `${answer.status} ${answer.statusText} ${JSON.stringify([...answer.headers])} ${bytes.toString('utf8')} ${bytes.toString('latin1')}`);
  return { status: answer.status, text: bytes.toString('utf8') };
}

export async function ask<T>(hub: Hub, hear: Hear, query: string, variables: unknown = {}, who: Parameters<Hub['token']>[0] = 'administrator'): Promise<T | null> {
  const body = JSON.stringify({ query, variables });
  const { text } = await send(hear, `answer to ${query.slice(0, 80)} as ${who}`, hub.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${hub.token(who)}` }, body });
  return (JSON.parse(text) as { data?: T }).data ?? null;
}

/** Every field of every root, as two who may ask most of it; what is asked of tools is asked live. */
export async function askEverything(hub: Hub, hear: Hear, isWhole: boolean): Promise<void> {
  const schema = buildClientSchema(await ask<IntrospectionQuery>(hub, () => undefined, getIntrospectionQuery()) ?? never('schema'));
  for (const { query, variables } of questionsOf(schema, isWhole ? 3 : 2)) {
    for (const who of ['administrator', 'releaseManager'] as const) {
      if (who === 'releaseManager' ? query.startsWith('mutation') : isWhole || query.startsWith('query')) await ask(hub, hear, query.replace(/^(query(?: \([^)]*\))?)/, '$1 @freshness(maxAge: "PT0S")'), variables, who);
    }
  }
}

function never(what: string): never {
  throw new Error(`the hub did not tell its ${what}`);
}

/** Judges each release of the story live, and starts what may go out. */
export async function judgeAndDeploy(hub: Hub, hear: Hear): Promise<void> {
  for (const releaseKey of ['ledger-1.9.2', 'payments-2.4.0']) {
    await ask(hub, hear, 'mutation ($input: ValidateReadinessInput!) { validateReadiness(input: $input) { assessment { id receipt { envelope } readiness { outcome verdicts { because expected actual remedy evidence { record } } } } userErrors { message code path } } }'.replace('expected actual remedy evidence { record }', 'remedy'), { input: { releaseKey, environment: 'production' } }, 'releaseManager');
    await ask(hub, hear, 'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id state because steps { name because } } userErrors { message code path } } }'.replace(' steps { name because }', ''), { input: { releaseKey, environment: 'production', idempotencyKey: `canary ${releaseKey}` } }, 'releaseManager');
  }
  for (const channel of ['desk', 'cd', 'chat', 'mail']) await ask(hub, hear, 'mutation ($input: TryChannelInput!) { tryChannel(input: $input) { userErrors { message code } } }', { input: { channel, ...(channel === 'mail' && { recipient: 'vera.lind@northbank.example' }) } });
}

export async function watch(hub: Hub, hear: Hear): Promise<void> {
  const authorization = `Bearer ${hub.token('releaseManager')}`;
  const operation = { query: 'subscription { readinessChanged(releaseKey: "ledger-1.9.2", environment: "production") { outcome verdicts { because remedy } } }' };
  const socket = createSocketClient({ url: hub.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization } });
  const stream = createStreamClient({ url: `${hub.url}/stream`, retryAttempts: 0, headers: { authorization } });
  for (const [where, events] of [['WebSocket', socket.iterate(operation)], ['event stream', stream.iterate(operation)]] as const) {
    hear(where, JSON.stringify(await events.next().catch(String)));
    await events.return?.();
  }
  await socket.dispose();
  stream.dispose();
  const refused = createSocketClient({ url: hub.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `${authorization}x` } });
  hear('WebSocket of nobody', JSON.stringify(await refused.iterate(operation).next().catch((error: unknown) => error instanceof Error ? error.message : JSON.stringify(error))));
  await refused.dispose();
}

/** Reports as files, health, deliveries of every tool with the right secret and the wrong one, tokens of nobody and of others. */
export async function knock(hub: Hub, hear: Hear, { hooks, metrics, bearer }: { readonly hooks: Readonly<Record<HookName, string>>; readonly metrics: string; readonly bearer: string }): Promise<void> {
  const authorization = `Bearer ${hub.token('auditor')}`;
  for (const name of ['compliance', 'connection-health', 'delivery-performance', 'readiness-history', 'running-versus-recorded', 'waiver-debt', 'why-releases-wait']) {
    for (const form of ['csv', 'json', 'parquet']) await send(hear, `${name}.${form}`, `${base(hub)}/reports/${name}.${form}`, { headers: { authorization } });
  }
  for (const place of ['/livez', '/readyz', '/metrics', '/nothing']) await send(hear, place, `${base(hub)}${place}`, {});
  await send(hear, '/metrics by its token', `${base(hub)}/metrics`, { headers: { authorization: `Bearer ${metrics}` } });
  for (const { tool, body, headers, status } of lettersOf(hooks)) {
    const answer = await send(hear, `delivery of ${tool}`, `${base(hub)}/webhooks/${tool}`, { method: 'POST', body, headers });
    if (answer.status !== status) throw new Error(`a delivery of ${tool} was answered with ${answer.status} and not with ${status}: ${JSON.stringify(headers)}`);
  }
  await send(hear, 'no JSON', hub.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: `{"query": "${hub.token('auditor')}` });
  for (const one of [bearer, `${bearer.slice(0, -6)}AAAAAA`, `${hub.token('administrator')}x`]) await send(hear, 'a token', hub.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${one}` }, body: '{"query": "{ viewer { roles } }"}' });
}

/** Makes an access token, which is shown this once, and uses it; the canary that it is. */
export async function makeToken(hub: Hub, hear: Hear): Promise<Canary> {
  const made = await ask<{ createApiToken: { secret: string } }>(hub, () => undefined, 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }', { input: { name: 'canary', roles: ['VIEWER'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() } });
  const secret = made?.createApiToken.secret ?? never('access token');
  await send(hear, 'an access token', hub.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` }, body: '{"query": "{ viewer { roles actor { name } } apiTokens { name } }"}' });
  return { name: 'access token', secrets: [Buffer.from(secret.slice(-43), 'utf8')] };
}

/** The command line, in its own words and as JSON, and with mistakes in what it is told. */
export async function type(hub: Hub, hear: Hear, commands: readonly (readonly string[])[], isWhole: boolean): Promise<void> {
  const env = { MUSTER_URL: hub.url, MUSTER_TOKEN: hub.token('administrator') };
  const { host } = new URL(hub.url);
  const places: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    ...commands.map((words) => [words, env] as const),
    [['connections'], { ...env, MUSTER_URL: `http://muster:${env.MUSTER_TOKEN}@${host}/graphql` }],
    [['connections'], { ...env, MUSTER_URL: `nothing://${env.MUSTER_TOKEN}` }],
    [['connections'], { ...env, MUSTER_TOKEN: `${env.MUSTER_TOKEN}x` }],
    [['connections'], { ...env, MUSTER_TOKEN: `${env.MUSTER_TOKEN}\nx` }],
  ];
  for (const [words, said] of isWhole ? places : places.slice(0, commands.length + 1)) {
    const { stdout, stderr } = await muster(words, { env: said });
    hear(`muster ${words.join(' ')}`, `${stdout} ${stderr}`);
  }
}

