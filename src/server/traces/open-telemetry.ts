import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Context, type Span, type SpanContext } from '@opentelemetry/api';
import { BatchSpanProcessor, ParentBasedSampler, RandomIdGenerator, TraceIdRatioBasedSampler, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import { workInHand } from '../work-in-hand.ts';
import type { Tracing } from './tracing.ts';

/** Longest text of an attribute, characters. */
const longestText = 200;
/** How long spans wait to be sent together, milliseconds. */
const sentEveryMs = 2_000;

/** Spans by OpenTelemetry's SDK. Nothing of it is global: several hubs in one process keep apart. */
export function openTelemetry(exporter: SpanExporter, sampleRatio: number): Tracing {
  const ids = new RandomIdGenerator();
  let wanted: string | null = null;
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    idGenerator: { generateSpanId: () => ids.generateSpanId(), generateTraceId: () => wanted ?? ids.generateTraceId() },
    spanLimits: { attributeValueLengthLimit: longestText },
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: sentEveryMs, exportTimeoutMillis: 10_000 })],
  });
  const tracer = provider.getTracer('muster');
  const spans = new WeakMap<object, Span>();
  return {
    begin({ name, kind, attributes = {}, traceparent, traceId = null, beganAgoMs }) {
      const known = workInHand().span;
      const above = known === undefined ? undefined : spans.get(known);
      // The SDK asks for the id of a root while it makes it.
      wanted = traceId;
      const span = tracer.startSpan(name, { kind: SpanKind[kind], attributes, ...(beganAgoMs !== undefined && { startTime: Date.now() - beganAgoMs }) }, above === undefined ? callersContext(traceparent) : trace.setSpan(ROOT_CONTEXT, above));
      wanted = null;
      const inHand = {
        traceId: span.spanContext().traceId,
        end(more: typeof attributes, isFailed: boolean, called?: string): void {
          if (called !== undefined) span.updateName(called);
          span.setAttributes(more);
          if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
      spans.set(inHand, span);
      return inHand;
    },
    // A collector that is away keeps nobody from ending; the exporter has told of it.
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

/** W3C Trace Context, level 1: version 00, and what later versions keep of it. */
const written = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

function callersContext(traceparent: string | undefined): Context {
  const [, version = 'ff', traceId = '', spanId = '', flags = '0', rest] = written.exec(traceparent ?? '') ?? [];
  const context: SpanContext = { traceId, spanId, traceFlags: parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  const isWhole = version !== 'ff' && (version !== '00' || rest === undefined) && !/^0+$/.test(traceId) && !/^0+$/.test(spanId);
  return isWhole ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}
