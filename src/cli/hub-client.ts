import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { nextEvents } from './events.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { Failure, UnreachableHub } from './failure.ts';
import type { HubAddress } from './hub-address.ts';

export interface GraphQLAnswer<T> {
  readonly data: T | null;
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly connection?: string } }[];
}

/** Asks the hub; a partial answer comes back with its errors, an answer without data ends the command. */
export interface HubClient {
  ask<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** One operation in its own words. */
  send(query: string, variables: unknown): Promise<GraphQLAnswer<unknown>>;
  /** What a subscription tells, from how it stands on, until the hub or the signal ends it; the first answer without data ends the command. Throws UnreachableHub when the hub goes away meanwhile. */
  watch<T, V>(document: TypedDocumentNode<T, V>, variables: V, signal: AbortSignal): AsyncGenerator<T, undefined>;
  /** A file of the hub, by its path beside /graphql; one that is refused ends the command. */
  file(path: string, parameters: URLSearchParams): Promise<Response>;
}

export function hubClient({ url, token }: HubAddress, warn: (message: string) => void): HubClient {
  const send = async (query: string, variables: unknown): Promise<GraphQLAnswer<unknown>> => {
    const response = await post(url, token, { query, variables });
    const answer = await response.json().catch(() => null) as Partial<GraphQLAnswer<unknown>> | null;
    const isGraphQL = answer !== null && typeof answer === 'object' && (answer.data !== undefined || Array.isArray(answer.errors));
    if (!isGraphQL) throw new Failure(`${url} answered HTTP ${response.status} and no GraphQL: is it a Muster hub's /graphql?`);
    return { data: answer.data ?? null, errors: answer.errors ?? [] };
  };
  return {
    send,
    async *watch<T, V>(document: TypedDocumentNode<T, V>, variables: V, signal: AbortSignal): AsyncGenerator<T, undefined> {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` };
      const response = await reach(`${url}/stream`, { method: 'POST', headers, body: JSON.stringify({ query: print(document), variables }), signal });
      if (isAway(response.status)) throw new UnreachableHub(`${url}/stream answered HTTP ${response.status}: the hub is not ready.`);
      if (!response.ok || response.body === null) throw new Failure(`${url}/stream answered HTTP ${response.status}.`, response.status === 401 ? exitCode.notAllowed : exitCode.error);
      for await (const event of unbroken(nextEvents(response.body), `${url}/stream`, signal)) {
        const { data, errors = [] } = JSON.parse(event) as Partial<GraphQLAnswer<T>>;
        if (data == null) throw new Failure(errors.map(({ message }) => message).join('\n'), codeOf(errors[0]?.extensions?.code));
        errors.forEach(({ message }) => { warn(message); });
        yield data;
      }
    },
    async file(path, parameters) {
      const address = new URL(path, url);
      address.search = parameters.toString();
      const response = await get(address.href, token);
      if (response.ok) return response;
      const { errors = [] } = await response.json().catch(() => ({})) as { readonly errors?: GraphQLAnswer<unknown>['errors'] };
      throw new Failure(errors[0]?.message ?? `${address.href} answered HTTP ${response.status}.`, codeOf(errors[0]?.extensions?.code));
    },
    async ask<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
      const { data, errors } = await send(print(document), variables);
      const isEmpty = typeof data !== 'object' || data === null || Object.values(data).every((value) => value === null);
      if (errors.length > 0 && isEmpty) throw new Failure(errors.map(({ message }) => message).join('\n'), codeOf(errors[0]?.extensions?.code));
      errors.forEach(({ message }) => { warn(message); });
      return data as T;
    },
  };
}

/** What a gateway or a hub says that is starting or stopping: it will be back. */
function isAway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** A connection that breaks is a hub that went away. */
async function *unbroken(events: AsyncGenerator<string, undefined>, url: string, signal: AbortSignal): AsyncGenerator<string, undefined> {
  try {
    yield* events;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UnreachableHub(`${url} broke off: the hub may be starting again.`);
  }
}

async function post(url: string, token: string, body: unknown): Promise<Response> {
  return reach(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
}

async function get(url: string, token: string): Promise<Response> {
  return reach(url, { headers: { authorization: `Bearer ${token}` } });
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, redirect: 'error' });
  } catch {
    throw new UnreachableHub(`${url} cannot be reached: is the hub running?`);
  }
}

function codeOf(code: string | undefined): ExitCode {
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return exitCode.notAllowed;
  return code === 'SOURCE_UNAVAILABLE' ? exitCode.undetermined : exitCode.error;
}
