import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { breakGlass, decideWaiver, requestWaiver, revokeWaiver, settleFollowUp } from '../release/index.ts';
import { BreakGlassPayload, DecideWaiverPayload, RequestWaiverPayload, RevokeWaiverPayload, SettleFollowUpPayload } from '../schema/payload.type.ts';
import { BreakGlassInput, DecideWaiverInput, RequestWaiverInput, RevokeWaiverInput, SettleFollowUpInput } from '../schema/waiver.input.ts';
import { actingHub, viewerOf, type RequestContext } from './context.ts';
import { payload } from './payload.ts';

@Resolver()
export class WaiverMutations {
  @Mutation(() => RequestWaiverPayload, { nullable: true, description: 'Asks that a gate be let go for the package as it is sealed now; it counts once somebody else has approved it.' })
  requestWaiver(@Arg('input', () => RequestWaiverInput) input: RequestWaiverInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ waiver: await requestWaiver(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => DecideWaiverPayload, { nullable: true, description: 'Approves or rejects it, once; never by who asked for it, under whatever account.' })
  decideWaiver(@Arg('input', () => DecideWaiverInput) input: DecideWaiverInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ waiver: await decideWaiver(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => RevokeWaiverPayload, { nullable: true, description: 'Takes it back at once, decided or not.' })
  revokeWaiver(@Arg('input', () => RevokeWaiverInput) input: RevokeWaiverInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ waiver: await revokeWaiver(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => BreakGlassPayload, { nullable: true, description: 'Two people, a reason, an expiry, a follow-up: several waivers in an emergency. The second person confirms each with decideWaiver.' })
  breakGlass(@Arg('input', () => BreakGlassInput) input: BreakGlassInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ waivers: await breakGlass(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => SettleFollowUpPayload, { nullable: true, description: 'Says what came of an emergency.' })
  settleFollowUp(@Arg('input', () => SettleFollowUpInput) input: SettleFollowUpInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ waiver: await settleFollowUp(actingHub(context), viewerOf(context), input) }));
  }
}
