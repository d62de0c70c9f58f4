import type { Artifact, ArtifactScan, Build } from './artifact.ts';
import type { Approval, Change, ChangeConflict } from './change.ts';
import type { ConfigurationItem, Service, ServiceLevel } from './configuration-item.ts';
import type { Incident, Problem } from './incident.ts';
import type { RecordIdentity } from './reference.ts';
import type { WorkItem } from './work-item.ts';

/** Which record a kind is. `version`, `bundle` and `knowledge` can be referred to, but are not read as records yet. */
export interface RecordTypes {
  'change': Change;
  'work-item': WorkItem;
  'artifact': Artifact;
  'build': Build;
  'ci': ConfigurationItem;
  'service': Service;
  'incident': Incident;
  'problem': Problem;
}
export type ReadableKind = keyof RecordTypes;
export type AnyRecord = RecordTypes[ReadableKind];

/** What can be asked about one record beyond its own fields, and what answers. Asked for many records in one call. */
export interface RelationTypes {
  'change.approvals': readonly Approval[];
  'change.conflicts': readonly ChangeConflict[];
  'change.configurationItems': readonly ConfigurationItem[];
  'artifact.scan': ArtifactScan;
  'ci.dependsOn': readonly ConfigurationItem[];
  'ci.usedBy': readonly ConfigurationItem[];
  /** Services that stop or suffer when the item does, however many hops away. */
  'ci.impactedServices': readonly Service[];
  'service.openIncidents': readonly Incident[];
  'service.openProblems': readonly Problem[];
  'service.serviceLevels': readonly ServiceLevel[];
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
  'problems.list': { readonly ask: { readonly text: string | null; readonly limit: number }; readonly finds: Problem };
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
