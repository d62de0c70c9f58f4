import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Artifact as DomainArtifact } from '../domain/artifact.ts';
import type { Release as DomainRelease, SealedPackage } from '../domain/release.ts';
import { Artifact } from '../schema/artifact.type.ts';
import { PackagedArtifact, Release, ReleasePackage } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';
import { linksOf } from './linked.ts';
import { recordOf } from './reading.ts';

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
      : pinned(release.sealed);
  }
}

function pinned(sealed: SealedPackage): ArtifactOfPackage[] {
  return sealed.artifacts.map(({ reference, sha256 }) => ({ reference, pinnedSha256: sha256 }));
}

@Resolver(() => PackagedArtifact)
export class PackagedArtifactResolver {
  @FieldResolver(() => Artifact, { nullable: true })
  artifact(@Root() { reference }: ArtifactOfPackage, @Ctx() context: RequestContext): Promise<DomainArtifact | null> {
    return recordOf(context, 'artifact', reference);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Null while not sealed, or while the library cannot be asked.' })
  async matchesPin(@Root() { reference, pinnedSha256 }: ArtifactOfPackage, @Ctx() { loaders }: RequestContext): Promise<boolean | null> {
    if (pinnedSha256 === null) return null;
    const reading = await loaders.record('artifact', reference);
    if (reading.state === 'unreadable') return null;
    if (reading.state === 'absent') return false;
    return reading.value.sha256 === null ? null : reading.value.sha256 === pinnedSha256;
  }
}
