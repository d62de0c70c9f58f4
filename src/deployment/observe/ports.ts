import type { Clock } from '../../domain/instant.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Connections } from '../../domain/ports/connection.ts';
import type { ObservationStore } from '../../domain/ports/observation-store.ts';
import type { People } from '../../domain/ports/people.ts';
import type { ReleaseStore } from '../../domain/ports/stores.ts';

/** All that observing reaches: no queue, no judge and no trigger is among it. */
export interface ObservePorts {
  readonly observations: ObservationStore;
  readonly releases: Pick<ReleaseStore, 'list' | 'releasesOfArtifact'>;
  readonly connections: Connections;
  readonly catalogue: Catalogue;
  readonly people: People;
  readonly clock: Clock;
}
