import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import type { Service as DomainService } from '../domain/configuration-item.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import type { Assessment as DomainAssessment } from '../domain/readiness.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { releaseState } from '../domain/release-state.ts';
import type { Release as DomainRelease, ReleaseState as State } from '../domain/release.ts';
import { Service } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { AssessmentConnection, DeploymentConnection, ReleaseConnection } from '../schema/connections.ts';
import { ReleaseOrder, ReleaseState } from '../schema/enums.ts';
import { ReleaseFilter } from '../schema/filter.input.ts';
import { Person } from '../schema/person.type.ts';
import { Release, ReleaseInEnvironment, Stakeholder } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';
import { pageOfStore, pageRequest } from './page.ts';
import { recordSoon, type Soon } from './reading.ts';
import { askWithRelease } from './with-release.ts';
import type { EnvironmentOfRelease } from './release-in-environment.resolver.ts';

const Page20 = pageArguments(20);

@Resolver(() => Release)
export class ReleaseResolver {
  @Query(() => Release, { nullable: true })
  release(@Arg('key', () => String) key: string, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<DomainRelease | null> {
    askWithRelease(context, key, info);
    return context.loaders.release.load(key);
  }

  @Query(() => ReleaseConnection, { nullable: true })
  async releases(
    @Arg('filter', () => ReleaseFilter, { nullable: true }) filter: ReleaseFilter | null,
    @Arg('orderBy', () => ReleaseOrder, { nullable: true, defaultValue: 'NEWEST' }) orderBy: keyof typeof ReleaseOrder,
    @Args(() => Page20) page: PageArguments,
    @Ctx() { hub }: RequestContext,
  ): Promise<ConnectionPage<DomainRelease>> {
    const request = pageRequest(page);
    const [from, to] = [filter?.plannedFrom, filter?.plannedTo].map((moment) => (moment == null ? null : instant(moment)));
    if (from && to && to <= from) throw new UserMistake('INVALID', 'plannedTo must be later than plannedFrom.', ['filter', 'plannedTo']);
    const last = hub.catalogue.environments.at(-1)?.name;
    const query = {
      orderBy,
      ...(filter?.state && { states: filter.state, ...(last !== undefined && { lastEnvironment: last }) }),
      ...(filter?.environment && { environment: filter.environment }),
      ...(filter?.readiness && { outcomes: filter.readiness }),
      ...((from ?? to) && { planned: { from: from ?? null, to: to ?? null } }),
      ...(filter?.serviceKey && { serviceKey: filter.serviceKey }),
      ...(filter?.train && { train: filter.train }),
      ...(filter?.text && { text: filter.text }),
      ...(filter?.ownedBy && { ownerEmail: filter.ownedBy }),
    };
    return pageOfStore(await hub.releases.list(query, request), request);
  }

  @FieldResolver(() => ReleaseState, { description: 'Derived from its package and its deployments.' })
  async state(@Root() release: DomainRelease, @Ctx() { hub, loaders }: RequestContext): Promise<State> {
    return releaseState(release, await loaders.decisiveDeployments.load(release.key), hub.catalogue.environments.at(-1)?.name);
  }

  @FieldResolver(() => Person)
  owner(@Root() release: DomainRelease, @Ctx() { hub }: RequestContext): DomainPerson {
    return hub.people.ofEmail(release.ownerEmail);
  }

  @FieldResolver(() => Service, { nullable: true, description: 'The CMDB’s record of the service.' })
  service(@Root() release: DomainRelease, @Ctx() context: RequestContext): Soon<DomainService | null> {
    const record = context.hub.catalogue.service(release.serviceKey)?.record;
    return record ? recordSoon(context, 'service', record) : null;
  }

  @FieldResolver(() => [Release])
  async dependsOn(@Root() release: DomainRelease, @Ctx() { loaders }: RequestContext): Promise<DomainRelease[]> {
    const found = await Promise.all(release.dependsOn.map((key) => loaders.release.load(key)));
    return found.filter((one) => one !== null);
  }

  @FieldResolver(() => [Stakeholder])
  stakeholders(@Root() release: DomainRelease, @Ctx() { hub }: RequestContext): { person: DomainPerson; role: string }[] {
    return release.stakeholders.map(({ email, role }) => ({ person: hub.people.ofEmail(email), role }));
  }

  @FieldResolver(() => [ReleaseInEnvironment], { description: 'The release seen from each environment.' })
  environments(@Root() release: DomainRelease, @Ctx() { hub }: RequestContext): EnvironmentOfRelease[] {
    return hub.catalogue.environments.map(({ name }) => ({ release, name }));
  }

  @FieldResolver(() => AssessmentConnection, { description: 'The judgements that were stored, newest first.' })
  async assessments(@Root() release: DomainRelease, @Arg('environment', () => String, { nullable: true }) environment: string | null, @Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<DomainAssessment>> {
    const request = pageRequest(page);
    return pageOfStore(await hub.assessments.list({ releaseKey: release.key, ...(environment && { environment }) }, request), request);
  }

  @FieldResolver(() => DeploymentConnection, { description: 'Newest first.' })
  async deployments(@Root() release: DomainRelease, @Arg('environment', () => String, { nullable: true }) environment: string | null, @Args(() => Page20) page: PageArguments, @Ctx() { loaders }: RequestContext): Promise<ConnectionPage<DomainDeployment>> {
    const request = pageRequest(page);
    return pageOfStore(await loaders.deploymentsOfRelease.load({ releaseKey: release.key, environment: environment ?? null, page: request }), request);
  }
}
