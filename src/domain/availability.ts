import type { RecordIdentity } from './reference.ts';

/** What a deployment cost the services it reaches, from going live to the end of its watch. */
export interface Availability {
  /** How long at least one of them had an urgent incident open; null: not known. */
  readonly downtimeMs: number | null;
  readonly serviceLevels: readonly ServiceLevelUse[];
}

/** One running service level of one service; of several clocks by the same name the worst. */
export interface ServiceLevelUse {
  readonly serviceId: RecordIdentity;
  readonly service: string;
  readonly name: string;
  readonly wasBreached: boolean | null;
  readonly isBreached: boolean | null;
  /** Percent that was left when it went live, and at the end of the watch; null: not said. */
  readonly leftBefore: number | null;
  readonly leftAfter: number | null;
}
