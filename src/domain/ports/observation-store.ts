import type { Sha256 } from '../artifact.ts';
import type { Deployment, DeployerRun, DeploymentState } from '../deployment.ts';
import type { Instant } from '../instant.ts';
import type { Actor } from '../person.ts';
import type { SourceProblem } from '../source.ts';

/** Where the history of one deployer is looked at: what goes out of one service to one environment. */
export interface ObservedPlace {
  readonly connection: string;
  readonly serviceKey: string;
  readonly environment: string;
}

/** A turn at a place; whoever comes later holds a higher fence, and writes of a lower one change nothing. */
export interface ObservationTurn {
  readonly fence: number;
  /** Up to which moment, by the tool's clock, all that went out is known; null: nobody ever looked. */
  readonly cursor: Instant | null;
}

/** A run of others as it is to stand among deployments. */
export interface Sighting {
  /** `observed:<connection>:<service>:<environment>:<run key>`: told twice it is one deployment. */
  readonly identity: string;
  readonly state: Extract<DeploymentState, 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED'>;
  readonly because: string;
  /** null when no one release can be told; one that was found before stays. */
  readonly releaseKey: string | null;
  readonly packageDigest: Sha256 | null;
  readonly startedBy: Actor | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly correlation: string | null;
  readonly run: DeployerRun;
  /** From then on nobody waits for its end any more, whether or not this process still looks. */
  readonly holdsUntil: Instant;
}

/** A deployment that a run which a tool tells of may be. */
export interface KnownDeployment {
  readonly deployment: Deployment;
  /** The identity of its sighting; null for one of ours. */
  readonly observedAs: string | null;
}

/** Which deployments to answer as known. */
export interface KnownQuery {
  readonly correlations: readonly string[];
  /** References of runs. */
  readonly runs: readonly string[];
  /** Those of the place that began since. */
  readonly since: Instant;
}

/** Remembers what others deployed and how far each place is looked at, shared by all nodes of the hub. */
export interface ObservationStore {
  /** Those of the places whose look has come and that nobody is at; a place never looked at is due. */
  due(places: readonly ObservedPlace[]): Promise<readonly ObservedPlace[]>;
  /** Takes a turn for leaseMs; null while somebody else's lasts, and before its time. */
  takeTurn(place: ObservedPlace, runner: string, leaseMs: number): Promise<ObservationTurn | null>;
  /** Ours with such a correlation key or run, wherever they went; and of the place all that are active or began since. */
  known(place: ObservedPlace, query: KnownQuery): Promise<readonly KnownDeployment[]>;
  /**
   * Ends a turn that went well: writes each sighting as an OBSERVED deployment, new or changed, and the cursor, all or
   * nothing. Triggers nothing and enqueues nothing. null when the turn is over: then nothing was written. Else the number of
   * deployments that are new or have changed.
   */
  keep(place: ObservedPlace, turn: ObservationTurn, seen: { readonly sightings: readonly Sighting[]; readonly cursor: Instant }, nextInMs: number): Promise<number | null>;
  /** Ends a turn that a problem cut off: the cursor stays. The next one is asked for by the number of failures since the last that went well. */
  giveUp(place: ObservedPlace, turn: ObservationTurn, problem: SourceProblem, nextInMs: (failures: number) => number): Promise<void>;
  /** Ends a turn because this process stops. */
  giveBack(place: ObservedPlace, turn: ObservationTurn): Promise<void>;
  /** Ends as FAILED every observed deployment that is held past its time; answers their ids. */
  endOverdue(because: string): Promise<readonly string[]>;
}
