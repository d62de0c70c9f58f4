import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import { acting } from '../../domain/ports/ask.ts';
import type { Poster, Posting } from '../../domain/ports/poster.ts';
import { createHttpClient } from './client.ts';
import { createLine } from './line.ts';
import type { Outgoing } from './outgoing.ts';
import { HttpProblem } from './problem.ts';
import type { HttpClient } from './request.ts';

/** Milliseconds from the post to the other side's status. */
export const postWithinMs = 10_000;

/** One client, with a circuit of its own, per address. Nothing is logged: the path of an address may be its secret. */
export function createPoster(clock: Clock, outgoing?: Outgoing): Poster {
  const clients = new Map<string, HttpClient>();
  const clientOf = (address: string): HttpClient => {
    const known = clients.get(address) ?? clientAt(new URL(address), clock, outgoing);
    clients.set(address, known);
    return known;
  };
  return {
    async post(posting) {
      try {
        await clientOf(posting.address).send(requestOf(posting));
        return { isTaken: true };
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        return { isTaken: false, status: error.status, because: error.problem.message, retryAt: error.problem.retryAt };
      }
    },
  };
}

function clientAt({ origin, host }: URL, clock: Clock, outgoing: Outgoing | undefined): HttpClient {
  const deadlines = { pageMs: postWithinMs, judgeMs: postWithinMs, actMs: postWithinMs };
  return createHttpClient({ connection: host, url: origin, authorize: () => ({}), deadlines, clock, line: createLine(clock, {}, outgoing) });
}

function requestOf({ address, headers, body, contentType = 'application/json', doing }: Posting): Parameters<HttpClient['send']>[0] {
  const { pathname, searchParams } = new URL(address);
  return { method: 'POST', path: pathname, query: Object.fromEntries(searchParams), headers, text: { body, contentType }, schema: z.unknown(), readsOnlyStatus: true, ask: acting, doing };
}
