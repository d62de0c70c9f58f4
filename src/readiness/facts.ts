import type { Artifact, ArtifactScan, Sha256 } from '../domain/artifact.ts';
import type { ApprovalPhase, ApprovalState, Change } from '../domain/change.ts';
import type { ConfigurationItem, Service } from '../domain/configuration-item.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Freeze } from '../domain/freeze.ts';
import type { Environment, RunningVersionTarget, ServiceDeclaration } from '../domain/environment.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import type { Agreement, DeploymentPlan, Link, Release, StakeholderRole } from '../domain/release.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { SourceRecord, Source } from '../domain/source.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { notOlderThan, type Fact } from './fact.ts';

/** Everything one judgement knows: plain data, all of it of one release, one environment and one moment. */
export interface Facts {
  readonly judgedAt: Instant;
  readonly release: Release;
  readonly environment: Environment;
  readonly policy: Policy;
  /** The release's service as configuration declares it; null when it does not. */
  readonly service: ServiceDeclaration | null;
  readonly otherServices: readonly ServiceDeclaration[];
  readonly changes: readonly ChangeFacts[];
  readonly workItems: readonly RecordFacts<WorkItem>[];
  readonly artifacts: readonly ArtifactFacts[];
  readonly items: readonly RecordFacts<ConfigurationItem>[];
  /** The item that holds the running version of this service in this environment; null when none is declared. */
  readonly target: TargetFacts | null;
  readonly plan: PlanFacts | null;
  readonly stakeholders: readonly { readonly role: StakeholderRole; readonly person: Person }[];
  /** Looks for more records that could not be finished: what they would have found, nobody knows. */
  readonly gaps: readonly DiscoveryGap[];
  readonly asked: AskedFacts;
}

/** What only some gates look at. It is gathered when the policy names a gate that asks for it; else it is unknown. */
export interface AskedFacts {
  /** How the release stands in each environment, by Muster's own records: the deployment that decides it there. */
  readonly deployments: Fact<readonly Deployment[]>;
  readonly dependencies: Fact<readonly DependencyFacts[]>;
  /** Every freeze that nobody has lifted, of whatever scope and time. */
  readonly freezes: Fact<readonly Freeze[]>;
  /** Of each item of the release, the target included, that could be read. */
  readonly reach: Fact<readonly ReachFacts[]>;
  /** What is open about each service that is reached. */
  readonly openIncidents: Fact<readonly TroubleFacts<Incident>[]>;
  readonly openProblems: Fact<readonly TroubleFacts<Problem>[]>;
}
export type AskedName = keyof AskedFacts;

/** A release that this one depends on, and what went out last of its service to this environment, by Muster's own records. */
export interface DependencyFacts {
  readonly key: string;
  /** Null when Muster knows no such release. */
  readonly release: Release | null;
  /** The newest that has or had its turn; null when nothing of the service ever went there. */
  readonly last: Deployment | null;
}

/** One judged record of this environment, read or not. */
export interface RecordFacts<T extends SourceRecord> {
  readonly reference: string;
  /** Null for what is judged without a link, e.g. an artifact that only the seal names. */
  readonly link: Link | null;
  /** Where it is kept; says the problem when it could not be read. */
  readonly source: Source;
  /** Set when records of its connection must not count here: why, in one sentence. */
  readonly discountedBecause: string | null;
  readonly record: Fact<T>;
}

export interface ChangeFacts extends RecordFacts<Change> {
  readonly requester: Person | null;
  readonly approvals: Fact<readonly ApprovalFacts[]>;
  readonly items: Fact<readonly ConfigurationItem[]>;
}

export interface ApprovalFacts {
  readonly approver: Person | null;
  readonly group: string | null;
  readonly phase: ApprovalPhase | null;
  readonly state: ApprovalState;
}

export interface ArtifactFacts extends RecordFacts<Artifact> {
  /** The digest that the seal pinned; null when it is linked but not sealed. */
  readonly pinnedSha256: Sha256 | null;
  readonly scan: Fact<ArtifactScan>;
}

export interface TargetFacts extends RecordFacts<ConfigurationItem> {
  readonly declaration: RunningVersionTarget;
}

export interface PlanFacts {
  readonly plan: DeploymentPlan;
  /** The human being behind who proposed it; null for a pipeline that acted for nobody. */
  readonly proposer: Person | null;
  readonly agreements: readonly { readonly agreement: Agreement; readonly person: Person }[];
}

/** Services that stop or suffer when an item does, as the relations of the CMDB say. */
export interface ReachFacts {
  readonly item: RecordIdentity;
  readonly services: Fact<readonly Service[]>;
}

export interface TroubleFacts<T extends Incident | Problem> {
  readonly service: RecordIdentity;
  readonly open: Fact<readonly T[]>;
}

/** Passes every fact that a tool supplied, or that was asked for, through `change`. */
export function changeFacts(facts: Facts, change: <T>(fact: Fact<T>) => Fact<T>): Facts {
  return {
    ...facts,
    changes: facts.changes.map((one) => ({ ...one, record: change(one.record), approvals: change(one.approvals), items: change(one.items) })),
    workItems: facts.workItems.map((one) => ({ ...one, record: change(one.record) })),
    artifacts: facts.artifacts.map((one) => ({ ...one, record: change(one.record), scan: change(one.scan) })),
    items: facts.items.map((one) => ({ ...one, record: change(one.record) })),
    target: facts.target === null ? null : { ...facts.target, record: change(facts.target.record) },
    asked: changeAsked(facts.asked, change),
  };
}

function changeAsked({ deployments, dependencies, freezes, reach, openIncidents, openProblems }: AskedFacts, change: <T>(fact: Fact<T>) => Fact<T>): AskedFacts {
  return {
    deployments: change(deployments), dependencies: change(dependencies), freezes: change(freezes),
    reach: within(reach, change, (one) => ({ ...one, services: change(one.services) })),
    openIncidents: within(openIncidents, change, (one) => ({ ...one, open: change(one.open) })),
    openProblems: within(openProblems, change, (one) => ({ ...one, open: change(one.open) })),
  };
}

/** A fact that holds facts: all of them, the outer one last. */
function within<T>(fact: Fact<readonly T[]>, change: <U>(fact: Fact<U>) => Fact<U>, each: (one: T) => T): Fact<readonly T[]> {
  return change(fact.state === 'known' ? { ...fact, value: fact.value.map(each) } : fact);
}

/** The facts as a gate may see them whose policy trusts nothing older than maxAgeMs. */
export function noOlderThan(facts: Facts, maxAgeMs: number | null): Facts {
  if (maxAgeMs === null) return facts;
  const notBefore = new Date(Date.parse(facts.judgedAt) - maxAgeMs).toISOString();
  return changeFacts(facts, (fact) => notOlderThan(fact, notBefore));
}
