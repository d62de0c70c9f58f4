import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Connections } from '../../domain/ports/connection.ts';
import type { DeploymentStore } from '../../domain/ports/deployment-store.ts';
import type { FreezeStore } from '../../domain/ports/freeze-store.ts';
import type { People } from '../../domain/ports/people.ts';
import type { Records } from '../../domain/ports/records.ts';
import type { ReleaseGraph } from '../../domain/ports/release-graph.ts';
import type { PlanStore, ReleaseStore } from '../../domain/ports/stores.ts';
import type { JudgementBasis, JudgementPurpose } from '../../domain/readiness.ts';
import type { WaiverStore } from '../../domain/ports/waiver-store.ts';
import type { Release } from '../../domain/release.ts';
import type { AskedName } from '../facts.ts';
import type { GateSet } from '../gate-set.ts';

/** What a judgement reaches the world through. */
export interface ReadinessPorts {
  readonly graph: Pick<ReleaseGraph, 'assembleApart'>;
  readonly records: Records;
  readonly plans: Pick<PlanStore, 'latest'>;
  readonly releases: Pick<ReleaseStore, 'byKeys'>;
  readonly deployments: Pick<DeploymentStore, 'decisive' | 'lastAt' | 'open' | 'running'>;
  readonly freezes: Pick<FreezeStore, 'unlifted'>;
  readonly waivers: Pick<WaiverStore, 'approved'>;
  readonly catalogue: Catalogue;
  readonly people: People;
  /** Says which connections are production, and of what system each is. */
  readonly connections: Pick<Connections, 'byName'>;
  readonly clock: Clock;
  /** Say what they ask for beyond what every judgement gathers, and judge. */
  readonly gates: GateSet;
}

export interface JudgementRequest {
  readonly release: Release;
  /** Name of a configured environment. */
  readonly environment: string;
  /** LIVE: only what was fetched after the judgement began counts. MIRROR: copies count, as old as the policy's gates allow. */
  readonly basis: JudgementBasis;
  /** Left out: RELEASE. */
  readonly purpose?: JudgementPurpose;
  /** How the tools are asked; left out, live with the long deadline, or from the copies at hand. */
  readonly ask?: Ask;
  /** What is to be gathered beside what the policy's gates ask for. */
  readonly alsoAsked?: readonly AskedName[];
}
