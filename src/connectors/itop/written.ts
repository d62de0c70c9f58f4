import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RestCall } from './client.ts';
import type { Instance } from './instance.ts';
import { writeAnswer } from './wire.ts';

/** Writes once. The error of a write whose outcome only reading back can tell; null when it was answered. */
export async function written(instance: Instance, params: RestCall<unknown>['params'], doing: string, ask: Ask): Promise<SourceError | null> {
  try {
    await instance.rest({ params, schema: writeAnswer, ask, doing });
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
