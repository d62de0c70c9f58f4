import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/person.ts';
import type { RateLimit } from '../../resolvers/context.ts';
import { nameOfViewer } from '../places.ts';

/** Spends what an operation costs (cost.ts) of its viewer's minute. Null where nothing is limited; with nothing left the operation is over the limit and must not run. */
export type Spend = (viewer: Viewer, cost: number) => Promise<(RateLimit & { readonly isOver: boolean }) | null>;

/**
 * A budget for each identity, whichever token or transport it comes with: so much cost in a minute that begins with its first
 * operation. Kept in this process: of several hubs each has its own. What is refused counts too, so that asking again and again
 * does not pay.
 */
export function budgetPerViewer(costPerMinute: number | null): Spend {
  if (costPerMinute === null) return () => Promise.resolve(null);
  const limiter = new RateLimiterMemory({ points: costPerMinute, duration: 60 });
  return async (viewer, asked) => {
    const cost = Math.max(1, asked);
    const { consumedPoints, remainingPoints, msBeforeNext } = await limiter.consume(nameOfViewer(viewer), cost).catch(refusal);
    return { limit: costPerMinute, cost, remaining: remainingPoints, resetAt: instant(new Date(Date.now() + msBeforeNext)), isOver: consumedPoints > costPerMinute };
  };
}

/** The limiter throws what it also answers. */
function refusal(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return thrown;
  throw thrown;
}

export function rateLimited({ limit, resetAt }: RateLimit): GraphQLError {
  return new GraphQLError(`What you asked within a minute costs more than ${limit}: ask again after ${resetAt}, or ask for shorter pages.`, { extensions: { code: 'RATE_LIMITED', retryAt: resetAt } });
}
