import type { Account } from './person.ts';
import type { SourceRecord } from './source.ts';

export const operationalStates = ['OPERATIONAL', 'NON_OPERATIONAL', 'REPAIR', 'STANDBY', 'READY', 'RETIRED', 'PIPELINE', 'UNKNOWN'] as const;
export type OperationalState = (typeof operationalStates)[number];

/** Anything the CMDB keeps that a release may touch. */
export interface ConfigurationItem extends SourceRecord {
  readonly kind: 'ci';
  readonly name: string | null;
  readonly className: string;
  readonly operationalState: OperationalState;
  /** The version the CMDB believes is running; null when its class has none or it was hidden. */
  readonly runningVersion: string | null;
  readonly environment: string | null;
  readonly owner: Account | null;
}

/** A business service as the CMDB keeps it. */
export interface Service extends SourceRecord {
  readonly kind: 'service';
  readonly name: string | null;
  readonly criticality: string | null;
  readonly owner: Account | null;
}

export interface ServiceLevel {
  readonly name: string;
  readonly target: string | null;
  readonly isBreached: boolean | null;
  readonly remainingPercent: number | null;
}

/** An item that another one reaches, and over how many relations at least. */
export interface ReachedItem {
  readonly item: ConfigurationItem;
  readonly distance: number;
}

/** Everything an item reaches in one direction, nearest first, each once. */
export interface Reach {
  readonly items: readonly ReachedItem[];
  /** false: a limit of depth or number cut the walk, or items on the way were hidden. */
  readonly isComplete: boolean;
}
