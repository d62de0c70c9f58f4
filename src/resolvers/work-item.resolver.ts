import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { instant } from '../domain/instant.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { parseReference } from '../domain/reference.ts';
import type { RemoteLink as DomainLink, WorkItem as DomainWorkItem } from '../domain/work-item.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { WorkItemConnection } from '../schema/connections.ts';
import { WorkItemFilter } from '../schema/filter.input.ts';
import { Person } from '../schema/person.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import { RemoteLink, WorkItem } from '../schema/work-item.type.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { personOf } from './person.ts';
import { recordOf, relationOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => WorkItem)
export class WorkItemResolver {
  @Query(() => WorkItem, { nullable: true })
  workItem(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainWorkItem | null> {
    parseReference(reference);
    return recordOf(context, 'work-item', reference);
  }

  @Query(() => WorkItemConnection, { nullable: true, description: 'Work items as the tools list them now.' })
  workItems(@Arg('filter', () => WorkItemFilter, { nullable: true }) filter: WorkItemFilter | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainWorkItem>> {
    const about = {
      project: filter?.project ?? null, itemKinds: filter?.kind ?? null, progress: filter?.progress ?? null, labels: filter?.label ?? null, text: filter?.text ?? null,
      updatedSince: filter?.updatedSince ? instant(filter.updatedSince) : null,
    };
    return findPage(context, 'work-items.matching', (limit) => ({ ...about, limit }), page, onlyIn(filter?.connection));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Story, Bug, Task, … in the tool’s own words.' })
  kind(@Root() workItem: DomainWorkItem): string | null {
    return workItem.itemKind;
  }

  @FieldResolver(() => Person, { nullable: true })
  assignee(@Root() workItem: DomainWorkItem, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, workItem.assignee);
  }

  @FieldResolver(() => [RemoteLink], { nullable: true, description: 'Refused for more than 50 work items in one request.' })
  remoteLinks(@Root() workItem: DomainWorkItem, @Ctx() context: RequestContext): Promise<readonly DomainLink[] | null> {
    return relationOf(context, 'work-item.remoteLinks', workItem.id);
  }
}
