import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Person as DomainPerson } from '../domain/person.ts';
import type { WorkItem as DomainWorkItem } from '../domain/work-item.ts';
import { Person } from '../schema/person.type.ts';
import { WorkItem } from '../schema/work-item.type.ts';
import type { RequestContext } from './context.ts';
import { personOf } from './person.ts';

@Resolver(() => WorkItem)
export class WorkItemResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Story, Bug, Task, … in the tool’s own words.' })
  kind(@Root() workItem: DomainWorkItem): string | null {
    return workItem.itemKind;
  }

  @FieldResolver(() => Person, { nullable: true })
  assignee(@Root() workItem: DomainWorkItem, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, workItem.assignee);
  }
}
