import type { Sha256 } from './artifact.ts';
import type { Instant, TimeWindow } from './instant.ts';
import type { Actor } from './person.ts';
import type { RecordIdentity, Reference } from './reference.ts';

export const stakeholderRoles = ['RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'SERVICE_OWNER', 'TESTER', 'OPERATIONS', 'BUSINESS'] as const;
export type StakeholderRole = (typeof stakeholderRoles)[number];

/** People are remembered by e-mail; who they are today is joined when asked. */
export interface Stakeholder {
  readonly email: string;
  readonly role: StakeholderRole;
}

export const releaseStates = ['PLANNED', 'SEALED', 'DEPLOYING', 'DEPLOYED', 'BACKED_OUT', 'CLOSED', 'CANCELED'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** One version of one service, planned to go out, as Muster remembers it. */
export interface Release {
  /** `release:<uuid>` */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly serviceKey: string;
  readonly ownerEmail: string;
  readonly train: string | null;
  /** Keys of the releases it depends on. */
  readonly dependsOn: readonly string[];
  readonly stakeholders: readonly Stakeholder[];
  readonly createdAt: Instant;
  readonly canceledAt: Instant | null;
  readonly closedAt: Instant | null;
  /** The newest sealed revision; null while not sealed. */
  readonly sealed: SealedPackage | null;
}

/** One revision of a package: every digest pinned. A revision never changes. */
export interface SealedPackage {
  readonly revision: number;
  readonly sealedAt: Instant;
  readonly sealedBy: Actor;
  /** sha256 over the sorted lines `<sha256>  <reference>\n` of its artifacts. */
  readonly digest: Sha256;
  readonly artifacts: readonly PinnedArtifact[];
}

export interface PinnedArtifact {
  readonly reference: Reference;
  readonly name: string;
  readonly sha256: Sha256;
}

export const linkRelations = ['CHANGE', 'WORK_ITEM', 'ARTIFACT', 'CONFIGURATION_ITEM', 'SERVICE', 'INCIDENT', 'PROBLEM', 'KNOWLEDGE'] as const;
export type LinkRelation = (typeof linkRelations)[number];
export const linkOrigins = ['DECLARED', 'CORRELATED', 'DISCOVERED'] as const;
export type LinkOrigin = (typeof linkOrigins)[number];

/** An edge of the release graph, with who or what drew it. */
export interface Link {
  /** `link:<uuid>` */
  readonly id: string;
  readonly releaseKey: string;
  readonly relation: LinkRelation;
  readonly reference: Reference;
  /** null while the record has never been read. */
  readonly identity: RecordIdentity | null;
  /** null: every environment. */
  readonly environment: string | null;
  readonly origin: LinkOrigin;
  /** The rule that found it, or the name of the person who declared it. */
  readonly by: string;
  readonly linkedAt: Instant;
  readonly excluded: Exclusion | null;
}

/** Whether two readings of links say the same in every word. */
export function isSameLink(one: Link, other: Link | undefined): boolean {
  if (other === undefined) return false;
  const { excluded: exclusion, ...words } = one;
  return (Object.keys(words) as (keyof typeof words)[]).every((word) => words[word] === other[word])
    && (exclusion === other.excluded || JSON.stringify(exclusion) === JSON.stringify(other.excluded));
}

export interface Exclusion {
  readonly because: string;
  readonly by: Actor;
  readonly at: Instant;
  /** After sealing a second person must agree before the exclusion counts; null until then. */
  readonly agreedBy: Actor | null;
  readonly needsAgreement: boolean;
}

/** Does this link take part in judging? An exclusion that still needs its second person does not count. */
export function isJudged(link: Link): boolean {
  return link.excluded === null || (link.excluded.needsAgreement && link.excluded.agreedBy === null);
}

/** A plan's version never changes; a new plan for the same environment is the next version, and starts with no agreement. */
export interface DeploymentPlan {
  /** `plan:<uuid>` */
  readonly id: string;
  readonly releaseKey: string;
  readonly environment: string;
  readonly version: number;
  /** null: the change's own window is the only one. */
  readonly window: TimeWindow | null;
  /** Name of the deployer, as the service's declaration calls it. */
  readonly deployer: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly backoutPlan: string | null;
  /** A deployment under it that fails after its trigger, or is ill, is backed out without anybody's asking. Left out: not. */
  readonly backsOutByItself?: boolean;
  /** How long the deployment is expected to take, milliseconds. Null: as the deployer's declaration says; left out where it was remembered before plans said so. */
  readonly expectedDurationMs?: number | null;
  readonly proposedBy: Actor;
  readonly proposedAt: Instant;
  readonly agreements: readonly Agreement[];
}

export interface Agreement {
  readonly email: string;
  readonly role: StakeholderRole;
  readonly agreedAt: Instant;
  readonly planVersion: number;
}

/** Roles for which nobody has agreed to this version since `countsFrom` (see agreementsCountFrom). */
export function missingAgreements(plan: DeploymentPlan, required: readonly StakeholderRole[], countsFrom: Instant | null): readonly StakeholderRole[] {
  return required.filter((role) => !plan.agreements.some(({ role: its, planVersion, agreedAt }) => its === role && planVersion === plan.version && (countsFrom === null || agreedAt >= countsFrom)));
}

/** From when on agreements to its plans count: sealing the package anew voids those that were given before. Null: all of them count. */
export function agreementsCountFrom({ sealed }: Pick<Release, 'sealed'>): Instant | null {
  return sealed === null || sealed.revision === 1 ? null : sealed.sealedAt;
}
