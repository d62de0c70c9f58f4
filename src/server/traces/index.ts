import { createPoster } from '../../connectors/index.ts';
import type { Clock } from '../../domain/instant.ts';
import type { FileShape } from '../config/shape.ts';
import type { Log } from '../log.ts';
import { untraced, type Tracing } from './tracing.ts';

export { past, spanned, traced, type Tracing } from './tracing.ts';
export { routeOf } from './route.ts';

/** What the configuration says of traces; without it nothing of OpenTelemetry is even loaded. */
export async function tracingOf({ telemetry, outgoing }: Pick<FileShape, 'telemetry' | 'outgoing'>, { clock, log }: { readonly clock: Clock; readonly log: Log }): Promise<Tracing> {
  const { traces } = telemetry;
  if (traces === undefined) return untraced;
  const [{ openTelemetry }, { otlpExporter }] = await Promise.all([import('./open-telemetry.ts'), import('./otlp.ts')]);
  return openTelemetry(otlpExporter({ endpoint: traces.endpoint, headers: traces.headers, poster: createPoster(clock, outgoing), log }), traces.sampleRatio);
}
