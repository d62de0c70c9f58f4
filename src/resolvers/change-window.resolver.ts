import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { ChangeWindow as DomainWindow } from '../domain/change-window.ts';
import { UserMistake } from '../domain/error.ts';
import type { Stretch } from '../domain/freeze.ts';
import { instant } from '../domain/instant.ts';
import { parseReference } from '../domain/reference.ts';
import { nextOccurrences } from '../readiness/index.ts';
import { ChangeWindow } from '../schema/change-window.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ChangeWindowConnection } from '../schema/connections.ts';
import { TimeWindow } from '../schema/release.type.ts';
import { DateTimeScalar, RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { occurrencesAsked } from './occurrences.ts';
import { recordOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => ChangeWindow)
export class ChangeWindowResolver {
  @Query(() => ChangeWindow, { nullable: true })
  changeWindow(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainWindow | null> {
    parseReference(reference);
    return recordOf(context, 'window', reference);
  }

  @Query(() => ChangeWindowConnection, { nullable: true, description: 'Maintenance and blackout windows that touch the stretch, or may do so: a rule that comes again is not computed here.' })
  changeWindows(
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Arg('connection', () => String, { nullable: true }) connection: string | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainWindow>> {
    if (to <= from) throw new UserMistake('INVALID', 'to must be later than from.', ['to']);
    return findPage(context, 'windows.list', () => ({ startAt: instant(from), endAt: instant(to) }), page, onlyIn(connection));
  }

  @FieldResolver(() => [TimeWindow], { description: 'The stretch that is on, if any, and those to come, as far as they can be told: see isPartial.' })
  next(@Root() window: DomainWindow, @Arg('count', () => Int, { nullable: true, defaultValue: 5 }) count: number | null, @Ctx() { hub }: RequestContext): readonly Stretch[] {
    return nextOccurrences(window, instant(hub.clock.now()), occurrencesAsked(count));
  }
}
