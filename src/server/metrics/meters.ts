import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { standing, type LabelName, type MetricDefinition } from './definitions.ts';

type LabelsOf<D extends MetricDefinition> = Readonly<Record<D['labels'][number], string>>;
type Histograms = { readonly [N in keyof typeof standing as (typeof standing)[N]['kind'] extends 'histogram' ? N : never]: (typeof standing)[N] };
type Counters = { readonly [N in keyof typeof standing as (typeof standing)[N]['kind'] extends 'counter' ? N : never]: (typeof standing)[N] };

/** What is counted and timed as it happens. One for each hub, so that several in one process keep apart. */
export interface Meters {
  time<N extends keyof Histograms>(metric: N, labels: LabelsOf<Histograms[N]>, value: number): void;
  count<N extends keyof Counters>(metric: N, labels: LabelsOf<Counters[N]>): void;
  /** In the text that Prometheus reads. */
  text(): Promise<string>;
}

export function createMeters(): Meters {
  const registry = new Registry();
  const histograms = new Map<string, Histogram>();
  const counters = new Map<string, Counter>();
  for (const [key, definition] of Object.entries(standing) as [string, MetricDefinition][]) {
    if (definition.kind === 'histogram') histograms.set(key, new Histogram({ ...shapeOf(definition, registry), buckets: [...definition.buckets ?? []] }));
    else counters.set(key, new Counter(shapeOf(definition, registry)));
  }
  return {
    time: (metric, labels, value) => histograms.get(metric)?.observe(labels, value),
    count: (metric, labels) => counters.get(metric)?.inc(labels),
    text: () => registry.metrics(),
  };
}

/** Values of one moment; a metric that nothing is said of is absent. */
export class Moment {
  readonly #registry = new Registry();
  readonly #gauges = new Map<string, Gauge>();

  say<D extends MetricDefinition>(definition: D, labels: LabelsOf<D>, value: number): void {
    const gauge = this.#gauges.get(definition.name) ?? new Gauge(shapeOf(definition, this.#registry));
    this.#gauges.set(definition.name, gauge);
    gauge.set(labels, value);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** What prom-client says of the process itself: memory, CPU, event loop, garbage collection. */
export function processMeters(): { text(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return { text: () => registry.metrics() };
}

function shapeOf({ name, says, labels }: MetricDefinition, registry: Registry): { name: string; help: string; labelNames: LabelName[]; registers: Registry[] } {
  return { name, help: says, labelNames: [...labels], registers: [registry] };
}
