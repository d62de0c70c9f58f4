import type { Environment } from '../domain/environment.ts';
import type { Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { DeploymentStore, WorkQueue } from '../domain/ports/deployment-store.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import type { Records } from '../domain/ports/records.ts';
import type { ReleaseGraph } from '../domain/ports/release-graph.ts';
import type { PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import type { JudgementPurpose, Readiness } from '../domain/readiness.ts';
import type { Release } from '../domain/release.ts';
import type { VerificationKey } from '../receipt/index.ts';

/** Judges live: every fact fetched after the call. Never throws because a tool failed; that is in the verdicts. A back-out is judged by the policy's own list for that. */
export type Judge = (release: Release, environment: Environment, about: { readonly purpose: JudgementPurpose }) => Promise<Readiness>;

/** Everything this room reaches; all of it handed in. */
export interface DeploymentPorts {
  readonly deployments: DeploymentStore;
  readonly queue: WorkQueue;
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly freezes: Pick<FreezeStore, 'unlifted'>;
  readonly records: Records;
  readonly connections: Connections;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly graph: Pick<ReleaseGraph, 'assemble'>;
  readonly judge: Judge;
  /** Keys whose receipts count; left out, none does. */
  readonly receiptKeys?: readonly VerificationKey[];
  /**
   * Told at each point of a step: `before:<step>`, `intent:<step>` (INTENT is written), `sent:<step>` (the act is done,
   * OUTCOME is not written), `after:<step>`. The kill test ends the process there; left out everywhere else.
   */
  readonly onStep?: (point: string) => void | Promise<void>;
  /** Performs a step, so that what is logged, asked and timed meanwhile can be told to belong to it; left out, it is just performed. */
  readonly within?: <T>(work: { readonly deploymentId: string; readonly step: string }, act: () => Promise<T>) => Promise<T>;
  /** Told of what kept a runner from looking at a deployment at all, e.g. a database that is down. */
  readonly onTrouble?: (deploymentId: string | null, error: unknown) => void;
}

export const advanceQueue = 'advance-deployment';
