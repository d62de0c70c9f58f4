import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Change as DomainChange } from '../domain/change.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import type { Assessment as DomainAssessment } from '../domain/readiness.ts';
import type { DeploymentPlan as DomainPlan, Release } from '../domain/release.ts';
import { Change } from '../schema/change.type.ts';
import { Deployment } from '../schema/deployment.type.ts';
import { Assessment } from '../schema/readiness.type.ts';
import { DeploymentPlan, Environment, ReleaseInEnvironment } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';
import { environmentOf } from './environment.resolver.ts';
import { linksOf, nameOf } from './linked.ts';
import { recordOf } from './reading.ts';

export interface EnvironmentOfRelease {
  readonly release: Release;
  /** The environment's name. */
  readonly name: string;
}

@Resolver(() => ReleaseInEnvironment)
export class ReleaseInEnvironmentResolver {
  @FieldResolver(() => Environment)
  environment(@Root() { name }: EnvironmentOfRelease, @Ctx() context: RequestContext): object {
    return environmentOf(context, name);
  }

  @FieldResolver(() => [Change], { nullable: 'itemsAndList' })
  async changes(@Root() { release, name }: EnvironmentOfRelease, @Ctx() context: RequestContext): Promise<Promise<DomainChange | null>[]> {
    const links = await linksOf(context, release, 'CHANGE', name);
    return links.map((link) => recordOf(context, 'change', nameOf(link)));
  }

  @FieldResolver(() => DeploymentPlan, { nullable: true })
  async plan(@Root() { release, name }: EnvironmentOfRelease, @Ctx() { loaders }: RequestContext): Promise<DomainPlan | null> {
    return (await loaders.plans.load(release.key)).find(({ environment }) => environment === name) ?? null;
  }

  @FieldResolver(() => Assessment, { nullable: true })
  async latestAssessment(@Root() { release, name }: EnvironmentOfRelease, @Ctx() { loaders }: RequestContext): Promise<DomainAssessment | null> {
    return (await loaders.assessments.load(release.key)).find(({ readiness }) => readiness.environment === name) ?? null;
  }

  @FieldResolver(() => Deployment, { nullable: true })
  async latestDeployment(@Root() { release, name }: EnvironmentOfRelease, @Ctx() { loaders }: RequestContext): Promise<DomainDeployment | null> {
    return (await loaders.newestDeployments.load(release.key)).find(({ environment }) => environment === name) ?? null;
  }
}
