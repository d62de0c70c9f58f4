import type { Sha256 } from '../../domain/artifact.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Release } from '../../domain/release.ts';

/** Which release went out. `because` is a sentence for people when it is not known; null when it is. */
export interface FoundRelease {
  readonly releaseKey: string | null;
  /** Only where the run tells the very digest of the sealed package. */
  readonly packageDigest: Sha256 | null;
  readonly because: string | null;
}

/** "v2.4.0" and "2.4.0" are one version. */
export function versionsLike(version: string): readonly string[] {
  const bare = bareOf(version);
  return [bare, `v${bare}`];
}

/**
 * The release of a run: by the digests it tells, else by its version; never one of several, and never one whose sealed
 * package says otherwise. `sealedWith` are the releases, of any service, that have one of its digests sealed; `ofVersion`
 * those of the service and its version.
 */
export function releaseOf({ digests, version }: Pick<ObservedRun, 'digests' | 'version'>, serviceKey: string, sealedWith: readonly Release[], ofVersion: readonly Release[]): FoundRelease {
  const holding = [...new Map([...sealedWith, ...ofVersion].map((release) => [release.key, release])).values()].filter((release) => holds(release, digests));
  const own = holding.filter((release) => release.serviceKey === serviceKey);
  if (own.length > 0) return ofDigests(own, digests, version);
  if (holding.length > 0) return unknown(`What it deployed is sealed in ${holding.map(({ key }) => key).join(', ')}, of another service.`);
  if (version === null) return unknown('It does not say which release it is.');
  const [only, another] = ofVersion;
  if (only === undefined) return unknown(`It says version ${version}, of which there is no release.`);
  if (another !== undefined) return unknown(`It says version ${version}, of which there are several releases.`);
  if (digests.length > 0 && only.sealed !== null) return unknown(`It says version ${version}, but nothing that it deployed is sealed in ${only.key}.`);
  return { releaseKey: only.key, packageDigest: null, because: null };
}

function ofDigests(own: readonly Release[], digests: readonly Sha256[], version: string | null): FoundRelease {
  const keys = own.map(({ key }) => key).join(', ');
  const likely = version === null ? own : own.filter((release) => bareOf(release.version) === bareOf(version));
  const [only, another] = likely;
  if (only === undefined) return unknown(`It says version ${version ?? ''}, but what it deployed is sealed in ${keys}.`);
  if (another !== undefined) return unknown(`What it deployed is sealed in several releases: ${keys}.`);
  return { releaseKey: only.key, packageDigest: digests.find((digest) => digest === only.sealed?.digest) ?? null, because: null };
}

function holds({ sealed }: Release, digests: readonly Sha256[]): boolean {
  return sealed !== null && digests.some((digest) => digest === sealed.digest || sealed.artifacts.some(({ sha256 }) => sha256 === digest));
}

function bareOf(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}

function unknown(because: string): FoundRelease {
  return { releaseKey: null, packageDigest: null, because };
}
