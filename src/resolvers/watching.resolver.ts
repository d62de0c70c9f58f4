import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { UserMistake } from '../domain/error.ts';
import type { Readiness as DomainReadiness } from '../domain/readiness.ts';
import { Readiness } from '../schema/readiness.type.ts';
import type { RequestContext } from './context.ts';

/** What the schema hands to `subscribe`, which type-graphql types loosely. */
interface Watching {
  readonly args: { readonly releaseKey: string; readonly environment: string };
  readonly context: RequestContext;
}

@Resolver()
export class WatchingResolver {
  @Subscription(() => Readiness, { subscribe: (asked) => watchReadiness(asked), description: 'How it stands, then each change of its outcome or of a verdict. Judged from live facts when something that it rests on moves.' })
  readinessChanged(@Root() readiness: DomainReadiness, @Arg('releaseKey', () => String) _releaseKey: string, @Arg('environment', () => String) _environment: string): DomainReadiness {
    return readiness;
  }
}

async function watchReadiness({ args: { releaseKey, environment }, context: { hub, loaders } }: Watching): Promise<AsyncGenerator<DomainReadiness, undefined, undefined>> {
  if (await loaders.release.load(releaseKey) === null) throw new UserMistake('NOT_FOUND', `There is no release ${releaseKey}.`, ['releaseKey']);
  if (hub.catalogue.environment(environment) === undefined) throw new UserMistake('NOT_FOUND', `There is no environment "${environment}": watch one of ${hub.catalogue.environments.map(({ name }) => name).join(', ')}.`, ['environment']);
  return hub.watch(releaseKey, environment);
}
