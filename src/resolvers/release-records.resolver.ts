import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Change } from '../domain/change.ts';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import type { Incident, Problem as DomainProblem } from '../domain/incident.ts';
import type { KnowledgeArticle as DomainArticle } from '../domain/knowledge.ts';
import { linkRelations, type Link as DomainLink, type Release as DomainRelease } from '../domain/release.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ChangeConnection, ConfigurationItemConnection, IncidentConnection, LinkConnection, WorkItemConnection } from '../schema/connections.ts';
import { LinkRelation } from '../schema/enums.ts';
import { Problem } from '../schema/incident.type.ts';
import { KnowledgeArticle } from '../schema/knowledge.type.ts';
import { Release } from '../schema/release.type.ts';
import { askAhead } from './ahead.ts';
import type { RequestContext } from './context.ts';
import { linkedPage, linksOf, nameOf } from './linked.ts';
import { pageOf, pageRequest } from './page.ts';
import { recordOf } from './reading.ts';

const Page50 = pageArguments(50);

/** What belongs to a release, by its links. */
@Resolver(() => Release)
export class ReleaseRecordsResolver {
  @FieldResolver(() => ChangeConnection, { nullable: true })
  changes(@Root() release: DomainRelease, @Arg('environment', () => String, { nullable: true }) environment: string | null, @Args(() => Page50) page: PageArguments, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<ConnectionPage<Change | null>> {
    void askAhead(context, release, 'CHANGE', page, info);
    return linkedPage(context, release, 'CHANGE', 'change', page, environment);
  }

  @FieldResolver(() => WorkItemConnection, { nullable: true })
  workItems(@Root() release: DomainRelease, @Args(() => Page50) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<WorkItem | null>> {
    return linkedPage(context, release, 'WORK_ITEM', 'work-item', page);
  }

  @FieldResolver(() => ConfigurationItemConnection, { nullable: true })
  configurationItems(@Root() release: DomainRelease, @Arg('environment', () => String, { nullable: true }) environment: string | null, @Args(() => Page50) page: PageArguments, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<ConnectionPage<ConfigurationItem | null>> {
    void askAhead(context, release, 'CONFIGURATION_ITEM', page, info);
    return linkedPage(context, release, 'CONFIGURATION_ITEM', 'ci', page, environment);
  }

  @FieldResolver(() => IncidentConnection, { nullable: true })
  incidents(@Root() release: DomainRelease, @Args(() => Page50) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<Incident | null>> {
    return linkedPage(context, release, 'INCIDENT', 'incident', page);
  }

  @FieldResolver(() => [Problem], { nullable: true })
  async problems(@Root() release: DomainRelease, @Ctx() context: RequestContext): Promise<DomainProblem[]> {
    const links = await linksOf(context, release, 'PROBLEM');
    const found = await Promise.all(links.map((link) => recordOf(context, 'problem', nameOf(link))));
    return found.filter((problem) => problem !== null);
  }

  @FieldResolver(() => [KnowledgeArticle], { nullable: true })
  async knowledge(@Root() release: DomainRelease, @Ctx() context: RequestContext): Promise<DomainArticle[]> {
    const links = await linksOf(context, release, 'KNOWLEDGE');
    const found = await Promise.all(links.map((link) => recordOf(context, 'knowledge', nameOf(link))));
    return found.filter((article) => article !== null);
  }

  @FieldResolver(() => LinkConnection, { description: 'Every edge of the graph from this release, excluded ones too, with who or what drew it.' })
  async links(@Root() release: DomainRelease, @Arg('relation', () => LinkRelation, { nullable: true }) relation: keyof typeof LinkRelation | null, @Args(() => Page50) page: PageArguments, @Ctx() { loaders }: RequestContext): Promise<ConnectionPage<DomainLink>> {
    const assemblies = await Promise.all((relation ? [relation] : linkRelations).map((one) => loaders.assembled(release, one)));
    return pageOf(assemblies.flatMap(({ links }) => links), pageRequest(page), ({ id }) => id, (link) => link);
  }
}
