import type { Instant } from '../instant.ts';
import type { Actor } from '../person.ts';
import type { Assessment, ReadinessOutcome } from '../readiness.ts';
import type { Agreement, DeploymentPlan, Exclusion, Link, PinnedArtifact, Release, ReleaseState, SealedPackage } from '../release.ts';

/** One page of a list that is kept in the hub's database. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
}
export interface PageRequest {
  readonly first: number;
  /** Id of the item before the page's first; null from the beginning. */
  readonly after: string | null;
}

export interface ReleaseQuery {
  readonly serviceKey?: string;
  /** Any of these versions, to the letter. */
  readonly versions?: readonly string[];
  readonly train?: string;
  /** Found in key, name or description, without case. */
  readonly text?: string;
  readonly ownerEmail?: string;
  readonly states?: readonly ReleaseState[];
  /** DEPLOYED and BACKED_OUT speak of it; wanted beside `states`. */
  readonly lastEnvironment?: string;
  /** With a plan, a deployment or a record of its own there; readiness and planned times speak of this environment then, else of any. */
  readonly environment?: string;
  /** What the newest judgement that was stored said. */
  readonly outcomes?: readonly ReadinessOutcome[];
  /** The window of its newest plan, or of a change that belongs to it, touches this stretch; either end may be left open. */
  readonly planned?: { readonly from: Instant | null; readonly to: Instant | null };
  readonly orderBy: 'NEWEST' | 'OLDEST' | 'KEY';
}

export interface ReleaseStore {
  /** Writes the release and its first links in one transaction; UserMistake CONFLICT when the key is taken. */
  create(release: Release, links: readonly Link[]): Promise<void>;
  byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Release>>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Release>>;
  list(query: ReleaseQuery, page: PageRequest): Promise<Page<Release>>;
  update(key: string, change: Partial<Pick<Release, 'name' | 'description' | 'ownerEmail' | 'train' | 'dependsOn' | 'stakeholders' | 'canceledAt' | 'closedAt'>>): Promise<Release>;
  links(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Link[]>>;
  /** Adds links; one that stands already (same release, relation, reference, environment) stays as it is, save that a stronger origin replaces a weaker one and a learnt identity is kept. Answers the links as they then stand. */
  addLinks(links: readonly Link[]): Promise<readonly Link[]>;
  exclude(linkId: string, exclusion: Exclusion): Promise<Link>;
  /** Writes the next revision; UserMistake ALREADY_SEALED when a revision of that number stands. */
  seal(key: string, sealed: SealedPackage): Promise<Release>;
  /** References of releases whose sealed package or links hold this artifact digest or record. */
  releasesOfRecord(identity: string): Promise<readonly Release[]>;
  releasesOfArtifact(sha256: string): Promise<readonly Release[]>;
}

export interface PlanStore {
  /** Writes the next version for its release and environment (the version given is ignored); answers it. */
  propose(plan: DeploymentPlan): Promise<DeploymentPlan>;
  byId(id: string): Promise<DeploymentPlan | null>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, DeploymentPlan>>;
  /** The newest plan of each (release, environment). */
  latest(releaseKeys: readonly string[]): Promise<readonly DeploymentPlan[]>;
  /** Once per person, role and version; a second agreement of the same changes nothing, but takes the place of one that was given before `countsFrom`. */
  agree(planId: string, agreement: Agreement, countsFrom: Instant | null): Promise<DeploymentPlan>;
}

export interface AssessmentStore {
  /** Keeps the judgement with the text of the facts it was made of. */
  save(assessment: Assessment, facts: string): Promise<void>;
  byId(id: string): Promise<Assessment | null>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Assessment>>;
  /** The facts of an assessment as they were saved; null for one from before facts were kept. */
  facts(id: string): Promise<string | null>;
  list(query: { readonly releaseKey: string; readonly environment?: string }, page: PageRequest): Promise<Page<Assessment>>;
  latest(releaseKeys: readonly string[]): Promise<readonly Assessment[]>;
}

/** Who did or was refused what; append-only, each entry chained to the one before it. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Oldest first; `after` is the number of an entry. */
  list(page: PageRequest): Promise<Page<KeptEntry>>;
  /** The last entry; number 0 while there is none. */
  head(): Promise<{ readonly number: number; readonly hash: string }>;
  /** The journals of deployments, each chained by itself, in the order their deployments were accepted; `after` is the id of one. */
  journals(page: PageRequest): Promise<Page<KeptJournal>>;
  /** Tells the log how far each journal has come that has grown since the log was told last. Answers how many. */
  sealJournals(at: Instant): Promise<number>;
}
export interface AuditEntry {
  readonly at: Instant;
  readonly actor: Actor | null;
  readonly act: string;
  readonly subject: string;
  readonly outcome: 'DONE' | 'REFUSED';
  readonly because: string | null;
}

/** An entry in its place, as audit/chain.ts makes it. */
export interface KeptEntry extends AuditEntry {
  readonly number: number;
  readonly previous: string;
  readonly hash: string;
}

/** The whole journal of one deployment, as audit/journal.ts reads it. */
export interface KeptJournal {
  readonly deployment: string;
  readonly length: number;
  readonly head: string;
  readonly lines: readonly { readonly said: string; readonly hash: string }[];
}

export type { PinnedArtifact };
