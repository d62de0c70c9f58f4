import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Artifact as DomainArtifact, ArtifactEvidence as DomainEvidence, ArtifactScan as DomainScan, Build as DomainBuild, BuildStatus as DomainStatus, ImageManifest as DomainImage } from '../domain/artifact.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import { SourceError, UserMistake } from '../domain/error.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { Artifact, ArtifactEvidence, ArtifactScan, Build, BuildStatus, ImageManifest } from '../schema/artifact.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ArtifactConnection, DeploymentConnection } from '../schema/connections.ts';
import { Release } from '../schema/release.type.ts';
import { RecordReferenceScalar, Sha256Scalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { pageOf, pageRequest } from './page.ts';
import { recordOf, recordSoon, relationOf, then, type Soon } from './reading.ts';
import { isVisible } from './visible.ts';

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

  @Query(() => ArtifactConnection, { nullable: true, description: 'Artifacts whose name holds the text, as the libraries list them now.' })
  artifacts(@Arg('text', () => String) text: string, @Arg('connection', () => String, { nullable: true }) connection: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainArtifact>> {
    return findPage(context, 'artifacts.list', (limit) => ({ text, limit }), page, onlyIn(connection));
  }

  /** Whoever may annotate can write another build's name on a file, so the build must list the artifact's digest, else it is null. */
  @FieldResolver(() => Build, { nullable: true })
  build(@Root() { source, sha256, buildName, buildNumber }: DomainArtifact, @Ctx() context: RequestContext): Soon<DomainBuild | null> {
    if (sha256 === null || buildName === null || buildNumber === null) return null;
    const listing = (build: DomainBuild | null): DomainBuild | null => (build?.artifacts.some((file) => file.sha256 === sha256) === true ? build : null);
    return then(recordSoon(context, 'build', formatReference(source.connection, 'build', `${buildName}/${buildNumber}`)), listing);
  }

  @FieldResolver(() => ArtifactScan, { description: 'UNKNOWN when the scanner could not be asked.' })
  async scan(@Root() artifact: DomainArtifact, @Ctx() context: RequestContext): Promise<DomainScan & { source: DomainArtifact['source'] | null }> {
    const reading = await context.loaders.relation('artifact.scan', artifact.id);
    if (reading.state !== 'found') return { ...unknownScan, source: null };
    return { ...reading.value, source: { ...artifact.source, fetchedAt: reading.fetchedAt, isStale: reading.problem !== null, problem: reading.problem } };
  }

  @FieldResolver(() => [ArtifactEvidence], { nullable: true })
  evidence(@Root() artifact: DomainArtifact, @Ctx() context: RequestContext): Promise<readonly DomainEvidence[] | null> {
    return relationOf(context, 'artifact.evidence', artifact.id);
  }

  @FieldResolver(() => ImageManifest, { nullable: true, description: 'Null for what is no container image. Refused for more than 50 artifacts in one request.' })
  image(@Root() artifact: DomainArtifact, @Ctx() context: RequestContext): Promise<DomainImage | null> {
    return relationOf(context, 'artifact.image', artifact.id);
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

@Resolver(() => Build)
export class BuildResolver {
  @Query(() => Build, { nullable: true, description: 'By reference, e.g. artifactory:build:payments/118.' })
  build(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainBuild | null> {
    parseReference(reference);
    return recordOf(context, 'build', reference);
  }

  @FieldResolver()
  async workItemKeys(@Root() { workItemKeys }: DomainBuild, @Ctx() context: RequestContext): Promise<string[]> {
    // The build does not say in which tool its work items are: they are named if none that keeps some back has one of that key.
    const keeping = new Set(context.hidden.filter(({ kind }) => kind === 'work-item').map(({ connection }) => connection));
    const told = await Promise.all(workItemKeys.map(async (key) => (await Promise.all([...keeping].map((connection) => isVisible(context, formatReference(connection, 'work-item', key))))).every(Boolean)));
    return workItemKeys.filter((_key, index) => told[index]);
  }

  @FieldResolver(() => [BuildStatus], { nullable: true, description: 'Oldest first. Refused for more than 50 builds in one request.' })
  statuses(@Root() build: DomainBuild, @Ctx() context: RequestContext): Promise<readonly DomainStatus[] | null> {
    return relationOf(context, 'build.statuses', build.id);
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
