/** What the Artifactory stand-in keeps: plain JSON, so that it survives a restart. */
export interface ArtifactoryData {
  readonly repositories: Record<string, Repository>;
  /** by full path "repository/folder/name" */
  readonly files: Record<string, StoredFile>;
  /** every content ever stored, base64 by sha256: what a checksum deploy can refer to */
  readonly blobs: Record<string, string>;
  /** by sha256: a scanner knows contents, not places */
  readonly scans: Record<string, Scan>;
  readonly builds: StoredBuild[];
  readonly bundles: StoredBundle[];
  readonly promotions: StoredPromotion[];
  readonly evidence: StoredEvidence[];
}

export interface Repository {
  /** Only an administrator sees it; to others its files do not exist. */
  readonly isHidden: boolean;
  /** Xray indexes it; files elsewhere are unknown to Xray. */
  readonly isIndexed: boolean;
}

export interface Digests { readonly sha256: string; readonly sha1: string; readonly md5: string }

export interface StoredFile extends Digests {
  readonly repo: string;
  /** folder without the repository; "." at the root, as AQL says it */
  readonly path: string;
  readonly name: string;
  /** bytes */
  readonly size: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  /** when it came to where it stands; absent: when it was modified */
  readonly updatedAt?: string;
  properties: Record<string, string[]>;
}

export interface Scan {
  /** finished counts from `finishedAt` on; before it the scan is pending */
  readonly outcome: 'finished' | 'never' | 'failed' | 'unsupported';
  readonly finishedAt: string;
  readonly issues: readonly ScanIssue[];
  /** SPDX ids of what the file is made of; absent: the scanner could not tell */
  readonly licences?: readonly string[];
}

export interface ScanIssue { readonly id: string; readonly summary: string; readonly severity: 'Critical' | 'High' | 'Medium' | 'Low'; readonly cve: string; readonly component: string; readonly fixedIn: string }

export interface StoredBuild {
  /** null: Artifactory's default project */
  readonly project: string | null;
  /** The tool's own body, schema apis/specs/jfrog-buildinfo-schema.json. `started` tells runs of one number apart. */
  readonly info: BuildInfo;
}

export interface BuildInfo {
  readonly name: string;
  readonly number: string;
  /** yyyy-MM-dd'T'HH:mm:ss.SSS+0000 */
  readonly started: string;
  readonly modules?: readonly { readonly id: string; readonly type?: string; readonly artifacts?: readonly BuildArtifact[] }[];
  statuses?: readonly BuildStatus[];
  readonly [other: string]: unknown;
}

export interface BuildArtifact { readonly name: string; readonly type?: string; readonly path?: string; readonly originalDeploymentRepo?: string; readonly sha1?: string; readonly sha256?: string; readonly md5?: string }
export interface BuildStatus { readonly status: string; readonly comment?: string; readonly repository?: string; readonly timestamp: string; readonly user?: string; readonly ciUser?: string }

/** A bundle on its way to an environment; what it comes to is known from the start and told once it is over. */
export interface StoredPromotion {
  readonly name: string;
  readonly version: string;
  readonly environment: string;
  readonly repositories: readonly string[];
  readonly isMove: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly finishedAt: string;
  readonly outcome: 'COMPLETED' | 'REJECTED' | 'FAILED';
  readonly message: string | null;
  isDone: boolean;
}

/** A signed statement about a file; the same one may be uploaded twice and then stands twice. */
export interface StoredEvidence {
  readonly subject: { readonly repo: string; readonly path: string; readonly name: string; readonly sha256: string };
  readonly name: string;
  /** of the envelope as it came */
  readonly sha256: string;
  readonly predicateType: string | null;
  readonly predicate: unknown;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly isVerified: boolean;
  /** the envelope as it came; absent in a snapshot of an earlier day */
  readonly envelope?: string;
}

export interface StoredBundle { readonly name: string; readonly version: string; readonly createdAt: string; readonly build: { readonly name: string; readonly number: string; readonly started: string }; readonly files: readonly string[] }

/** The key a file is kept under, from AQL's three parts. */
export function fullPath(repo: string, path: string, name: string): string {
  return path === '.' ? `${repo}/${name}` : `${repo}/${path}/${name}`;
}

/** The three parts of "repository/folder/name"; undefined when it names no file in a repository. */
export function pathParts(full: string): { readonly repo: string; readonly path: string; readonly name: string } | undefined {
  const [repo, ...rest] = full.split('/').filter((part) => part !== '');
  const name = rest.pop();
  if (repo === undefined || name === undefined) return undefined;
  return { repo, path: rest.length === 0 ? '.' : rest.join('/'), name };
}
