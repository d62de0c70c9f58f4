import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { instant } from '../domain/instant.ts';
import { humanBehind, type Actor as DomainActor, type Person as DomainPerson } from '../domain/person.ts';
import type { GateDescription } from '../domain/readiness.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { waiverState, type FollowUp as DomainFollowUp, type Waiver as DomainWaiver, type WaiverState as State } from '../domain/waiver.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { WaiverConnection } from '../schema/connections.ts';
import { WaiverState } from '../schema/enums.ts';
import { Actor, Person } from '../schema/person.type.ts';
import { Gate } from '../schema/readiness.type.ts';
import { Environment, Release } from '../schema/release.type.ts';
import { DateTimeScalar } from '../schema/scalars.ts';
import { FollowUp, Waiver, WaiverDebt } from '../schema/waiver.type.ts';
import type { RequestContext } from './context.ts';
import { environmentOf, gateOf } from './environment.resolver.ts';
import { pageOf, pageRequest } from './page.ts';
import { waiverDebt } from './waiver-debt.ts';

const Page20 = pageArguments(20);

@Resolver(() => Waiver)
export class WaiverResolver {
  @Query(() => WaiverConnection, { nullable: true, description: 'Newest first.' })
  async waivers(@Arg('state', () => WaiverState, { nullable: true }) state: State | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainWaiver>> {
    const request = pageRequest(page);
    const all = await context.hub.waivers.all();
    const states = state == null ? [] : await Promise.all(all.map((waiver) => stateOf(waiver, context)));
    return pageOf(state == null ? all : all.filter((_waiver, index) => states[index] === state), request, ({ id }) => id, (waiver) => waiver);
  }

  @Query(() => WaiverDebt, { nullable: true, description: 'What is let go at this moment, and what emergencies have left behind.' })
  async waiverDebt(@Ctx() context: RequestContext): Promise<object> {
    const all = await context.hub.waivers.all();
    const standing = await Promise.all(all.map(async (waiver) => {
      const release = await context.loaders.release.load(waiver.releaseKey);
      return { waiver, state: stateIn(waiver, release, context), serviceKey: release?.serviceKey ?? waiver.releaseKey };
    }));
    return waiverDebt(standing, context.hub.clock.now());
  }

  @FieldResolver(() => Release)
  release(@Root() waiver: DomainWaiver, @Ctx() { loaders }: RequestContext): Promise<DomainRelease | null> {
    return loaders.release.load(waiver.releaseKey);
  }

  @FieldResolver(() => Environment)
  environment(@Root() waiver: DomainWaiver, @Ctx() context: RequestContext): object {
    return environmentOf(context, waiver.environment);
  }

  @FieldResolver(() => Gate)
  gate(@Root() waiver: DomainWaiver, @Ctx() context: RequestContext): GateDescription {
    return gateOf(context, waiver.gate);
  }

  @FieldResolver(() => Actor)
  requestedBy(@Root() waiver: DomainWaiver): DomainActor {
    return waiver.requestedBy;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Somebody else than who asked; null unless it was approved.' })
  approvedBy(@Root() { decision }: DomainWaiver): DomainPerson | null {
    return decision?.isApproved === true ? humanBehind(decision.by) : null;
  }

  @FieldResolver(() => Actor, { nullable: true, description: 'Who approved or rejected it.' })
  decidedBy(@Root() { decision }: DomainWaiver): DomainActor | null {
    return decision?.by ?? null;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  decidedAt(@Root() { decision }: DomainWaiver): string | null {
    return decision?.at ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What was said on deciding it.' })
  comment(@Root() { decision }: DomainWaiver): string | null {
    return decision?.comment ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  revokedBecause(@Root() { revoked }: DomainWaiver): string | null {
    return revoked?.reason ?? null;
  }

  @FieldResolver(() => Boolean)
  isBreakGlass(@Root() { breakGlass }: DomainWaiver): boolean {
    return breakGlass !== null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who alone may confirm a broken glass.' })
  secondPerson(@Root() { breakGlass }: DomainWaiver, @Ctx() { hub }: RequestContext): DomainPerson | null {
    return breakGlass === null ? null : hub.people.ofEmail(breakGlass.secondPersonEmail);
  }

  @FieldResolver(() => FollowUp, { nullable: true, description: 'What a broken glass leaves behind.' })
  followUp(@Root() { breakGlass }: DomainWaiver): DomainFollowUp | null {
    return breakGlass?.followUp ?? null;
  }

  @FieldResolver(() => WaiverState)
  state(@Root() waiver: DomainWaiver, @Ctx() context: RequestContext): Promise<State> {
    return stateOf(waiver, context);
  }
}

@Resolver(() => FollowUp)
export class FollowUpResolver {
  @FieldResolver(() => Person)
  owner(@Root() { ownerEmail }: DomainFollowUp, @Ctx() { hub }: RequestContext): DomainPerson {
    return hub.people.ofEmail(ownerEmail);
  }

  @FieldResolver(() => Actor, { nullable: true, description: 'Null while it is open.' })
  settledBy(@Root() { settled }: DomainFollowUp): DomainActor | null {
    return settled?.by ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What came of it.' })
  note(@Root() { settled }: DomainFollowUp): string | null {
    return settled?.note ?? null;
  }
}

async function stateOf(waiver: DomainWaiver, context: RequestContext): Promise<State> {
  return stateIn(waiver, await context.loaders.release.load(waiver.releaseKey), context);
}

function stateIn(waiver: DomainWaiver, release: DomainRelease | null, { hub }: RequestContext): State {
  return waiverState(waiver, release?.sealed ?? null, instant(hub.clock.now()));
}
