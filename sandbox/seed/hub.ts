/** A hub's public API, spoken by plain fetch as one person. */
export type Ask = <T>(operation: string, variables: object) => Promise<T>;

interface UserError { readonly path: readonly string[] | null; readonly message: string; readonly code: string }
interface GraphQLAnswer { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[] }

/**
 * @param url the GraphQL endpoint
 * @throws (when asked) Error `SeedRefused` with everything the hub had against it.
 */
export function hubAs(url: string, token: string): Ask {
  return async <T>(operation: string, variables: object): Promise<T> => {
    const response = await fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: operation, variables }), signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const answer = readAnswer(text) ?? { errors: [{ message: `HTTP ${response.status}: ${text.slice(0, 200)}` }] };
    const payload = answer.data?.['payload'] as { readonly userErrors?: readonly UserError[] } | null | undefined;
    const against = [
      ...(answer.errors ?? []).map(({ message, extensions }) => `${extensions?.code ?? 'ERROR'}: ${message}`),
      ...(payload?.userErrors ?? []).map(({ path, message, code }) => `${code}${path === null ? '' : ` at ${path.join('.')}`}: ${message}`),
    ];
    if (against.length > 0 || answer.data === undefined || answer.data === null) throw refused(operation, url, against);
    return answer.data as T;
  };
}

function readAnswer(text: string): GraphQLAnswer | undefined {
  try {
    return JSON.parse(text) as GraphQLAnswer;
  } catch {
    return undefined;
  }
}

function refused(operation: string, url: string, against: readonly string[]): Error {
  const name = /(?:query|mutation) (\w+)/.exec(operation)?.[1] ?? 'operation';
  const error = new Error(`Seeding the hub at ${url}: ${name} was refused. ${against.join('; ') || 'The answer carried no data.'}`);
  error.name = 'SeedRefused';
  return error;
}
