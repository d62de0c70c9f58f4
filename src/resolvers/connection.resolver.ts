import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { SourceError } from '../domain/error.ts';
import { instant, type Instant } from '../domain/instant.ts';
import type { Connection, ConnectionHealth } from '../domain/ports/connection.ts';
import type { SyncStatus } from '../domain/ports/sync-store.ts';
import type { SourceProblem } from '../domain/source.ts';
import { SourceProblem as SourceProblemType } from '../schema/node.type.ts';
import { RequestSyncPayload } from '../schema/payload.type.ts';
import { DateTimeScalar } from '../schema/scalars.ts';
import { RequestSyncInput } from '../schema/sync.input.ts';
import { ConnectionStatus } from '../schema/viewer.type.ts';
import type { RequestContext } from './context.ts';
import { payload } from './payload.ts';

interface Probed {
  readonly checkedAt: Instant;
  readonly problem: SourceProblem | null;
}

/** A connection as a query sees it; it is asked at most once, and only when somebody wants to know. */
interface ConnectionSeen {
  readonly name: string;
  readonly system: string;
  readonly isProduction: boolean;
  readonly lastSyncedAt: Instant | null;
  readonly sync: readonly SyncStatus[];
  readonly health: ConnectionHealth | null;
  probe(): Promise<Probed>;
}

@Resolver(() => ConnectionStatus)
export class ConnectionResolver {
  @Query(() => [ConnectionStatus], { nullable: true, description: 'A connection is asked now when isReachable, checkedAt or problem is wanted of it.' })
  async connections(@Ctx() { hub }: RequestContext): Promise<ConnectionSeen[]> {
    const syncs = await hub.syncs.statuses();
    return hub.connections.all.map((connection) => {
      const { name, system, isProduction } = connection;
      const sync = syncs.filter((one) => one.connection === name);
      let probed: Promise<Probed> | undefined;
      return {
        name, system, isProduction, sync, lastSyncedAt: oldest(sync.map(({ finishedAt }) => finishedAt)), health: connection.health?.() ?? null,
        probe: () => (probed ??= problemOf(connection).then((problem) => ({ checkedAt: instant(hub.clock.now()), problem }))),
      };
    });
  }

  @FieldResolver(() => Boolean)
  async isReachable(@Root() seen: ConnectionSeen): Promise<boolean> {
    return (await seen.probe()).problem === null;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  async checkedAt(@Root() seen: ConnectionSeen): Promise<Instant> {
    return (await seen.probe()).checkedAt;
  }

  @FieldResolver(() => SourceProblemType, { nullable: true })
  async problem(@Root() seen: ConnectionSeen): Promise<SourceProblem | null> {
    return (await seen.probe()).problem;
  }

  @Mutation(() => RequestSyncPayload, { nullable: true, description: 'Lets the background sync of a connection begin now; one that is under way goes on, so asking again changes nothing.' })
  requestSync(@Arg('input', () => RequestSyncInput) input: RequestSyncInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ sync: await context.hub.syncs.request(input.connection, input.kind ?? null) }));
  }
}

/** Null when there is none, or one of them has never been read to its end. */
function oldest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.includes(null) ? null : moments.toSorted()[0] ?? null;
}

async function problemOf(connection: Connection): Promise<SourceProblem | null> {
  try {
    await connection.probe({ purpose: 'page', maxAgeMs: 0, isProbe: true });
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error.problem;
    throw error;
  }
}
