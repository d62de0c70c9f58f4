import { SourceError } from '../../domain/error.ts';
import type { ArtifactoryClient } from './client.ts';

/** An answer that cannot be what it says it is; `message` reads after the tool's name. */
export function unbelievable(client: ArtifactoryClient, message: string): SourceError {
  const { connection, fetchedAt } = client.origin();
  return new SourceError(connection, { code: 'UNEXPECTED_ANSWER', message, sinceAt: fetchedAt, retryAt: null });
}
