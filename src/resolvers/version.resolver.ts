import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { parseReference } from '../domain/reference.ts';
import type { PlannedVersion as DomainVersion } from '../domain/work-item.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { PlannedVersionConnection } from '../schema/connections.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import { PlannedVersion } from '../schema/work-item.type.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { recordOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => PlannedVersion)
export class VersionResolver {
  @Query(() => PlannedVersion, { nullable: true, description: 'By reference, e.g. jira:version:PAY/2.4.0.' })
  version(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainVersion | null> {
    parseReference(reference);
    return recordOf(context, 'version', reference);
  }

  @Query(() => PlannedVersionConnection, { nullable: true, description: 'The versions of one project, in its own order.' })
  versions(
    @Arg('project', () => String) project: string,
    @Arg('text', () => String, { nullable: true }) text: string | null,
    @Arg('connection', () => String, { nullable: true }) connection: string | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainVersion>> {
    return findPage(context, 'versions.list', (limit) => ({ project, text: text ?? null, limit }), page, onlyIn(connection));
  }
}
