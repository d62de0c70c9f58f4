import type { Aftermath } from './aftermath.ts';

/** A place releases go to. Its policy says what must be true before they may. */
export interface Environment {
  readonly name: string;
  readonly isProduction: boolean;
  readonly policy: string;
  /** Left out: as plainAftermath says. */
  readonly afterwards?: Aftermath;
}

/** A service as Muster's configuration declares it: its key, and where each tool keeps its part. */
export interface ServiceDeclaration {
  readonly key: string;
  readonly name: string;
  /** Who looks after it, as reports group services; left out, nobody said. */
  readonly team?: string | undefined;
  /** Reference of the service's record in the CMDB; null when it has none. */
  readonly record: string | null;
  readonly workItems: ServiceWorkItems | null;
  readonly artifacts: ServiceArtifacts | null;
  /** By environment: the item and attribute that hold the running version. */
  readonly targets: Readonly<Record<string, RunningVersionTarget>>;
  readonly deployers: Readonly<Record<string, DeployerDeclaration>>;
}

/** Where the work on a service is planned, and what is written there once a release of it is live. */
export interface ServiceWorkItems {
  readonly connection: string;
  readonly project: string;
  /** Whether the version is marked as released once it is live in the last environment. */
  readonly isVersionReleased: boolean;
  /** Whether work items get a link to the run that brought them to an environment. */
  readonly areLinked: boolean;
}

/** Where the library keeps a service's packages, and what is written there once one is live. */
export interface ServiceArtifacts {
  readonly connection: string;
  readonly build: string;
  readonly path: string;
  /** By environment: the repository that what went live there is copied to. */
  readonly promoteTo: Readonly<Record<string, string>>;
  /** Whether what went live is marked with its release and deployment. */
  readonly isStamped: boolean;
}

export interface RunningVersionTarget {
  readonly connection: string;
  readonly className: string;
  /** Name of the configuration item. */
  readonly match: string;
  readonly versionAttribute: string;
  /** As whom the CMDB's reconciliation knows us, e.g. a choice of cmdb_ci.discovery_source. */
  readonly discoverySource: string;
}

export interface DeployerDeclaration {
  readonly connection: string;
  readonly name: string;
  /** The environment it is declared for. Left out, a deployer whose history holds several environments tells no history. */
  readonly environment?: string;
  /** How long a deployment by it is expected to take, milliseconds; left out, nobody says, unless the plan does. */
  readonly expectedDurationMs?: number;
  /** What only this kind of deployer understands, e.g. repository, workflow, ref. Checked by its connector. */
  readonly settings: Readonly<Record<string, unknown>>;
}
