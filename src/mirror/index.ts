import type { Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Connections } from '../domain/ports/connection.ts';
import type { CopyHistory, CopyStore } from '../domain/ports/copy-store.ts';
import type { Records } from '../domain/ports/records.ts';
import { Copies } from './copies.ts';
import { Flights } from './flights.ts';
import { findRecords } from './find.ts';
import { Guard } from './guard.ts';
import type { MirrorParts } from './parts.ts';
import { readAtHand, readRecords } from './read.ts';
import { relateAtHand, relateRecords } from './relate.ts';

export interface MirrorOptions {
  readonly connections: Connections;
  readonly copies: CopyStore;
  readonly history: Pick<CopyHistory, 'lose'>;
  readonly clock: Clock;
  /** How long a connection may take for a purpose, milliseconds; connectors keep it themselves, this is the guard behind them. */
  readonly deadlineOf: (connection: Connection, purpose: Ask['purpose']) => number;
  readonly warn?: (message: string) => void;
}

/** Records, and the copies of them that are still on their way into the store. */
export interface Mirror extends Records {
  /** All that was read until now is kept; for whoever closes the store next. */
  flushed(): Promise<void>;
}

/** The hub's only way to read records: live, or from dated copies, with every failure told instead of thrown. */
export function createMirror({ connections, copies, history, clock, deadlineOf, warn = () => undefined }: MirrorOptions): Mirror {
  const guard = new Guard(deadlineOf, clock);
  const parts: MirrorParts = {
    connections,
    clock,
    copies: new Copies(copies, history, clock, warn),
    flights: new Flights(),
    guarded: (connection, ask, work) => guard.keep(connection, ask, work),
  };
  return {
    read: (kind, names, ask) => readRecords(parts, kind, names, ask),
    relate: (relation, ids, ask) => relateRecords(parts, relation, ids, ask),
    readAtHand: (kind, name, ask) => readAtHand(parts, kind, name, ask),
    relateAtHand: (relation, id, ask) => relateAtHand(parts, relation, id, ask),
    knownAs: (kind, references) => parts.copies.knownAs(kind, references),
    find: (question, about, ask, names) => findRecords(parts, question, about, ask, names),
    flushed: () => parts.copies.flushed(),
    isProduction: (connection) => connections.byName(connection)?.isProduction ?? false,
  };
}
