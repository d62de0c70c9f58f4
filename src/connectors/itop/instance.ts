import { SourceError } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { SourceProblemCode } from '../../domain/source.ts';
import type { Rest } from './client.ts';
import type { ITopOptions } from './options.ts';

/** One iTop as the files of this folder share it. */
export interface Instance {
  /** Name of the connection. */
  readonly name: string;
  readonly url: string;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly options: ITopOptions;
}

/** An answer that came, and cannot be believed or used. */
export function refuse(instance: Pick<Instance, 'name' | 'clock'>, code: SourceProblemCode, message: string): SourceError {
  return new SourceError(instance.name, { code, message, sinceAt: instance.clock.now().toISOString(), retryAt: null });
}
