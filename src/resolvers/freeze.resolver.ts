import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Freeze as DomainFreeze, FreezeState as State, Stretch } from '../domain/freeze.ts';
import { instant } from '../domain/instant.ts';
import type { Actor as DomainActor } from '../domain/person.ts';
import { checkFreezeTimes, freezeState, nextStretches } from '../readiness/index.ts';
import { declareFreeze, liftFreeze, type FreezePorts } from '../release/index.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { FreezeConnection } from '../schema/connections.ts';
import { FreezeState } from '../schema/enums.ts';
import { DeclareFreezeInput, LiftFreezeInput } from '../schema/freeze.input.ts';
import { Freeze } from '../schema/freeze.type.ts';
import { Source } from '../schema/node.type.ts';
import { DeclareFreezePayload, LiftFreezePayload } from '../schema/payload.type.ts';
import { Actor } from '../schema/person.type.ts';
import { TimeWindow } from '../schema/release.type.ts';
import { viewerOf, type Hub, type RequestContext } from './context.ts';
import { occurrencesAsked } from './occurrences.ts';
import { pageOf, pageRequest } from './page.ts';
import { payload } from './payload.ts';

const Page20 = pageArguments(20);

@Resolver(() => Freeze)
export class FreezeResolver {
  @Query(() => FreezeConnection, { nullable: true, description: 'Newest first.' })
  async freezes(@Arg('state', () => FreezeState, { nullable: true }) state: State | null, @Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<DomainFreeze>> {
    const request = pageRequest(page);
    const all = await hub.freezes.all();
    return pageOf(state == null ? all : all.filter((freeze) => freezeState(freeze, instant(hub.clock.now())) === state), request, ({ id }) => id, (freeze) => freeze);
  }

  @FieldResolver(() => [TimeWindow], { description: 'The occurrences that end after now, the one that is on first; none once it is lifted. 100 at most.' })
  next(@Root() freeze: DomainFreeze, @Arg('count', () => Int, { nullable: true, defaultValue: 5 }) count: number | null, @Ctx() { hub }: RequestContext): readonly Stretch[] {
    const wanted = occurrencesAsked(count);
    return freeze.lifted === null ? nextStretches(freeze, instant(hub.clock.now()), wanted) : [];
  }

  @FieldResolver(() => Actor, { nullable: true })
  declaredBy(@Root() freeze: DomainFreeze): DomainActor {
    return freeze.declaredBy;
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Set when a tool keeps it.' })
  source(): null {
    return null;
  }

  @FieldResolver(() => Boolean)
  isLiftable(@Root() freeze: DomainFreeze): boolean {
    return freeze.lifted === null;
  }

  @FieldResolver(() => FreezeState)
  state(@Root() freeze: DomainFreeze, @Ctx() { hub }: RequestContext): State {
    return freezeState(freeze, instant(hub.clock.now()));
  }

  @Mutation(() => DeclareFreezePayload, { nullable: true, description: 'Counts from the next judgement on.' })
  declareFreeze(@Arg('input', () => DeclareFreezeInput) input: DeclareFreezeInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ freeze: await declareFreeze(portsOf(context.hub), viewerOf(context), input) }));
  }

  @Mutation(() => LiftFreezePayload, { nullable: true, description: 'Ends it at once, with all its occurrences to come.' })
  liftFreeze(@Arg('input', () => LiftFreezeInput) input: LiftFreezeInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ freeze: await liftFreeze(portsOf(context.hub), viewerOf(context), input) }));
  }
}

/** The hub's ports as the verbs ask for them: how time is reckoned is known to readiness. */
function portsOf(hub: Hub): FreezePorts {
  return { ...hub, checkFreezeTimes };
}
