import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Deadlines, ExchangeLine } from '../connector.ts';
import { addressOf } from './address.ts';
import { exchange } from './exchange.ts';
import { createLine, type Line } from './line.ts';
import { HttpProblem } from './problem.ts';
import { CircuitOpen } from './circuit.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { createFailures } from './failure.ts';
import { pause } from './pause.ts';
import type { Headers, HttpAnswer, HttpClient, HttpRequest, ProblemReader } from './request.ts';
import { isSafeRead, retryDelay } from './retry.ts';

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
  /** What it shares with the connection's other clients; default: one of its own. */
  readonly line?: Line;
}

export type LinedOptions = HttpClientOptions & { readonly line: Line };

/** The one way to another tool (DESIGN §9, "the one http room"). */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const lined: LinedOptions = { ...options, line: options.line ?? createLine(options.clock) };
  const { line } = lined;
  return {
    async send<T>(request: HttpRequest<T>): Promise<HttpAnswer<T>> {
      const address = addressOf(options.url, request.path, request.query);
      return line.reads.share(request, address, () => passCircuit(lined, request, address));
    },
  };
}

async function passCircuit<T>(options: LinedOptions, request: HttpRequest<T>, address: URL): Promise<HttpAnswer<T>> {
  const { line, connection, clock } = options;
  try {
    const answer = await line.circuit.through(request.ask.isProbe === true ? 'probe' : request.ask.purpose, () => sendPatiently(options, request, address));
    line.succeeded();
    return answer;
  } catch (error) {
    if (error instanceof CircuitOpen) {
      const { doing, method, path, ask: { purpose } } = request;
      options.log?.({ connection, purpose, doing, method, path, status: null, milliseconds: 0, waitedMs: 0, problem: 'CIRCUIT_OPEN' });
      throw createFailures(connection, request.doing, clock).of('CIRCUIT_OPEN', 'failed repeatedly a moment ago and is left alone until it has rested', line.circuit.retryAt());
    }
    if (error instanceof HttpProblem) line.failed(error.problem);
    throw error;
  }
}

/** One deadline over all attempts; only a safe read has more than one. */
async function sendPatiently<T>(options: LinedOptions, request: HttpRequest<T>, address: URL): Promise<HttpAnswer<T>> {
  const deadline = startDeadline(request.ask, options.deadlines);
  let told: HttpProblem | undefined;
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await exchange(options, request, address, deadline);
      } catch (error) {
        // What the tool said tells more than that no time was left to ask it again.
        if (told !== undefined && deadline.reason() !== null) throw told;
        if (error instanceof HttpProblem) told = error;
        const delayMs = isSafeRead(request) ? retryDelay(error, attempt, deadline.endsAtMs - performance.now(), options.clock.now()) : null;
        if (delayMs === null || !(await waited(delayMs, deadline))) throw error;
      }
    }
  } finally {
    deadline.stop();
  }
}

/** false: the deadline or the asker ended the wait; then the last failure stands. */
function waited(delayMs: number, deadline: Deadline): Promise<boolean> {
  return pause(delayMs, deadline.signal).then(() => true, () => false);
}
