import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Log } from '../log.ts';

export interface OtlpOptions {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly poster: Poster;
  readonly log: Log;
}

/**
 * OTLP over HTTP in its JSON encoding (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"), by the one way out: the rules for outgoing addresses hold for a
 * collector as for a webhook. What is not taken is lost; the first loss of a row is told in the log.
 */
export function otlpExporter({ endpoint, headers, poster, log }: OtlpOptions): SpanExporter {
  let isLosing = false;
  const send = async (spans: readonly ReadableSpan[]): Promise<boolean> => {
    const posted = await poster.post({ address: endpoint, headers, body: JSON.stringify(requestOf(spans)), doing: 'sending traces' });
    if (!posted.isTaken && !isLosing) log.warn({ because: posted.because }, 'traces could not be sent and are lost until they can');
    if (posted.isTaken && isLosing) log.info('traces are sent again');
    isLosing = !posted.isTaken;
    return posted.isTaken;
  };
  return {
    export(spans, done) {
      send(spans).then((isTaken) => { done(isTaken ? sent : lost); }, (error: unknown) => { done({ ...lost, error: error instanceof Error ? error : new Error(String(error)) }); });
    },
    shutdown: () => Promise.resolve(),
  };
}

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];
/** 0 and 1 of ExportResultCode, an enum of a package that is not ours to name. */
const [sent, lost] = [{ code: 0 }, { code: 1 }] as unknown as readonly [Result, Result];

function requestOf(spans: readonly ReadableSpan[]): object {
  return {
    resourceSpans: [{
      resource: { attributes: attributesOf({ 'service.name': 'muster' }) },
      scopeSpans: [{ scope: { name: 'muster' }, spans: spans.map(spanOf) }],
    }],
  };
}

function spanOf(span: ReadableSpan): object {
  const { name, kind, parentSpanContext, startTime, endTime, attributes, status } = span;
  const { traceId, spanId } = span.spanContext();
  return {
    traceId, spanId, ...(parentSpanContext !== undefined && { parentSpanId: parentSpanContext.spanId }),
    // The protocol counts kinds from 1, the API from 0.
    name, kind: kind + 1, startTimeUnixNano: nanoseconds(startTime), endTimeUnixNano: nanoseconds(endTime),
    attributes: attributesOf(attributes), status: { code: status.code },
  };
}

function nanoseconds([seconds, nanos]: readonly [number, number]): string {
  return (BigInt(seconds) * 1_000_000_000n + BigInt(nanos)).toString();
}

function attributesOf(attributes: Readonly<Record<string, unknown>>): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: typeof value === 'number' ? (Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }) : typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) } }));
}
