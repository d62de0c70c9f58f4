import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Actor as DomainActor, Person as DomainPerson } from '../domain/person.ts';
import { agreementsCountFrom, missingAgreements, type Agreement as DomainAgreement, type DeploymentPlan as DomainPlan, type Release as DomainRelease, type StakeholderRole as Role } from '../domain/release.ts';
import { StakeholderRole } from '../schema/enums.ts';
import { Actor, Person } from '../schema/person.type.ts';
import { Agreement, DeploymentPlan, Environment, Release } from '../schema/release.type.ts';
import { JsonScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { durationOf } from './duration.ts';
import { environmentOf } from './environment.resolver.ts';

@Resolver(() => DeploymentPlan)
export class PlanResolver {
  @FieldResolver(() => Release)
  release(@Root() plan: DomainPlan, @Ctx() { loaders }: RequestContext): Promise<DomainRelease | null> {
    return loaders.release.load(plan.releaseKey);
  }

  @FieldResolver(() => Environment)
  environment(@Root() plan: DomainPlan, @Ctx() context: RequestContext): object {
    return environmentOf(context, plan.environment);
  }

  @FieldResolver(() => JsonScalar)
  parameters(@Root() plan: DomainPlan): unknown {
    return plan.parameters;
  }

  @FieldResolver()
  async expectedDuration(@Root() plan: DomainPlan, @Ctx() { hub, loaders }: RequestContext): Promise<string | null> {
    if (plan.expectedDurationMs != null) return durationOf(plan.expectedDurationMs);
    const release = await loaders.release.load(plan.releaseKey);
    const declared = release === null ? undefined : hub.catalogue.service(release.serviceKey)?.deployers[plan.environment]?.expectedDurationMs;
    return declared === undefined ? null : durationOf(declared);
  }

  @FieldResolver(() => Boolean, { description: 'What fails under it after its trigger, or is ill, is backed out without anybody’s asking.' })
  backsOutByItself(@Root() plan: DomainPlan): boolean {
    return plan.backsOutByItself ?? false;
  }

  @FieldResolver(() => Actor)
  proposedBy(@Root() plan: DomainPlan): DomainActor {
    return plan.proposedBy;
  }

  @FieldResolver(() => [Agreement])
  agreements(@Root() plan: DomainPlan): readonly DomainAgreement[] {
    return plan.agreements;
  }

  @FieldResolver(() => [StakeholderRole], { description: 'Roles that the environment’s policy names and that nobody has agreed for yet.' })
  missingAgreements(@Root() plan: DomainPlan, @Ctx() context: RequestContext): Promise<readonly Role[]> {
    return missingFrom(plan, context);
  }

  @FieldResolver(() => Boolean)
  async isAgreed(@Root() plan: DomainPlan, @Ctx() context: RequestContext): Promise<boolean> {
    return (await missingFrom(plan, context)).length === 0;
  }
}

async function missingFrom(plan: DomainPlan, { hub, loaders }: RequestContext): Promise<readonly Role[]> {
  const environment = hub.catalogue.environment(plan.environment);
  if (environment === undefined) return [];
  const release = await loaders.release.load(plan.releaseKey);
  return missingAgreements(plan, hub.catalogue.policyOf(environment).requiredAgreements, release === null ? null : agreementsCountFrom(release));
}

@Resolver(() => Agreement)
export class AgreementResolver {
  @FieldResolver(() => Person)
  person(@Root() agreement: DomainAgreement, @Ctx() { hub }: RequestContext): DomainPerson {
    return hub.people.ofEmail(agreement.email);
  }
}
