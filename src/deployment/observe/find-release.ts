import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { ReleaseStore } from '../../domain/ports/stores.ts';
import { releaseOf, versionsLike } from './release-of.ts';
import type { FoundRelease } from './release-of.ts';

/** Digests that are looked up; a run that tells more than this tells of no package. */
const mostDigests = 50;

/** Asks the hub's own memory which release a run deployed. */
export async function findRelease(run: Pick<ObservedRun, 'digests' | 'version'>, serviceKey: string, releases: Pick<ReleaseStore, 'list' | 'releasesOfArtifact'>): Promise<FoundRelease> {
  const { digests, version } = run;
  const sealedWith = await Promise.all(digests.slice(0, mostDigests).map((digest) => releases.releasesOfArtifact(digest)));
  const ofVersion = version === null ? [] : (await releases.list({ serviceKey, versions: versionsLike(version), orderBy: 'KEY' }, { first: 2, after: null })).items;
  return releaseOf(run, serviceKey, sealedWith.flat(), ofVersion);
}
