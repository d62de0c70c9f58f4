import { Ctx, Query, Resolver } from 'type-graphql';
import { SourceError } from '../domain/error.ts';
import { instant, type Instant } from '../domain/instant.ts';
import type { Viewer as DomainViewer } from '../domain/person.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { SourceProblem } from '../domain/source.ts';
import { ConnectionStatus, Viewer } from '../schema/viewer.type.ts';
import { viewerOf, type RequestContext } from './context.ts';

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer)
  viewer(@Ctx() context: RequestContext): DomainViewer {
    return viewerOf(context);
  }

  @Query(() => [ConnectionStatus], { nullable: true, description: 'Asks every connection now.' })
  async connections(@Ctx() { hub }: RequestContext): Promise<ConnectionStatus[]> {
    const syncs = await hub.syncs.statuses();
    return Promise.all(hub.connections.all.map(async (connection) => {
      const problem = await problemOf(connection);
      const { name, system, isProduction } = connection;
      const sync = syncs.filter((one) => one.connection === name);
      return { name, system, isProduction, isReachable: problem === null, checkedAt: instant(hub.clock.now()), lastSyncedAt: oldest(sync.map(({ finishedAt }) => finishedAt)), sync, problem };
    }));
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
