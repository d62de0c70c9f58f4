import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Approval as DomainApproval, Change as DomainChange, ChangeConflict as DomainConflict, ChangeTask as DomainTask } from '../domain/change.ts';
import type { ConfigurationItem as DomainItem, Service as DomainService } from '../domain/configuration-item.ts';
import { instant, type TimeWindow as DomainWindow } from '../domain/instant.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { Approval, Change, ChangeConflict, ChangeTask } from '../schema/change.type.ts';
import { ConfigurationItem, Service } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ChangeConnection } from '../schema/connections.ts';
import { ChangeFilter } from '../schema/filter.input.ts';
import { Person } from '../schema/person.type.ts';
import { Release, TimeWindow } from '../schema/release.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { personOf } from './person.ts';
import { recordOf, relationOf, relationSoon, type Soon } from './reading.ts';

const Page20 = pageArguments(20);

/** A conflict, with the connection that its change's number and item's name belong to. */
type ConflictOfChange = DomainConflict & { readonly connection: string };

@Resolver(() => Change)
export class ChangeResolver {
  @Query(() => Change, { nullable: true })
  change(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainChange | null> {
    parseReference(reference);
    return recordOf(context, 'change', reference);
  }

  @Query(() => ChangeConnection, { nullable: true, description: 'Changes as the tools list them now, newest first.' })
  changes(@Arg('filter', () => ChangeFilter, { nullable: true }) filter: ChangeFilter | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainChange>> {
    const about = {
      states: filter?.state ?? null,
      updatedSince: filter?.updatedSince ? instant(filter.updatedSince) : null,
      plannedFrom: filter?.plannedFrom ? instant(filter.plannedFrom) : null,
      plannedTo: filter?.plannedTo ? instant(filter.plannedTo) : null,
      text: filter?.text ?? null,
    };
    return findPage(context, 'changes.list', (limit) => ({ ...about, limit }), page, onlyIn(filter?.connection));
  }

  @FieldResolver(() => [Approval], { nullable: true })
  approvals(@Root() change: DomainChange, @Ctx() context: RequestContext): Soon<readonly DomainApproval[] | null> {
    return relationSoon(context, 'change.approvals', change.id);
  }

  @FieldResolver(() => [ChangeConflict], { nullable: true })
  async conflicts(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<ConflictOfChange[] | null> {
    const conflicts = await relationOf(context, 'change.conflicts', change.id);
    return conflicts?.map((conflict) => ({ ...conflict, connection: change.source.connection })) ?? null;
  }

  @FieldResolver(() => [ConfigurationItem], { nullable: true })
  configurationItems(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<readonly DomainItem[] | null> {
    return relationOf(context, 'change.configurationItems', change.id);
  }

  @FieldResolver(() => [ChangeTask], { nullable: true, description: 'What has to be done for it, in order of number.' })
  tasks(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<readonly DomainTask[] | null> {
    return relationOf(context, 'change.tasks', change.id);
  }

  @FieldResolver(() => [Service], { nullable: true, description: 'Services that the change tool itself says are impacted, beyond what the CMDB’s relations say.' })
  impactedServices(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<readonly DomainService[] | null> {
    return relationOf(context, 'change.impactedServices', change.id);
  }

  @FieldResolver(() => [Service], { nullable: true })
  serviceOfferings(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<readonly DomainService[] | null> {
    return relationOf(context, 'change.serviceOfferings', change.id);
  }

  @FieldResolver(() => [TimeWindow], { nullable: true, description: 'When the change tool would let it be scheduled as it stands. Refused for more than 10 changes in one request.' })
  openSlots(@Root() change: DomainChange, @Ctx() context: RequestContext): Promise<readonly DomainWindow[] | null> {
    return relationOf(context, 'change.openSlots', change.id);
  }

  @FieldResolver(() => Person, { nullable: true })
  assignedTo(@Root() change: DomainChange, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, change.assignedTo);
  }

  @FieldResolver(() => Person, { nullable: true })
  requestedBy(@Root() change: DomainChange, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, change.requestedBy);
  }

  @FieldResolver(() => [Release], { description: 'The releases it is linked to.' })
  releases(@Root() change: DomainChange, @Ctx() { hub }: RequestContext): Promise<readonly DomainRelease[]> {
    return hub.releases.releasesOfRecord(change.id);
  }
}

@Resolver(() => Approval)
export class ApprovalResolver {
  @FieldResolver(() => Person, { nullable: true })
  approver(@Root() approval: DomainApproval, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, approval.approver);
  }
}

@Resolver(() => ChangeConflict)
export class ChangeConflictResolver {
  @FieldResolver(() => Change, { nullable: true })
  with(@Root() conflict: ConflictOfChange, @Ctx() context: RequestContext): Promise<DomainChange | null> | null {
    return conflict.withChange === null ? null : recordOf(context, 'change', formatReference(conflict.connection, 'change', conflict.withChange));
  }

  @FieldResolver(() => ConfigurationItem, { nullable: true })
  configurationItem(@Root() conflict: ConflictOfChange, @Ctx() context: RequestContext): Promise<DomainItem | null> | null {
    return conflict.configurationItem === null ? null : recordOf(context, 'ci', formatReference(conflict.connection, 'ci', conflict.configurationItem));
  }
}

@Resolver(() => ChangeTask)
export class ChangeTaskResolver {
  @FieldResolver(() => Person, { nullable: true })
  assignedTo(@Root() task: DomainTask, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, task.assignedTo);
  }
}
