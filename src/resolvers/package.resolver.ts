import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Artifact as DomainArtifact } from '../domain/artifact.ts';
import { SourceError } from '../domain/error.ts';
import { readReference } from '../domain/reference.ts';
import type { Release as DomainRelease, SealedPackage } from '../domain/release.ts';
import { Artifact } from '../schema/artifact.type.ts';
import { PackagedArtifact, Release, ReleasePackage } from '../schema/release.type.ts';
import type { SourceProblem } from '../domain/source.ts';
import type { RequestContext } from './context.ts';
import { linksOf } from './linked.ts';
import { readingSoon, recordSoon, then, type Soon } from './reading.ts';
import { onlyVisible } from './visible.ts';

interface PackageOfRelease {
  readonly release: DomainRelease;
  readonly isSealed: boolean;
  readonly revision: number | null;
  readonly sealedAt: string | null;
  readonly digest: string | null;
}

interface ArtifactOfPackage {
  readonly reference: string;
  readonly pinnedSha256: string | null;
}

@Resolver(() => Release)
export class PackageOfReleaseResolver {
  @FieldResolver(() => ReleasePackage)
  package(@Root() release: DomainRelease): PackageOfRelease {
    const { sealed } = release;
    return { release, isSealed: sealed !== null, revision: sealed?.revision ?? null, sealedAt: sealed?.sealedAt ?? null, digest: sealed?.digest ?? null };
  }
}

@Resolver(() => ReleasePackage)
export class ReleasePackageResolver {
  @FieldResolver(() => [PackagedArtifact], { description: 'The sealed artifacts; before sealing, those linked now.' })
  async artifacts(@Root() { release }: PackageOfRelease, @Ctx() context: RequestContext): Promise<ArtifactOfPackage[]> {
    return release.sealed === null
      ? (await linksOf(context, release, 'ARTIFACT')).map(({ reference }) => ({ reference, pinnedSha256: null }))
      : [...await onlyVisible(context, pinned(release.sealed), ({ reference }) => reference)];
  }
}

function pinned(sealed: SealedPackage): ArtifactOfPackage[] {
  return sealed.artifacts.map(({ reference, sha256 }) => ({ reference, pinnedSha256: sha256 }));
}

@Resolver(() => PackagedArtifact)
export class PackagedArtifactResolver {
  @FieldResolver(() => Artifact, { nullable: true })
  artifact(@Root() { reference, pinnedSha256 }: ArtifactOfPackage, @Ctx() context: RequestContext): Soon<DomainArtifact | null> {
    return then(recordSoon(context, 'artifact', reference), (inPlace) => (inPlace !== null || pinnedSha256 === null ? inPlace : promotedArtifact(context, reference, pinnedSha256)));
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Null while not sealed, or while the library cannot be asked.' })
  matchesPin(@Root() { reference, pinnedSha256 }: ArtifactOfPackage, @Ctx() context: RequestContext): Soon<boolean | null> {
    if (pinnedSha256 === null) return null;
    return then(readingSoon(context, 'artifact', reference), (reading): Soon<boolean | null> => {
      if (reading.state === 'unreadable') return null;
      if (reading.state === 'absent') return isMovedWhole(context, reference, pinnedSha256);
      return reading.value.sha256 === null ? null : reading.value.sha256 === pinnedSha256;
    });
  }
}

async function promotedArtifact(context: RequestContext, reference: string, sha256: string): Promise<DomainArtifact | null> {
  const { artifact, problem } = await movedArtifact(context, reference, sha256);
  if (problem !== null) throw new SourceError(readReference(reference)?.connection ?? reference, problem);
  return artifact;
}

/** Null while it cannot be told. */
async function isMovedWhole(context: RequestContext, reference: string, sha256: string): Promise<boolean | null> {
  const { artifact, isWhole } = await movedArtifact(context, reference, sha256);
  return artifact !== null ? true : isWhole ? false : null;
}

/** Where promotion has moved a sealed artifact whose pinned place is empty: the very content, under the same file name, in the same library. */
async function movedArtifact({ hub }: RequestContext, reference: string, sha256: string): Promise<{ readonly artifact: DomainArtifact | null; readonly problem: SourceProblem | null; readonly isWhole: boolean }> {
  const { connection, key } = readReference(reference) ?? { connection: '', key: '' };
  const [found] = await hub.records.find('artifacts.bySha256', { digests: [sha256] }, { purpose: 'page', maxAgeMs: 0 }, [connection]);
  const same = (found?.records ?? []).filter((one) => one.sha256 === sha256 && key.endsWith(`/${one.name}`)).toSorted((a, b) => (a.source.key < b.source.key ? -1 : 1));
  const artifact = same.find(({ source }) => source.key.endsWith(key.slice(key.indexOf('/')))) ?? same[0] ?? null;
  return { artifact, problem: artifact === null ? (found?.problem ?? null) : null, isWhole: found?.isComplete === true };
}
