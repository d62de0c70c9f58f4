import { SourceError } from '../../src/domain/error.ts';
import type { SourceProblemCode } from '../../src/domain/source.ts';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';

/** Faults after which no answer may be believed, and what the connector must call each. `garble` comes in three ways. */
export const spoilingFaults: readonly (readonly [Fault, SourceProblemCode])[] = [
  [{ kind: 'hang' }, 'TIMEOUT'],
  [{ kind: 'slow', delayMs: 5_000 }, 'TIMEOUT'],
  [{ kind: 'status', status: 500 }, 'SERVER_ERROR'],
  [{ kind: 'status', status: 503 }, 'SERVER_ERROR'],
  [{ kind: 'status', status: 401 }, 'UNAUTHORIZED'],
  [{ kind: 'status', status: 403 }, 'FORBIDDEN'],
  [{ kind: 'status', status: 429 }, 'RATE_LIMITED'],
  [{ kind: 'html' }, 'UNEXPECTED_ANSWER'],
  [{ kind: 'truncate' }, 'UNEXPECTED_ANSWER'],
  [{ kind: 'reset' }, 'UNREACHABLE'],
];

/** Replaces the faults in force at a stand-in; none lifts all. */
export async function setFaults(tool: StandIn, ...faults: readonly Fault[]): Promise<void> {
  const response = await fetch(`${tool.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(`The stand-in did not take the faults: ${await response.text()}`);
}

/** Sets the counters of requests to nothing. */
export async function forgetCalls(tool: StandIn): Promise<void> {
  await fetch(`${tool.url}/__sandbox/calls`, { method: 'DELETE' });
}

/** One stand-in for all tests of a file; before each it is without faults, its counters at nothing, and handed to `begin`. */
export function oneStandIn(start: () => Promise<StandIn>, begin: (tool: StandIn) => void): void {
  let tool: StandIn;
  beforeAll(async () => { tool = await start(); });
  beforeEach(async () => {
    await setFaults(tool);
    await forgetCalls(tool);
    begin(tool);
  });
  afterAll(() => tool.close());
}

/** The problem that a question ends in; fails when it is answered, or ends in anything but a SourceError. */
export async function problemOf(question: Promise<unknown>): Promise<SourceProblemCode> {
  try {
    const answer = await question;
    throw new Error(`Expected a SourceError, got the answer ${JSON.stringify(answer)}`);
  } catch (error) {
    if (error instanceof SourceError) return error.problem.code;
    throw error;
  }
}

/** How many requests went to endpoints that contain this text since the counters were reset. */
export function callsTo(tool: StandIn, text: string): number {
  return Object.entries(tool.calls()).filter(([endpoint]) => endpoint.includes(text)).reduce((sum, [, count]) => sum + count, 0);
}
