import { SourceError } from '../../domain/error.ts';
import { readAnswer } from './answer.ts';
import { TooSoon } from './budget.ts';
import type { LinedOptions } from './client.ts';
import type { Deadline } from './deadline.ts';
import { createFailures, type Failures } from './failure.ts';
import type { HttpAnswer, HttpRequest } from './request.ts';

/** One attempt: signs in, waits its turn, asks and reads. Logs one line of it; every failure is an HttpProblem. */
export async function exchange<T>(options: LinedOptions, request: HttpRequest<T>, address: URL, deadline: Deadline): Promise<HttpAnswer<T>> {
  const { connection, clock } = options;
  const failures = createFailures(connection, request.doing, clock);
  const startedAt = performance.now();
  const waited = { milliseconds: 0 };
  const log = (problem: string | null): void => {
    const { doing, method, path, ask: { purpose } } = request;
    options.log?.({ connection, purpose, doing, method, path, status: failures.status, milliseconds: Math.round(performance.now() - startedAt), waitedMs: Math.round(waited.milliseconds), problem });
  };
  try {
    const answer = await ask(options, request, address, deadline, failures, waited);
    log(null);
    return answer;
  } catch (error) {
    const told = error instanceof SourceError ? error : failures.ofAccident(error, deadline);
    log(told.problem.code);
    throw told;
  }
}

async function ask<T>(options: LinedOptions, request: HttpRequest<T>, address: URL, deadline: Deadline, failures: Failures, waited: { milliseconds: number }): Promise<HttpAnswer<T>> {
  const { budget, wire } = options.line;
  // Before taking a slot: signing in may need one itself.
  const granted = options.authorize(request.ask);
  const authorization = granted instanceof Promise ? await deadline.race(granted) : granted;
  const cameAt = performance.now();
  const leave = await budget.enter(deadline.endsAtMs, deadline.signal, request.narrow, goesAnyway(request)).catch((error: unknown) => {
    throw error instanceof TooSoon ? failures.of('RATE_LIMITED', 'wants us to slow down for longer than this question may take', error.retryAt) : error;
  }).finally(() => { waited.milliseconds = performance.now() - cameAt; });
  try {
    deadline.signal.throwIfAborted();
    failures.sent();
    const open = await deadline.race(wire(request, address, authorization, deadline.signal));
    failures.answered(open.status);
    budget.heard(open.status, open.headers);
    options.line.heard(open.headers);
    if (open.status === 401) options.onUnauthorized?.();
    return await readAnswer(open, request, options, deadline.signal, failures);
  } finally {
    leave();
  }
}

/** A probe asks whether the tool lives, and an act is one request that people wait for: of whether it may, the tool has the last word. */
function goesAnyway({ ask: { isProbe, purpose } }: HttpRequest<unknown>): boolean {
  return isProbe === true || purpose === 'act';
}
