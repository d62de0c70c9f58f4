import { workInHand, within, type SpanInHand, type WorkInHand } from '../work-in-hand.ts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;
export type SpanKind = 'INTERNAL' | 'SERVER' | 'CLIENT';

/** How a piece of work is begun to be traced. */
export interface Beginning {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** W3C traceparent of whoever asked; a caller's trace goes on in ours. */
  readonly traceparent?: string | undefined;
  /** The trace that a root belongs to, 32 hexadecimal digits; left out, one of its own. */
  readonly traceId?: string;
  /** What began, and ended, before: now, minus so many milliseconds. */
  readonly beganAgoMs?: number;
}

/** Spans of one hub. They are known to nobody but whoever is configured to take them, and never sent to a tool. */
export interface Tracing {
  begin(beginning: Beginning): SpanInHand | null;
  /** Sends what is not sent yet. */
  stop(): Promise<void>;
}

/** Where no traces are configured: nothing is made, kept or sent. */
export const untraced: Tracing = { begin: () => null, stop: () => Promise.resolve() };

/** The work in hand with a span begun within it; the same as before where nothing is traced. */
export function traced(tracing: Tracing, beginning: Beginning): WorkInHand {
  const span = tracing.begin(beginning);
  return span === null ? {} : { span, traceId: span.traceId };
}

/** Does a piece of work within a span, which ends with it. */
export async function spanned<T>(tracing: Tracing, beginning: Beginning, more: WorkInHand, work: () => Promise<T>): Promise<T> {
  const hand = traced(tracing, beginning);
  try {
    const done = await within({ ...more, ...hand }, work);
    hand.span?.end({}, false);
    return done;
  } catch (error) {
    hand.span?.end({}, true);
    throw error;
  }
}

/** A span of what is over; only as a part of work that is traced. */
export function past(tracing: Tracing, beginning: Beginning, isFailed: boolean): void {
  if (workInHand().span !== undefined) tracing.begin(beginning)?.end({}, isFailed);
}
