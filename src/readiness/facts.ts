import type { Artifact, ArtifactScan, Sha256 } from '../domain/artifact.ts';
import type { ApprovalPhase, ApprovalState, Change } from '../domain/change.ts';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import type { Environment, RunningVersionTarget, ServiceDeclaration } from '../domain/environment.ts';
import type { Instant } from '../domain/instant.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import type { JudgementPurpose } from '../domain/readiness.ts';
import type { Agreement, DeploymentPlan, Release, StakeholderRole } from '../domain/release.ts';
import type { Waiver } from '../domain/waiver.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { changeAsked, type AskedFacts } from './asked-facts.ts';
import { notOlderThan, type Fact } from './fact.ts';
import type { RecordFacts } from './record-facts.ts';

export type * from './asked-facts.ts';
export type { RecordFacts } from './record-facts.ts';

/** Everything one judgement knows: plain data, all of it of one release, one environment and one moment. */
export interface Facts {
  readonly judgedAt: Instant;
  readonly release: Release;
  readonly environment: Environment;
  readonly purpose: JudgementPurpose;
  /** With the gates of this purpose. */
  readonly policy: Policy;
  /** The release's service as configuration declares it; null when it does not. */
  readonly service: ServiceDeclaration | null;
  readonly otherServices: readonly ServiceDeclaration[];
  readonly changes: readonly ChangeFacts[];
  readonly workItems: readonly WorkItemFacts[];
  readonly artifacts: readonly ArtifactFacts[];
  readonly items: readonly RecordFacts<ConfigurationItem>[];
  /** The item that holds the running version of this service in this environment; null when none is declared. */
  readonly target: TargetFacts | null;
  readonly plan: PlanFacts | null;
  readonly stakeholders: readonly { readonly role: StakeholderRole; readonly person: Person }[];
  /** Looks for more records that could not be finished: what they would have found, nobody knows. */
  readonly gaps: readonly DiscoveryGap[];
  readonly asked: AskedFacts;
  /** What was approved for this release and environment, by Muster's own records. No gate sees it: it can only let go what a gate has found, so that losing it makes nothing greener. */
  readonly waivers: Fact<readonly WaiverFacts[]>;
}

export interface WorkItemFacts extends RecordFacts<WorkItem> {
  /** Null when nobody is assigned, or nobody can tell. Left out of facts that were saved before it was gathered. */
  readonly assignee?: Person | null;
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

/** A waiver that somebody approved, with the human beings behind it as they are joined today. */
export interface WaiverFacts {
  readonly waiver: Waiver;
  readonly requester: Person | null;
  readonly approver: Person | null;
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

/** The facts as a gate may see them whose policy trusts nothing older than maxAgeMs. */
export function noOlderThan(facts: Facts, maxAgeMs: number | null): Facts {
  if (maxAgeMs === null) return facts;
  const notBefore = new Date(Date.parse(facts.judgedAt) - maxAgeMs).toISOString();
  return changeFacts(facts, (fact) => notOlderThan(fact, notBefore));
}
