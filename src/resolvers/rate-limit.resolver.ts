import { Ctx, Query, Resolver } from 'type-graphql';
import { RateLimit } from '../schema/rate-limit.type.ts';
import type { RateLimit as Standing, RequestContext } from './context.ts';

@Resolver()
export class RateLimitResolver {
  @Query(() => RateLimit, { nullable: true, description: 'Null where the hub limits nobody’s rate.' })
  rateLimit(@Ctx() { rateLimit }: RequestContext): Standing | null {
    return rateLimit ?? null;
  }
}
