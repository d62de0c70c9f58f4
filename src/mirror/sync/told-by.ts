import { SourceError } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import { within } from '../guard.ts';
import { problemOf } from '../problem.ts';

/** What a tool answers within its time; any failure of the connection is the tool's, and thrown as a SourceError. */
export async function toldBy<T>(connection: Connection, deadlineMs: number, clock: Clock, ask: () => Promise<T>): Promise<T> {
  return within(deadlineMs, connection.name, clock, () => ask().catch((error: unknown) => { throw error instanceof SourceError ? error : new SourceError(connection.name, problemOf(error, clock)); }));
}
