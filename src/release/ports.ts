import type { Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { People } from '../domain/ports/people.ts';
import type { Records } from '../domain/ports/records.ts';
import type { AuditLog, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';

/** What the verbs of this room reach the world through. */
export interface ReleasePorts {
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly records: Records;
  readonly catalogue: Catalogue;
  readonly people: People;
  readonly clock: Clock;
}
