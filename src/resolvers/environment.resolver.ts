import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { activeStates, type Deployment as DomainDeployment } from '../domain/deployment.ts';
import type { Environment as DomainEnvironment } from '../domain/environment.ts';
import { usualWaiverRules, type Policy as DomainPolicy, type PolicyGate as DomainPolicyGate } from '../domain/policy.ts';
import type { GateDescription } from '../domain/readiness.ts';
import { Deployer, Deployment } from '../schema/deployment.type.ts';
import type { WaiverRules } from '../schema/readiness.type.ts';
import { Gate, Policy, PolicyGate } from '../schema/readiness.type.ts';
import { Environment } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';
import { durationOf } from './duration.ts';

type EnvironmentNode = DomainEnvironment & { readonly id: string };

/** An environment as a node; null when configuration declares none of that name. */
export function environmentNode(context: RequestContext, name: string): EnvironmentNode | null {
  const environment = context.hub.catalogue.environment(name);
  return environment === undefined ? null : { ...environment, id: `environment:${name}` };
}

/** For records that name an environment: one that configuration has lost since still has its name. */
export function environmentOf(context: RequestContext, name: string): EnvironmentNode {
  return environmentNode(context, name) ?? { id: `environment:${name}`, name, isProduction: true, policy: '' };
}

/** A gate's description; one that the code has lost since still has its name. */
export function gateOf(context: RequestContext, name: string): GateDescription {
  return context.hub.gates.find((gate) => gate.name === name) ?? { name, sentence: name, why: 'This gate is no longer part of Muster.', needs: [], reads: undefined, isCustom: false };
}

@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => Environment, { nullable: true })
  environment(@Arg('name', () => String) name: string, @Ctx() context: RequestContext): EnvironmentNode | null {
    return environmentNode(context, name);
  }

  @Query(() => [Environment])
  environments(@Ctx() context: RequestContext): EnvironmentNode[] {
    return context.hub.catalogue.environments.map(({ name }) => environmentOf(context, name));
  }

  @Query(() => [Gate], { description: 'Every gate that a policy can name.' })
  gates(@Ctx() context: RequestContext): readonly GateDescription[] {
    return context.hub.gates;
  }

  @Query(() => [Policy])
  policies(@Ctx() context: RequestContext): readonly DomainPolicy[] {
    return context.hub.catalogue.policies;
  }

  @FieldResolver(() => Policy)
  policy(@Root() environment: EnvironmentNode, @Ctx() context: RequestContext): DomainPolicy {
    return context.hub.catalogue.policyOf(environment);
  }

  @FieldResolver(() => [Deployment], { description: 'Those that have their turn now.' })
  async currentDeployments(@Root() environment: EnvironmentNode, @Ctx() { hub }: RequestContext): Promise<readonly DomainDeployment[]> {
    const page = await hub.deployments.list({ environment: environment.name, states: [...activeStates] }, { first: 500, after: null });
    return page.items;
  }

  @FieldResolver(() => [Deployer])
  deployers(@Root() environment: EnvironmentNode, @Ctx() { hub }: RequestContext): Deployer[] {
    const declared = hub.catalogue.services.flatMap(({ deployers }) => deployers[environment.name] ?? []);
    return declared.flatMap((declaration) => hub.connections.byName(declaration.connection)?.deployer?.(declaration) ?? []);
  }
}

@Resolver(() => Policy)
export class PolicyResolver {
  @FieldResolver()
  receiptValidity(@Root() policy: DomainPolicy): string {
    return durationOf(policy.receiptValidityMs);
  }

  @FieldResolver()
  backOutGates(@Root() policy: DomainPolicy): readonly DomainPolicyGate[] {
    return policy.backOutGates ?? [];
  }

  @FieldResolver()
  waiverRules(@Root() { waivers = usualWaiverRules }: DomainPolicy): WaiverRules {
    return {
      longest: durationOf(waivers.longestMs), decidedBy: [...waivers.decidedBy],
      longestBreakGlass: durationOf(waivers.breakGlass.longestMs), followUpWithin: durationOf(waivers.breakGlass.followUpWithinMs),
    };
  }
}

@Resolver(() => PolicyGate)
export class PolicyGateResolver {
  @FieldResolver()
  gate(@Root() policyGate: DomainPolicyGate, @Ctx() context: RequestContext): GateDescription {
    return gateOf(context, policyGate.gate);
  }

  @FieldResolver()
  maxFactAge(@Root() policyGate: DomainPolicyGate): string | null {
    return policyGate.maxFactAgeMs === null ? null : durationOf(policyGate.maxFactAgeMs);
  }
}
