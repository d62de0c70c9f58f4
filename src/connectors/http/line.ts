import type { Clock } from '../../domain/instant.ts';
import type { ConnectionHealth } from '../../domain/ports/connection.ts';
import type { SourceProblem } from '../../domain/source.ts';
import type { ConnectorSettings, ConnectorTools, Limits } from '../connector.ts';
import { clockAhead } from './clock-ahead.ts';
import { createBudget, usualConcurrency, type Budget } from './budget.ts';
import { createCircuit, type Circuit, type Verdict } from './circuit.ts';
import { HttpProblem } from './problem.ts';
import type { Outgoing } from './outgoing.ts';
import type { Headers } from './request.ts';
import { SharedReads } from './shared-reads.ts';
import { createWire, type Wire } from './wire.ts';

/** What all clients of one connection share, and no two connections ever do. */
export interface Line {
  readonly wire: Wire;
  readonly budget: Budget;
  readonly circuit: Circuit;
  readonly reads: SharedReads;
  readonly succeeded: () => void;
  readonly failed: (problem: SourceProblem) => void;
  /** Told of the headers of every answer. */
  readonly heard: (headers: Headers) => void;
  health(): ConnectionHealth;
}

export function createLine(clock: Clock, limits: Limits = {}, outgoing?: Outgoing): Line {
  const budget = createBudget(clock, limits);
  const circuit = createCircuit({ clock, verdictOf });
  let lastSuccessAt: Date | null = null;
  let lastProblem: SourceProblem | null = null;
  let clockAheadMs: number | null = null;
  return {
    wire: createWire(Math.min(usualConcurrency, limits.concurrency ?? usualConcurrency), outgoing),
    budget,
    circuit,
    reads: new SharedReads(),
    succeeded: () => { lastSuccessAt = clock.now(); },
    failed: (problem) => { lastProblem = problem; },
    heard: (headers) => { clockAheadMs = clockAhead(headers, clock.now()) ?? clockAheadMs; },
    health: () => ({
      circuit: circuit.state,
      retryAt: circuit.retryAt() ?? budget.retryAt(),
      inFlight: budget.inFlight,
      mostInFlight: limits.concurrency ?? usualConcurrency,
      perMinute: limits.perMinute ?? null,
      lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
      lastProblem,
      clockAheadMs,
    }),
  };
}

/** Kept beside the settings of a connection, for as long as those live. */
const lines = new WeakMap<ConnectorSettings, Line>();

/** The line of the connection with these very settings: made when first asked for. */
export function lineOf(settings: ConnectorSettings, tools: ConnectorTools): Line {
  const line = lines.get(settings) ?? createLine(tools.clock, settings.limits, tools.outgoing);
  lines.set(settings, line);
  return line;
}

/** How the connection with these very settings fares. */
export function healthOf(settings: ConnectorSettings, tools: ConnectorTools): ConnectionHealth {
  return lineOf(settings, tools).health();
}

/** Nonsense and a 4xx come from a tool that lives; what never left us, and what had only the rest of a deadline, says nothing. */
function verdictOf(error: unknown): Verdict {
  if (!(error instanceof HttpProblem)) return 'NOTHING';
  const { code } = error.problem;
  if (code === 'TIMEOUT') return error.isToolsFault ? 'DOWN' : 'NOTHING';
  if (code === 'UNREACHABLE' || (error.status !== null && error.status >= 500)) return 'DOWN';
  return error.status === null ? 'NOTHING' : 'ALIVE';
}
