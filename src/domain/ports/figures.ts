import type { DeploymentState } from '../deployment.ts';
import type { Instant } from '../instant.ts';

/** What the database says of the hub's own work at one moment, all nodes together. Each part is cheap to count, however old the database is. */
export interface Figures {
  /** Durable work that waits for its time or a runner, and that one is at, by queue. */
  readonly queues: readonly { readonly queue: string; readonly waiting: number; readonly active: number }[];
  /** Events that nobody has addressed yet, and notices that are still to be sent. */
  readonly outbox: { readonly events: number; readonly notices: number };
  /** Deployments that have not ended; a state without one is left out. */
  readonly deployments: readonly { readonly state: DeploymentState; readonly count: number }[];
  /** How many of them wait for a person. */
  readonly needingAttention: number;
  /** Since when the one that has been UNCLEAR for longest is so; null: none is. */
  readonly unclearSince: Instant | null;
}

/** Connections to the database that this process holds. */
export interface PoolFigures {
  readonly busy: number;
  readonly idle: number;
  /** Statements that wait for one of them. */
  readonly waiting: number;
}

export interface FigureReader {
  read(): Promise<Figures>;
  /** Null: the embedded database, which has no pool. */
  pool(): PoolFigures | null;
}
