import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ConfigurationItem as DomainItem, Reach as DomainReach, Service as DomainService } from '../domain/configuration-item.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { parseReference } from '../domain/reference.ts';
import { ConfigurationItem, Reach, Service } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ConfigurationItemConnection } from '../schema/connections.ts';
import { Person } from '../schema/person.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage } from './find.ts';
import { personOf } from './person.ts';
import { recordOf, relationOf, relationSoon, type Soon } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => ConfigurationItem)
export class ConfigurationItemResolver {
  @Query(() => ConfigurationItem, { nullable: true })
  configurationItem(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainItem | null> {
    parseReference(reference);
    return recordOf(context, 'ci', reference);
  }

  @Query(() => ConfigurationItemConnection, { nullable: true })
  configurationItems(
    @Arg('text', () => String, { nullable: true }) text: string | null,
    @Arg('className', () => String, { nullable: true }) className: string | null,
    @Arg('environment', () => String, { nullable: true }) environment: string | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainItem>> {
    return findPage(context, 'cis.list', (limit) => ({ text: text ?? null, className: className ?? null, environment: environment ?? null, limit }), page);
  }

  @FieldResolver(() => Person, { nullable: true })
  owner(@Root() item: DomainItem, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, item.owner);
  }

  @FieldResolver(() => [ConfigurationItem], { nullable: true })
  dependsOn(@Root() item: DomainItem, @Ctx() context: RequestContext): Promise<readonly DomainItem[] | null> {
    return relationOf(context, 'ci.dependsOn', item.id);
  }

  @FieldResolver(() => [ConfigurationItem], { nullable: true })
  usedBy(@Root() item: DomainItem, @Ctx() context: RequestContext): Promise<readonly DomainItem[] | null> {
    return relationOf(context, 'ci.usedBy', item.id);
  }

  @FieldResolver(() => Reach, { nullable: true, description: 'All it depends on, however far.' })
  dependencyReach(@Root() item: DomainItem, @Ctx() context: RequestContext): Promise<DomainReach | null> {
    return relationOf(context, 'ci.dependencyReach', item.id);
  }

  @FieldResolver(() => Reach, { nullable: true, description: 'All that depends on it, however far.' })
  userReach(@Root() item: DomainItem, @Ctx() context: RequestContext): Promise<DomainReach | null> {
    return relationOf(context, 'ci.userReach', item.id);
  }

  @FieldResolver(() => [Service], { nullable: true, description: 'Services that stop or suffer when this item does, however many hops away.' })
  impactedServices(@Root() item: DomainItem, @Ctx() context: RequestContext): Soon<readonly DomainService[] | null> {
    return relationSoon(context, 'ci.impactedServices', item.id);
  }
}
