import type { Artifact, ArtifactEvidence, ArtifactScan, Build, BuildStatus, ImageManifest, Promotion, ReleaseBundle, SignedStatement } from './artifact.ts';
import type { Approval, Change, ChangeConflict, ChangeTask } from './change.ts';
import type { ChangeWindow } from './change-window.ts';
import type { ConfigurationItem, Reach, Service, ServiceLevel } from './configuration-item.ts';
import type { Incident, Problem } from './incident.ts';
import type { TimeWindow } from './instant.ts';
import type { KnowledgeArticle } from './knowledge.ts';
import type { AccountRecord, Entitlement, Licence } from './licence.ts';
import type { RecordIdentity } from './reference.ts';
import type { PlannedVersion, RemoteLink, WorkItem, WorkProgress } from './work-item.ts';

/** Which record a kind is. */
export interface RecordTypes {
  'change': Change;
  'work-item': WorkItem;
  'artifact': Artifact;
  'build': Build;
  'ci': ConfigurationItem;
  'service': Service;
  'incident': Incident;
  'problem': Problem;
  'version': PlannedVersion;
  'bundle': ReleaseBundle;
  'knowledge': KnowledgeArticle;
  'window': ChangeWindow;
  'account': AccountRecord;
  'licence': Licence;
  'entitlement': Entitlement;
}
export type ReadableKind = keyof RecordTypes;
export type AnyRecord = RecordTypes[ReadableKind];

/** What can be asked about one record beyond its own fields, and what answers. Asked for many records in one call. */
export interface RelationTypes {
  'change.approvals': readonly Approval[];
  'change.conflicts': readonly ChangeConflict[];
  'change.configurationItems': readonly ConfigurationItem[];
  'change.tasks': readonly ChangeTask[];
  /** Services that the change tool itself says are impacted, beyond what the CMDB's relations say. */
  'change.impactedServices': readonly Service[];
  'change.serviceOfferings': readonly Service[];
  /** Stretches in which the change tool would let it be scheduled as it stands. */
  'change.openSlots': readonly TimeWindow[];
  'artifact.scan': ArtifactScan;
  'artifact.evidence': readonly ArtifactEvidence[];
  /** The same as it was signed. */
  'artifact.statements': readonly SignedStatement[];
  /** null for what is no container image. */
  'artifact.image': ImageManifest | null;
  'build.statuses': readonly BuildStatus[];
  'bundle.promotions': readonly Promotion[];
  'work-item.remoteLinks': readonly RemoteLink[];
  'ci.dependsOn': readonly ConfigurationItem[];
  'ci.usedBy': readonly ConfigurationItem[];
  /** All it depends on, however far, breadth first. */
  'ci.dependencyReach': Reach;
  /** All that depends on it, however far, breadth first. */
  'ci.userReach': Reach;
  /** Services that stop or suffer when the item does, however many hops away. */
  'ci.impactedServices': readonly Service[];
  'service.openIncidents': readonly Incident[];
  'service.openProblems': readonly Problem[];
  'service.serviceLevels': readonly ServiceLevel[];
  'service.offerings': readonly Service[];
  'incident.serviceLevels': readonly ServiceLevel[];
}
export type RelationName = keyof RelationTypes;

