import type { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { SourceProblem } from '../../domain/source.ts';

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;
export type Headers = Readonly<Record<string, string>>;

export interface HttpRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the connection's base address, starting with "/"; segments already percent-encoded; no "?" or "#". */
  readonly path: string;
  readonly query?: QueryValues;
  readonly headers?: Headers;
  /** At most one of json, text and form. */
  readonly json?: unknown;
  readonly text?: { readonly body: string; readonly contentType: string };
  readonly form?: Readonly<Record<string, string>>;
  /** What the answer must look like; an empty body is handed to it as undefined. */
  readonly schema: z.ZodType<T>;
  /** Statuses that are answers, default every 2xx; a 404 listed here reaches the caller with its body. */
  readonly accepts?: readonly number[];
  /** Only the status counts: the body is not read, whatever it is, and handed to the schema as undefined. */
  readonly readsOnlyStatus?: boolean;
  /** The body is handed to the schema as its text, whatever its content type says: for bytes that somebody signed. Whoever asks so must know the digest. */
  readonly readsText?: boolean;
  /** A POST that changes nothing, e.g. a search whose query is its body; a GET always is one. Only reads are ever sent twice. */
  readonly isRead?: boolean;
  /** A narrower way within the tool. */
  readonly narrow?: Narrow;
  readonly ask: Ask;
  /** What was being done, as it reads after "while": "reading 3 changes". No secrets: it goes into errors and logs. */
  readonly doing: string;
}

/** So many requests of this name are under way at once, beside the connection's own limit. */
export interface Narrow {
  readonly name: string;
  readonly atOnce: number;
}

export interface HttpAnswer<T> {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body: T;
}

/** Never follows a redirect; sends what is no read once, whatever happens. Every failure is an HttpProblem (a SourceError). */
export interface HttpClient {
  send<T>(request: HttpRequest<T>): Promise<HttpAnswer<T>>;
}

/**
 * A vendor's way of saying no, also inside a 200: the parsed body (undefined when it was not JSON) judged beside its
 * status. Null: nothing special. The message is ours, never the tool's text; what was being done is added to it.
 */
export type ProblemReader = (status: number, body: unknown, headers: Headers) => SourceProblem | null;
