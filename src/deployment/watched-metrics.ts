import type { WatchedMetric } from '../domain/aftermath.ts';
import { SourceError } from '../domain/error.ts';
import type { MeasuredSubject, Measurements } from '../domain/ports/metrics.ts';
import type { StepContext } from './step.ts';

/** What is measured of a deployment: a sentence for each that is beyond its bounds, and for each of which that is not known. */
export interface MetricsTold {
  readonly breaches: readonly string[];
  readonly unknown: readonly string[];
}

/** Asks now. Never throws because a tool failed: that is among what is unknown. */
export async function metricsTold(metrics: readonly WatchedMetric[], context: StepContext): Promise<MetricsTold> {
  if (metrics.length === 0) return { breaches: [], unknown: [] };
  const { release, environment, service } = await context.subject();
  const subject: MeasuredSubject = { service: service.key, environment: environment.name, release: release.key, version: release.version };
  const told = await Promise.all(metrics.map((metric) => tell(metric, subject, context)));
  return { breaches: told.flatMap(({ breach }) => breach ?? []), unknown: told.flatMap(({ unknown }) => unknown ?? []) };
}

async function tell(metric: WatchedMetric, subject: MeasuredSubject, { ports, judging }: StepContext): Promise<{ readonly breach?: string; readonly unknown?: string }> {
  const reader = ports.connections.byName(metric.connection)?.metrics;
  if (reader === undefined) return { unknown: `${metric.name} cannot be measured: no connection ${metric.connection} measures anything` };
  try {
    return weigh(metric, await reader.measure(metric.expression, subject, judging));
  } catch (error) {
    if (error instanceof SourceError) return { unknown: `${metric.name} cannot be measured: ${error.problem.message}` };
    throw error;
  }
}

/** One value beyond the bounds is enough, whatever is missing beside it. */
function weigh({ name, atMost, atLeast }: WatchedMetric, { values, isComplete }: Measurements): { readonly breach?: string; readonly unknown?: string } {
  const over = atMost === null ? undefined : values.find((value) => value > atMost);
  if (over !== undefined) return { breach: `${name} is ${over}, more than ${atMost}` };
  const under = atLeast === null ? undefined : values.find((value) => value < atLeast);
  if (under !== undefined) return { breach: `${name} is ${under}, less than ${atLeast}` };
  if (values.length === 0) return { unknown: `${name}: nothing is measured` };
  if (values.some((value) => Number.isNaN(value))) return { unknown: `${name} comes to no number` };
  return isComplete ? {} : { unknown: `${name} is measured in part only` };
}
