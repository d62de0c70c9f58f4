import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ServiceLevelUse as DomainUse } from '../domain/availability.ts';
import type { Change as DomainChange } from '../domain/change.ts';
import type { Service as DomainService } from '../domain/configuration-item.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import { redactedBecause, redactedSteps } from '../domain/deployment-redaction.ts';
import type { Incident as DomainIncident } from '../domain/incident.ts';
import { instant } from '../domain/instant.ts';
import type { Actor as DomainActor } from '../domain/person.ts';
import type { ReadinessReceipt as DomainReceipt } from '../domain/readiness.ts';
import type { DeploymentPlan as DomainPlan, Release as DomainRelease } from '../domain/release.ts';
import { Change } from '../schema/change.type.ts';
import { Service } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { DeploymentConnection } from '../schema/connections.ts';
import { Deployment, ServiceLevelUse } from '../schema/deployment.type.ts';
import { DeploymentFilter } from '../schema/filter.input.ts';
import { Incident } from '../schema/incident.type.ts';
import { Actor } from '../schema/person.type.ts';
import { ReadinessReceipt } from '../schema/readiness.type.ts';
import { DeploymentPlan, Environment, Release } from '../schema/release.type.ts';
import { DurationScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { durationOf } from './duration.ts';
import { environmentOf } from './environment.resolver.ts';
import { pageOfStore, pageRequest } from './page.ts';
import { recordOf, relationOf } from './reading.ts';
import { outlookOf } from './told.ts';
import { onlyVisible } from './visible.ts';

const Page20 = pageArguments(20);

@Resolver(() => Deployment)
export class DeploymentResolver {
  @Query(() => Deployment, { nullable: true })
  deployment(@Arg('id', () => ID) id: string, @Ctx() { loaders }: RequestContext): Promise<DomainDeployment | null> {
    return loaders.deployment.load(id);
  }

  @Query(() => DeploymentConnection, { nullable: true, description: 'Newest first.' })
  async deployments(@Arg('filter', () => DeploymentFilter, { nullable: true }) filter: DeploymentFilter | null, @Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<DomainDeployment>> {
    const request = pageRequest(page);
    const query = {
      ...(filter?.state && { states: filter.state }),
      ...(filter?.serviceKey && { serviceKey: filter.serviceKey }),
      ...(filter?.environment && { environment: filter.environment }),
      ...(filter?.origin && { origin: filter.origin }),
      ...(filter?.since && { since: instant(filter.since) }),
      ...(filter?.needsAttention != null && { needsAttention: filter.needsAttention }),
    };
    return pageOfStore(await hub.deployments.list(query, request), request);
  }

  @FieldResolver(() => Release, { nullable: true })
  release(@Root() { releaseKey }: DomainDeployment, @Ctx() { loaders }: RequestContext): Promise<DomainRelease | null> | null {
    return releaseKey === null ? null : loaders.release.load(releaseKey);
  }

  @FieldResolver(() => Environment)
  environment(@Root() deployment: DomainDeployment, @Ctx() context: RequestContext): object {
    return environmentOf(context, deployment.environment);
  }

  @FieldResolver()
  because(@Root() deployment: DomainDeployment, @Ctx() context: RequestContext): Promise<string> {
    return redactedBecause(deployment, outlookOf(context));
  }

  @FieldResolver()
  steps(@Root() deployment: DomainDeployment, @Ctx() context: RequestContext): Promise<DomainDeployment['steps']> {
    return redactedSteps(deployment, outlookOf(context));
  }

  @FieldResolver(() => DeploymentPlan, { nullable: true })
  plan(@Root() { planId }: DomainDeployment, @Ctx() { hub }: RequestContext): Promise<DomainPlan | null> | null {
    return planId === null ? null : hub.plans.byId(planId);
  }

  @FieldResolver(() => Actor, { nullable: true })
  requestedBy(@Root() deployment: DomainDeployment): DomainActor | null {
    return deployment.requestedBy;
  }

  @FieldResolver(() => [Change], { nullable: 'itemsAndList', description: 'The changes it acted under.' })
  async changes(@Root() deployment: DomainDeployment, @Ctx() context: RequestContext): Promise<Promise<DomainChange | null>[]> {
    return (await onlyVisible(context, deployment.changeIds, (id) => id)).map((id) => recordOf(context, 'change', id));
  }

  @FieldResolver(() => [Service], { nullable: true, description: 'Services that suffer when the item it changes does.' })
  async impactedServices(@Root() deployment: DomainDeployment, @Ctx() context: RequestContext): Promise<readonly DomainService[] | null> {
    const target = context.hub.catalogue.service(deployment.serviceKey)?.targets[deployment.environment];
    if (target === undefined) return null;
    const item = await recordOf(context, 'ci', `${target.connection}:ci:${target.match}`);
    return item === null ? null : relationOf(context, 'ci.impactedServices', item.id);
  }

  @FieldResolver(() => ReadinessReceipt, { nullable: true, description: 'The receipt it was asked for with; the judgement at its turn took its place.' })
  receipt(@Root() deployment: DomainDeployment): DomainReceipt | null {
    return deployment.receipt;
  }

  @FieldResolver(() => DurationScalar, { nullable: true, description: 'How long a service that it reaches had an urgent incident open, from going live to the end of its watch; null: not known, or not watched.' })
  downtime(@Root() { availability }: DomainDeployment): string | null {
    return availability?.downtimeMs == null ? null : durationOf(availability.downtimeMs);
  }

  @FieldResolver(() => [ServiceLevelUse], { nullable: true, description: 'What became of the service levels of the services that it reaches while it was watched; null: not watched.' })
  serviceLevelUse(@Root() { availability }: DomainDeployment, @Ctx() { hidden }: RequestContext): readonly DomainUse[] | null {
    // It names services by their names alone, which are nobody's references.
    return hidden.some(({ kind }) => kind === 'service') ? null : availability?.serviceLevels ?? null;
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment whose place it takes, with what ran before that.' })
  backOutOf(@Root() { backOutOfId }: DomainDeployment, @Ctx() { loaders }: RequestContext): Promise<DomainDeployment | null> | null {
    return backOutOfId === null ? null : loaders.deployment.load(backOutOfId);
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The newest deployment that takes its place, with what ran before it.' })
  backedOutBy(@Root() { id }: DomainDeployment, @Ctx() { loaders }: RequestContext): Promise<DomainDeployment | null> {
    return loaders.backOut.load(id);
  }

  @FieldResolver(() => Incident, { nullable: true })
  incident(@Root() { incidentId }: DomainDeployment, @Ctx() context: RequestContext): Promise<DomainIncident | null> | null {
    return incidentId === null ? null : recordOf(context, 'incident', incidentId);
  }
}
