import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { EventKind } from '../domain/event.ts';
import type { Instant } from '../domain/instant.ts';
import type { Notice as DomainNotice, NoticeState as State } from '../domain/notice.ts';
import { humanBehind } from '../domain/person.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { NoticeConnection } from '../schema/connections.ts';
import { NoticeState } from '../schema/enums.ts';
import { TryChannelInput } from '../schema/notice.input.ts';
import { Notice } from '../schema/notice.type.ts';
import { TryChannelPayload } from '../schema/payload.type.ts';
import { DateTimeScalar } from '../schema/scalars.ts';
import { actorOf, type RequestContext } from './context.ts';
import { pageOfStore, pageRequest } from './page.ts';
import { payload } from './payload.ts';

const Page20 = pageArguments(20);

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => NoticeConnection, { nullable: true, description: 'Newest first.' })
  async notices(@Arg('state', () => NoticeState, { nullable: true }) state: State | null, @Arg('channel', () => String, { nullable: true }) channel: string | null, @Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<DomainNotice>> {
    const request = pageRequest(page);
    return pageOfStore(await hub.notices.list({ ...(state != null && { state }), ...(channel != null && { channel }) }, request), request);
  }

  @FieldResolver()
  event(@Root() { kind }: DomainNotice): EventKind {
    return kind;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  nextAt(@Root() { state, nextAt }: DomainNotice): Instant | null {
    return state === 'WAITING' ? nextAt : null;
  }

  @Mutation(() => TryChannelPayload, { nullable: true, description: 'Sends a message that tells nothing over a channel, now and once, and says how it went.' })
  tryChannel(@Arg('input', () => TryChannelInput) input: TryChannelInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => {
      await context.hub.notices.tryChannel(input.channel, input.recipient ?? humanBehind(actorOf(context))?.email ?? null);
      return { isTaken: true };
    });
  }
}
