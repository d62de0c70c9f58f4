import { personPassword, servicenowCredentials } from '../bank/credentials.ts';
import { tellStory } from '../bank/bank.ts';
import type { StandIn } from '../kernel/index.ts';
import { startServiceNow } from './index.ts';

/** A Wednesday; the stand-in's clock in its specs. */
export const wednesday = new Date('2026-03-11T10:20:00Z');

/** A wire answer, its body as the tool wrote it. */
export interface WireAnswer { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: { readonly result?: unknown; readonly error?: { readonly message: string; readonly detail: string | null } } }
export interface Ask { readonly as?: string; readonly method?: string; readonly body?: unknown; readonly headers?: Record<string, string> }

/** Starts the stand-in with the story and a clock that the spec can move. */
export async function startForSpec(given: { now?: () => Date; stateFile?: string } = {}): Promise<StandIn> {
  return startServiceNow({ port: 0, now: given.now ?? (() => wednesday), story: tellStory(wednesday), ...(given.stateFile === undefined ? {} : { stateFile: given.stateFile }) });
}

/** One plain request, as the integration user unless told otherwise. */
export async function ask(standIn: StandIn, path: string, { as = servicenowCredentials.integration.userName, method = 'GET', body, headers = {} }: Ask = {}): Promise<WireAnswer> {
  const answer = await fetch(standIn.url + path, {
    method,
    headers: { accept: 'application/json', authorization: basic(as), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, text, body: isJson && text !== '' ? JSON.parse(text) as WireAnswer['body'] : {} };
}

/** A list's records. */
export function records(answer: WireAnswer): Record<string, unknown>[] {
  return answer.body.result as Record<string, unknown>[];
}

/** A single record. */
export function record(answer: WireAnswer): Record<string, unknown> {
  return answer.body.result as Record<string, unknown>;
}

/** Path of a Table API list: `query` is encoded. */
export function listPath(table: string, query: string, more = ''): string {
  return `/api/now/table/${table}?sysparm_query=${encodeURIComponent(query)}${more}`;
}

/** The sys_id of the one record that a query finds. */
export async function idOf(standIn: StandIn, table: string, query: string): Promise<string> {
  const found = records(await ask(standIn, listPath(table, query, '&sysparm_fields=sys_id'), { as: 'admin' }));
  const id = found[0]?.['sys_id'];
  if (typeof id !== 'string' || found.length !== 1) throw new Error(`${query} finds ${found.length} records in ${table}`);
  return id;
}

export function basic(userName: string): string {
  const { integration, admin } = servicenowCredentials;
  const password = [integration, admin].find((one) => one.userName === userName)?.password ?? personPassword;
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}
