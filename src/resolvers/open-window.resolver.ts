import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { durationMs as millisecondsOf } from '../domain/duration.ts';
import { UserMistake } from '../domain/error.ts';
import { notBeforeNow, type OpenWindow as Answer } from '../readiness/index.ts';
import { OpenWindow } from '../schema/open-window.type.ts';
import { DateTimeScalar, DurationScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { windowTold } from './window-told.ts';

@Resolver(() => OpenWindow)
export class OpenWindowResolver {
  @Query(() => OpenWindow, { nullable: true, description: 'The next stretch in which this release may go out: its window open, no freeze, no conflicting change.' })
  async nextOpenWindow(
    @Arg('releaseKey', () => String) releaseKey: string,
    @Arg('environment', () => String) environment: string,
    @Arg('duration', () => DurationScalar) duration: string,
    @Arg('from', () => DateTimeScalar, { nullable: true }) from: Date | null,
    @Ctx() context: RequestContext,
  ): Promise<Answer | null> {
    const { hub, loaders } = context;
    const durationMs = millisecondsOf(duration);
    if (durationMs === null || durationMs <= 0) throw new UserMistake('INVALID', `"${duration}" is no length of time to stay open: write hours, minutes or days, e.g. PT1H30M.`, ['duration']);
    const release = await loaders.release.load(releaseKey);
    return release === null ? null : windowTold(await hub.nextOpenWindow(release, environment, { durationMs, from: notBeforeNow(from, hub.clock.now()) }), context.hidden);
  }
}
