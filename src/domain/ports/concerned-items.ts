import type { Instant } from '../instant.ts';
import type { RecordIdentity, Reference } from '../reference.ts';

/** What reports ask of a configuration item beside its record. */
export const itemRelations = ['ci.dependencyReach', 'ci.impactedServices'] as const;
export type ItemRelation = (typeof itemRelations)[number];

/**
 * The configuration items that releases, deployments and incidents are about: those that a kept link of a release names, that
 * hold the running version of a service, or that an incident is about. What they depend on will be asked for although nobody
 * looks at them now.
 */
export interface ConcernedItems {
  /** Those of which a relation is to be read, in order of their identity, and how many there are from there on. */
  unread(asked: UnreadItems): Promise<{ readonly ids: readonly RecordIdentity[]; readonly left: number }>;
}

export interface UnreadItems {
  readonly connection: string;
  readonly relation: ItemRelation;
  /** Items that hold the running version of a service, as configuration names them. */
  readonly targets: readonly Reference[];
  /** Incidents count that were opened since. */
  readonly incidentsSince: Instant;
  /** Items count whose relation was never read, or last before this. */
  readonly readBefore: Instant;
  /** Items that are left out whatever was read of them. */
  readonly except: readonly RecordIdentity[];
  /** Only those behind this one; null: from the first. */
  readonly after: RecordIdentity | null;
  readonly limit: number;
}