/** Questions that find records, per kind of question: what is asked, and what comes back. */
export interface Questions {
  /** Changes that carry one of these release keys as their correlation id, or whose text names one as a word. */
  'changes.ofReleases': { readonly ask: ReleaseChanges; readonly finds: Change };
  'changes.list': { readonly ask: ChangeListing; readonly finds: Change };
  /** Work items planned for one of these versions, by the versions' names within a project. */
  'work-items.ofVersions': { readonly ask: { readonly project: string; readonly versions: readonly string[] }; readonly finds: WorkItem };
  /** Files that say of themselves that one of these builds made them; the build itself may list others. */
  'artifacts.ofBuilds': { readonly ask: BuildArtifacts; readonly finds: Artifact };
  'artifacts.ofBundle': { readonly ask: { readonly name: string; readonly version: string }; readonly finds: Artifact };
  'artifacts.bySha256': { readonly ask: { readonly digests: readonly string[] }; readonly finds: Artifact };
  'builds.ofVersion': { readonly ask: { readonly name: string; readonly version: string }; readonly finds: Build };
  'cis.list': { readonly ask: ItemListing; readonly finds: ConfigurationItem };
  'services.list': { readonly ask: { readonly text: string | null; readonly limit: number }; readonly finds: Service };
  'incidents.list': { readonly ask: IncidentListing; readonly finds: Incident };
  /** Incidents that carry this correlation id. */
  'incidents.correlated': { readonly ask: { readonly correlationId: string }; readonly finds: Incident };
  'problems.list': { readonly ask: ProblemListing; readonly finds: Problem };
  'problems.correlated': { readonly ask: { readonly correlationId: string }; readonly finds: Problem };
  'knowledge.list': { readonly ask: { readonly text: string | null; readonly limit: number }; readonly finds: KnowledgeArticle };
  /** Schedules that cover or touch the stretch. */
  'windows.list': { readonly ask: TimeWindow; readonly finds: ChangeWindow };
  'accounts.list': { readonly ask: AccountListing; readonly finds: AccountRecord };
  'licences.list': { readonly ask: { readonly text: string | null; readonly limit: number }; readonly finds: Licence };
  /** Rights that these accounts hold, or all of them when null. */
  'entitlements.list': { readonly ask: { readonly accounts: readonly RecordIdentity[] | null; readonly limit: number }; readonly finds: Entitlement };
  'versions.list': { readonly ask: { readonly project: string; readonly text: string | null; readonly limit: number }; readonly finds: PlannedVersion };
  'bundles.list': { readonly ask: { readonly name: string; readonly limit: number }; readonly finds: ReleaseBundle };
  /** Work items that fit every part of the filter that is given. */
  'work-items.matching': { readonly ask: WorkItemFilter; readonly finds: WorkItem };
  'work-items.list': { readonly ask: { readonly text: string; readonly limit: number }; readonly finds: WorkItem };
  'artifacts.list': { readonly ask: { readonly text: string; readonly limit: number }; readonly finds: Artifact };
}
export type QuestionName = keyof Questions;

export interface ReleaseChanges {
  readonly keys: readonly string[];
  /** Changes to be read along in the same answer: references or identities, of this connection or others (those are left out). */
  readonly names: readonly string[];
}
export interface BuildArtifacts {
  readonly builds: readonly { readonly name: string; readonly number: string }[];
  /** Builds of that name, of whatever number, for one version. */
  readonly versions: readonly { readonly name: string; readonly version: string }[];
}
export interface ChangeListing {
  readonly states: readonly string[] | null;
  readonly updatedSince: string | null;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly text: string | null;
  readonly limit: number;
}
export interface ItemListing {
  readonly text: string | null;
  readonly className: string | null;
  readonly environment: string | null;
  readonly limit: number;
}
export interface IncidentListing {
  readonly isOpen: boolean | null;
  readonly serviceId: RecordIdentity | null;
  readonly openedSince: string | null;
  readonly limit: number;
}
export interface ProblemListing {
  readonly text: string | null;
  readonly isOpen: boolean | null;
  readonly isKnownError: boolean | null;
  readonly limit: number;
}
export interface AccountListing {
  /** Only accounts with one of these addresses; null: any. */
  readonly emails: readonly string[] | null;
  readonly isActive: boolean | null;
  readonly limit: number;
}
export interface WorkItemFilter {
  readonly project: string | null;
  /** Types by the tool's own words. */
  readonly itemKinds: readonly string[] | null;
  readonly progress: readonly WorkProgress[] | null;
  readonly updatedSince: string | null;
  readonly labels: readonly string[] | null;
  readonly text: string | null;
  readonly limit: number;
}
