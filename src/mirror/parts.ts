import type { Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Connections } from '../domain/ports/connection.ts';
import type { Copies } from './copies.ts';
import type { Flights } from './flights.ts';

/** What every question of the mirror needs. */
export interface MirrorParts {
  readonly connections: Connections;
  readonly copies: Copies;
  readonly flights: Flights;
  readonly clock: Clock;
  /** Asks a connection and awaits its answer, but not past the deadline that the whole question has there, and a little more. */
  guarded<T>(connection: Connection, ask: Ask, work: () => Promise<T>): Promise<T>;
}
