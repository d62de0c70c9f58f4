import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Artifact as DomainArtifact, Promotion as DomainPromotion, ReleaseBundle as DomainBundle } from '../domain/artifact.ts';
import { parseReference } from '../domain/reference.ts';
import { Promotion, ReleaseBundle } from '../schema/bundle.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ArtifactConnection, ReleaseBundleConnection } from '../schema/connections.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { recordOf, relationOf } from './reading.ts';

const Page20 = pageArguments(20);
const Page50 = pageArguments(50);

@Resolver(() => ReleaseBundle)
export class ReleaseBundleResolver {
  @Query(() => ReleaseBundle, { nullable: true, description: 'By reference, e.g. artifactory:bundle:payments/2.4.0.' })
  bundle(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainBundle | null> {
    parseReference(reference);
    return recordOf(context, 'bundle', reference);
  }

  @Query(() => ReleaseBundleConnection, { nullable: true, description: 'The versions of one bundle.' })
  bundles(@Arg('name', () => String) name: string, @Arg('connection', () => String, { nullable: true }) connection: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainBundle>> {
    return findPage(context, 'bundles.list', (limit) => ({ name, limit }), page, onlyIn(connection));
  }

  @FieldResolver(() => ArtifactConnection, { nullable: true, description: 'What it holds, as it stands in the library now: without a total where something of it is found nowhere.' })
  artifacts(@Root() { name, version, source }: DomainBundle, @Args(() => Page50) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainArtifact>> {
    return findPage(context, 'artifacts.ofBundle', () => ({ name, version }), page, onlyIn(source.connection));
  }

  @FieldResolver(() => [Promotion], { nullable: true, description: 'Newest first. Refused for more than 50 bundles in one request.' })
  promotions(@Root() bundle: DomainBundle, @Ctx() context: RequestContext): Promise<readonly DomainPromotion[] | null> {
    return relationOf(context, 'bundle.promotions', bundle.id);
  }
}
