import { Ctx, Query, Resolver } from 'type-graphql';
import { SourceError } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
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
  connections(@Ctx() { hub }: RequestContext): Promise<ConnectionStatus[]> {
    return Promise.all(hub.connections.all.map(async (connection) => {
      const problem = await problemOf(connection);
      const { name, system, isProduction } = connection;
      return { name, system, isProduction, isReachable: problem === null, checkedAt: instant(hub.clock.now()), lastSyncedAt: null, problem };
    }));
  }
}

async function problemOf(connection: Connection): Promise<SourceProblem | null> {
  try {
    await connection.probe({ purpose: 'page', maxAgeMs: 0 });
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error.problem;
    throw error;
  }
}
