import { SourceError } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Deadlines, ExchangeLine } from '../connector.ts';
import { addressOf } from './address.ts';
import { readAnswer } from './answer.ts';
import { startDeadline } from './deadline.ts';
import { createFailures, type Failures } from './failure.ts';
import type { Headers, HttpAnswer, HttpClient, HttpRequest, ProblemReader } from './request.ts';
import { createWire, type Wire } from './wire.ts';

export interface HttpClientOptions {
  /** Name of the connection, for errors. */
  readonly connection: string;
  readonly url: string;
  /** Headers that sign the request in; asked for before each request, within its deadline. */
  readonly authorize: (ask: Ask) => Headers | Promise<Headers>;
  /** Told when the tool answered 401, so that a kept token can be forgotten. */
  readonly onUnauthorized?: () => void;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
  readonly readProblem?: ProblemReader;
  /** Of the body, packed and unpacked; default 32 MiB. */
  readonly maxBytes?: number;
  readonly log?: (line: ExchangeLine) => void;
}

/** The one way to another tool (DESIGN §9, "the one http room"). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const wire = createWire();
  return {
    async send<T>(request: HttpRequest<T>): Promise<HttpAnswer<T>> {
      const address = addressOf(options.url, request.path, request.query);
      const failures = createFailures(options.connection, request.doing, options.clock);
      const startedAt = performance.now();
      const log = (code: string | null): void => {
        const { doing, method, path } = request;
        options.log?.({ connection: options.connection, doing, method, path, status: failures.status, milliseconds: Math.round(performance.now() - startedAt), problem: code });
      };
      try {
        const answer = await exchange(options, wire, request, address, failures);
        log(null);
        return answer;
      } catch (error) {
        log(error instanceof SourceError ? error.problem.code : 'UNREACHABLE');
        throw error;
      }
    },
  };
}

async function exchange<T>(options: HttpClientOptions, wire: Wire, request: HttpRequest<T>, address: URL, failures: Failures): Promise<HttpAnswer<T>> {
  const deadline = startDeadline(request.ask, options.deadlines);
  try {
    const authorization = await deadline.race(Promise.resolve(options.authorize(request.ask)));
    failures.sent();
    const open = await deadline.race(wire(request, address, authorization, deadline.signal));
    failures.answered(open.status);
    if (open.status === 401) options.onUnauthorized?.();
    return await readAnswer(open, request, options, deadline.signal, failures);
  } catch (error) {
    throw error instanceof SourceError ? error : failures.ofAccident(error, deadline);
  } finally {
    deadline.stop();
  }
}
