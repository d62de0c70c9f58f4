import { createClient, NetworkError } from 'graphql-sse';
import { getOperationAST, Kind, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { token } from './token.ts';

/** What GraphiQL hands over to be asked. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface Options {
  readonly headers?: Readonly<Record<string, string>>;
}

/** The hub that served this page, asked as whoever holds the token. `refused` hears of each 401. */
export function hubOf(url: string, refused: () => void) {
  const ask = async ({ query, operationName, variables }: Asked, headers: Options['headers'] = {}): Promise<Answer> => {
    const held = token.read();
    if (held === null) return notSignedIn;
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/graphql-response+json, application/json', 'content-type': 'application/json', ...headers, authorization: `Bearer ${held}` },
      body: JSON.stringify({ query, operationName, variables }),
    });
    if (response.status === 401) refused();
    return await response.json() as Answer;
  };
  const watch = ({ query, operationName, variables }: Asked, headers: Options['headers'] = {}): AsyncIterable<object> => {
    const held = token.read();
    if (held === null) return only(notSignedIn);
    const client = createClient({ url: `${url}/stream`, retryAttempts: 0, headers: { ...headers, authorization: `Bearer ${held}` } });
    return told(client.iterate({ query, ...(operationName && { operationName }), ...(variables && { variables }) }), refused);
  };
  return {
    ask,
    /** As GraphiQL wants it: an answer, or the answers of a subscription as an event stream. */
    fetcher(given: Asked, { headers }: Options = {}): Promise<Answer> | AsyncIterable<object> {
      const document = read(given.query);
      const asked = document === null ? given : withOwnName(given, document);
      return document !== null && isSubscription(document, asked.operationName) ? watch(asked, headers) : ask(asked, headers);
    },
  };
}

const notSignedIn: Answer = { errors: [{ message: 'Sign in first: paste an access token above.' }] };

/** GraphiQL reads a text a moment after it was put in, so it is read here; null: it cannot be, and the hub says why. */
function read(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/** For the same reason the name may still be that of the tab before. */
function withOwnName(asked: Asked, { definitions }: DocumentNode): Asked {
  const names = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).map(({ name }) => name?.value);
  return names.length === 1 ? { ...asked, operationName: names[0] ?? null } : asked;
}

function isSubscription(document: DocumentNode, operationName: string | null | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

async function *only(answer: Answer): AsyncIterable<object> {
  yield await Promise.resolve(answer);
}

/** The events; a stream that is refused or breaks off says so in a sentence. */
async function *told(events: AsyncIterable<object>, refused: () => void): AsyncIterable<object> {
  try {
    yield* events;
  } catch (error) {
    const status = error instanceof NetworkError ? (error as NetworkError<Response>).response?.status : undefined;
    if (status === 401) refused();
    yield { errors: [{ message: status === undefined ? 'The stream broke off: run it again.' : `The hub answered the stream with ${status}.` }] };
  }
}
