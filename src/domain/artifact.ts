import type { Instant } from './instant.ts';
import type { Reference } from './reference.ts';
import type { SourceRecord } from './source.ts';

/** 64 lower-case hex digits. */
export type Sha256 = string;

export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** An immutable build output in the definitive media library. */
export interface Artifact extends SourceRecord {
  readonly kind: 'artifact';
  readonly repository: string;
  /** Folder within the repository; "." at its root. */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly sha256: Sha256 | null;
  readonly buildName: string | null;
  readonly buildNumber: string | null;
  readonly properties: Readonly<Record<string, readonly string[]>> | null;
}

/** What a build server told the library about one build. */
export interface Build extends SourceRecord {
  readonly kind: 'build';
  readonly name: string;
  readonly number: string;
  readonly startedAt: Instant | null;
  readonly url: string | null;
  /** From evidence or build status only; null when nobody said. */
  readonly testsPassed: boolean | null;
  readonly vcsRevision: string | null;
  /** Where that revision is kept, as repositoryAddress says it; null when nobody said. */
  readonly vcsRepository: string | null;
  readonly artifacts: readonly BuiltFile[];
  readonly workItemKeys: readonly string[];
}

/** A file that a build says it made. */
export interface BuiltFile {
  readonly name: string;
  readonly sha256: Sha256 | null;
  /** `path/name` within its repository; null when the build does not say. */
  readonly path: string | null;
  /** Where it was put, as the reference of an artifact; null when its repository or path was not said. */
  readonly reference: Reference | null;
}

export const scanStates = ['SCANNED', 'PENDING', 'FAILED', 'NOT_SCANNED', 'UNKNOWN'] as const;
export type ScanState = (typeof scanStates)[number];

/** What the scanner knows of one artifact. Counts are null unless it was scanned: not scanned is not clean. */
export interface ArtifactScan {
  readonly state: ScanState;
  readonly critical: number | null;
  readonly high: number | null;
  readonly medium: number | null;
  readonly low: number | null;
  readonly scannedAt: Instant | null;
  /** SPDX ids of everything that the content is made of; left out: nobody said. */
  readonly licences?: readonly string[];
}

/** SPDX's word for a licence that nobody could tell. */
export const noLicenceSaid = 'NOASSERTION';

/** A word that somebody said about a build in the library, e.g. "Tested". */
export interface BuildStatus {
  readonly status: string;
  readonly at: Instant | null;
  readonly by: string | null;
  readonly repository: string | null;
}

/** What the manifest of a container image names. */
export interface ImageManifest {
  /** sha256 of the manifest itself: what a deployer pulls by. */
  readonly digest: Sha256;
  readonly mediaType: string;
  /** Each platform of a multi-platform image with its own manifest; empty for a single one. */
  readonly platforms: readonly { readonly os: string | null; readonly architecture: string | null; readonly digest: Sha256 }[];
  readonly layers: readonly Sha256[];
}

/** A signed statement about an artifact that the library keeps. */
export interface ArtifactEvidence {
  readonly name: string;
  readonly predicateType: string | null;
  /** Whether the library could check its signature; null when it did not say. */
  readonly isVerified: boolean | null;
  readonly createdAt: Instant | null;
  readonly createdBy: string | null;
  readonly sha256: Sha256 | null;
  /** Of the content that it is about; null when the library did not say. */
  readonly subjectSha256: Sha256 | null;
  /** Null when it is about something else than tests. */
  readonly tests: TestReport | null;
}

/** How test suites ended, as somebody states it. */
export interface TestReport {
  /** Of the whole run; UNKNOWN too for one that passed with warnings. */
  readonly result: 'PASSED' | 'FAILED' | 'UNKNOWN';
  /** Suites that were run, ended however the whole run did. */
  readonly suites: readonly string[];
  /** Suites or tests that ended so each. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** A statement about an artifact as it was signed. */
export interface SignedStatement {
  readonly name: string;
  /** Of the content that the library keeps it with; what the statement itself says stands in its payload. */
  readonly subjectSha256: Sha256 | null;
  /** Null when it is not there, or is nothing that anybody here could check. */
  readonly envelope: DsseEnvelope | DetachedSignature | null;
}

/** A DSSE envelope: payload and signatures in base64. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

/** A payload that names a container image by its digest, and one signature over its bytes, as cosign keeps them beside the image; both in base64. */
export interface DetachedSignature {
  readonly payload: string;
  readonly signature: string;
}

export const promotionStates = ['PENDING', 'COMPLETED', 'FAILED', 'UNKNOWN'] as const;
export type PromotionState = (typeof promotionStates)[number];

/** One promotion of a build or bundle. A state that we do not know is UNKNOWN: neither done nor over. */
export interface Promotion {
  /** Environment or repository it went to. */
  readonly target: string;
  readonly state: PromotionState;
  readonly stateLabel: string | null;
  readonly at: Instant | null;
  readonly because: string | null;
}

/** A signed set of artifacts in the library. */
export interface ReleaseBundle extends SourceRecord {
  readonly kind: 'bundle';
  readonly name: string;
  readonly version: string;
  readonly state: PromotionState;
  readonly stateLabel: string | null;
  readonly createdAt: Instant | null;
}
