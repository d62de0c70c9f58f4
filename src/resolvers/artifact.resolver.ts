import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Artifact as DomainArtifact, ArtifactScan as DomainScan, Build as DomainBuild } from '../domain/artifact.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import { SourceError, UserMistake } from '../domain/error.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { Artifact, ArtifactScan, Build } from '../schema/artifact.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { DeploymentConnection } from '../schema/connections.ts';
import { Release } from '../schema/release.type.ts';
import { RecordReferenceScalar, Sha256Scalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { pageOf, pageRequest } from './page.ts';
import { recordOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => Artifact)
export class ArtifactResolver {
  @Query(() => Artifact, { nullable: true, description: 'By digest, wherever it lies, or by reference.' })
  artifact(@Arg('sha256', () => Sha256Scalar, { nullable: true }) sha256: string | null, @Arg('reference', () => RecordReferenceScalar, { nullable: true }) reference: string | null, @Ctx() context: RequestContext): Promise<DomainArtifact | null> {
    if (reference) {
      parseReference(reference);
      return recordOf(context, 'artifact', reference);
    }
    if (sha256) return artifactOfDigest(context, sha256);
    throw new UserMistake('INVALID', 'Give sha256 or reference.', ['sha256']);
  }

  /** Whoever may annotate can write another build's name on a file, so the build must list the artifact's digest, else it is null. */
  @FieldResolver(() => Build, { nullable: true })
  async build(@Root() { source, sha256, buildName, buildNumber }: DomainArtifact, @Ctx() context: RequestContext): Promise<DomainBuild | null> {
    if (sha256 === null || buildName === null || buildNumber === null) return null;
    const build = await recordOf(context, 'build', formatReference(source.connection, 'build', `${buildName}/${buildNumber}`));
    return build?.artifacts.some((file) => file.sha256 === sha256) === true ? build : null;
  }

  @FieldResolver(() => ArtifactScan, { description: 'UNKNOWN when the scanner could not be asked.' })
  async scan(@Root() artifact: DomainArtifact, @Ctx() context: RequestContext): Promise<DomainScan & { source: DomainArtifact['source'] | null }> {
    const reading = await context.loaders.relation('artifact.scan', artifact.id);
    if (reading.state !== 'found') return { ...unknownScan, source: null };
    return { ...reading.value, source: { ...artifact.source, fetchedAt: reading.fetchedAt, isStale: reading.problem !== null, problem: reading.problem } };
  }

  @FieldResolver(() => [Release])
  releases(@Root() artifact: DomainArtifact, @Ctx() { hub }: RequestContext): Promise<readonly DomainRelease[]> | readonly DomainRelease[] {
    return artifact.sha256 === null ? [] : hub.releases.releasesOfArtifact(artifact.sha256);
  }

  @FieldResolver(() => DeploymentConnection, { description: 'Where it runs or ran.' })
  async deployments(@Root() artifact: DomainArtifact, @Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<DomainDeployment>> {
    const releases = artifact.sha256 === null ? [] : await hub.releases.releasesOfArtifact(artifact.sha256);
    const lists = await Promise.all(releases.map(({ key }) => hub.deployments.list({ releaseKey: key }, { first: 500, after: null })));
    return pageOf(lists.flatMap(({ items }) => items), pageRequest(page), ({ id }) => id, (deployment) => deployment);
  }
}

const unknownScan: DomainScan = { state: 'UNKNOWN', critical: null, high: null, medium: null, low: null, scannedAt: null };

async function artifactOfDigest(context: RequestContext, sha256: string): Promise<DomainArtifact | null> {
  const found = await context.hub.records.find('artifacts.bySha256', { digests: [sha256] }, { purpose: 'page', maxAgeMs: 0 });
  const artifact = found.flatMap(({ records }) => records)[0];
  const failed = found.find(({ problem }) => problem !== null);
  if (artifact === undefined && failed?.problem != null) throw new SourceError(failed.connection, failed.problem);
  return artifact ?? null;
}
