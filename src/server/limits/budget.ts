import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/person.ts';
import type { Spending } from '../../store/index.ts';
import type { RateLimit } from '../../resolvers/context.ts';
import { nameOfViewer } from '../places.ts';

/** Spends what an operation costs (cost.ts) of its viewer's minute. Null where nothing is limited; with nothing left the operation is over the limit and must not run. */
export type Spend = (viewer: Viewer, cost: number) => Promise<(RateLimit & { readonly isOver: boolean }) | null>;

const minute = 60;

/**
 * A budget for each identity, whichever token or transport it comes with: so much cost in a minute that begins with its first
 * operation, kept in the database for all its hubs, or in memory where there is but one (decision 34). What is refused counts too, so
 * that asking again and again does not pay.
 */
export function budgetPerViewer(costPerMinute: number | null, spending: Spending | null): Spend {
  if (costPerMinute === null) return () => Promise.resolve(null);
  const limiter = limiterOf(costPerMinute, spending);
  return async (viewer, asked) => {
    const cost = Math.max(1, asked);
    const { consumedPoints, remainingPoints, msBeforeNext } = await limiter.consume(keyOf(viewer), cost).catch(refusal);
    return { limit: costPerMinute, cost, remaining: remainingPoints, resetAt: instant(new Date(Date.now() + msBeforeNext)), isOver: consumedPoints > costPerMinute };
  };
}

/** A database that does not answer costs nobody their operation by itself: until it does, each hub counts alone. */
function limiterOf(points: number, spending: Spending | null): RateLimiterMemory | RateLimiterPostgres {
  const alone = new RateLimiterMemory({ points, duration: minute });
  if (spending === null) return alone;
  const { client, schema, table } = spending;
  return new RateLimiterPostgres({ storeClient: client, storeType: 'client', schemaName: schema, tableName: table, tableCreated: true, keyPrefix: '', points, duration: minute, insuranceLimiter: alone });
}

/** Of one length, and nobody's address in a table that is looked at for other reasons. */
function keyOf(viewer: Viewer): string {
  return createHash('sha256').update(nameOfViewer(viewer)).digest('base64url');
}

/** The limiter throws what it also answers. */
function refusal(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return thrown;
  throw thrown;
}

export function rateLimited({ limit, resetAt }: RateLimit): GraphQLError {
  return new GraphQLError(`What you asked within a minute costs more than ${limit}: ask again after ${resetAt}, or ask for shorter pages.`, { extensions: { code: 'RATE_LIMITED', retryAt: resetAt } });
}
