import type { Clock, Instant } from '../../domain/instant.ts';
import type { SourceProblem, SourceProblemCode } from '../../domain/source.ts';
import { UnreadableBody } from './body.ts';
import type { Deadline } from './deadline.ts';
import { addressNotAllowed } from './outgoing.ts';
import { HttpProblem } from './problem.ts';

/** Makes the errors of one exchange, which know how far it had come. */
export interface Failures {
  /** Status of the answer so far; null before there is one. */
  readonly status: number | null;
  sent(): void;
  answered(status: number): void;
  /** `message` reads after the tool's name: "did not accept …". */
  of(code: SourceProblemCode, message: string, retryAt?: Instant | null): HttpProblem;
  /** A problem that the vendor's reader recognised. */
  told(problem: SourceProblem): HttpProblem;
  /** Something thrown on the way: a socket, the deadline, a body. Its own text and headers stay behind. */
  ofAccident(error: unknown, deadline: Deadline): HttpProblem;
}

/** Failures before the tool could have taken a byte of the request. */
const neverArrived: ReadonlySet<string> = new Set([
  addressNotAllowed, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPROTO', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

export function createFailures(connection: string, doing: string, clock: Clock): Failures {
  let sentAtMs: number | null = null;
  let status: number | null = null;
  const problem = (told: Omit<SourceProblem, 'sinceAt'>, isArrivalPossible = sentAtMs !== null, isToolsFault = true): HttpProblem =>
    new HttpProblem(connection, { ...told, sinceAt: clock.now().toISOString(), message: `${told.message} (while ${doing})` }, { status, mayHaveArrived: isArrivalPossible, isToolsFault });
  return {
    get status() { return status; },
    sent: () => { sentAtMs = performance.now(); },
    answered: (answered) => { status = answered; },
    of: (code, message, retryAt = null) => problem({ code, message, retryAt }),
    told: (told) => problem(told),
    ofAccident(error, deadline) {
      if (deadline.reason() === 'deadline') return problem({ code: 'TIMEOUT', message: `gave no whole answer within ${deadline.milliseconds} ms`, retryAt: null }, sentAtMs !== null, sentAtMs !== null && deadline.endsAtMs - sentAtMs >= deadline.milliseconds / 2);
      if (deadline.reason() === 'asker') return problem({ code: 'TIMEOUT', message: 'was no longer waited for: the asker has gone', retryAt: null }, sentAtMs !== null, false);
      if (error instanceof UnreadableBody) return problem({ code: 'UNEXPECTED_ANSWER', message: error.message, retryAt: null });
      const code = codeOf(error);
      if (code === addressNotAllowed) return problem({ code: 'UNREACHABLE', message: 'stands at a private or reserved address, which outgoing.allowed of the configuration does not name', retryAt: null }, false);
      const isArrivalPossible = sentAtMs !== null && !neverArrived.has(code ?? '');
      return problem({ code: 'UNREACHABLE', message: `could not be reached${code === null ? '' : ` (${code})`}; check its address, the network and its certificate`, retryAt: null }, isArrivalPossible);
    },
  };
}

/** Node's literal code of a failed socket, e.g. ECONNRESET; never its text, which may hold addresses and headers. */
function codeOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : null;
}
