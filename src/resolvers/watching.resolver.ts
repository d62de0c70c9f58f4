import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import type { Readiness as DomainReadiness } from '../domain/readiness.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { Deployment } from '../schema/deployment.type.ts';
import { Readiness } from '../schema/readiness.type.ts';
import { Release } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';

/** What the schema hands to `subscribe`, which type-graphql types loosely. */
interface Watching<A> {
  readonly args: A;
  readonly context: RequestContext;
}
type Told<T> = AsyncGenerator<T, undefined, undefined>;

/** Each may be watched by whoever may ask for it: any viewer. What was missed while away is read by `timeline(after:)`. */
@Resolver()
export class WatchingResolver {
  @Subscription(() => Readiness, { subscribe: (asked) => watchReadiness(asked), description: 'How it stands, then each change of its outcome or of a verdict. Judged from live facts when something that it rests on moves.' })
  readinessChanged(@Root() readiness: DomainReadiness, @Arg('releaseKey', () => String) _releaseKey: string, @Arg('environment', () => String) _environment: string): DomainReadiness {
    return readiness;
  }

  @Subscription(() => Deployment, { subscribe: (asked) => watchDeployment(asked), description: 'As it stands, then each change, whichever hub carries it on. It does not end with the deployment: a record may still be mended after.' })
  deploymentChanged(@Root() deployment: DomainDeployment, @Arg('deploymentId', () => ID) _deploymentId: string): DomainDeployment {
    return deployment;
  }

  @Subscription(() => Release, { subscribe: (asked) => watchRelease(asked), description: 'As it stands, then again whenever something moved that belongs to it: its package, links, plans, waivers, judgements, deployments, the records it links to, the releases it depends on.' })
  releaseChanged(@Root() { release }: { readonly release: DomainRelease }, @Arg('key', () => String) _key: string): DomainRelease {
    return release;
  }
}

async function watchReadiness({ args: { releaseKey, environment }, context: { hub, loaders } }: Watching<{ readonly releaseKey: string; readonly environment: string }>): Promise<Told<DomainReadiness>> {
  if (await loaders.release.load(releaseKey) === null) throw noRelease(releaseKey, 'releaseKey');
  if (hub.catalogue.environment(environment) === undefined) throw new UserMistake('NOT_FOUND', `There is no environment "${environment}": watch one of ${hub.catalogue.environments.map(({ name }) => name).join(', ')}.`, ['environment']);
  return hub.watch(releaseKey, environment);
}

async function watchDeployment({ args: { deploymentId }, context: { hub, loaders } }: Watching<{ readonly deploymentId: string }>): Promise<Told<DomainDeployment>> {
  if (await loaders.deployment.load(deploymentId) === null) throw new UserMistake('NOT_FOUND', `There is no deployment ${deploymentId}.`, ['deploymentId']);
  return hub.watchDeployment(deploymentId);
}

async function watchRelease({ args: { key }, context: { hub, loaders } }: Watching<{ readonly key: string }>): Promise<Told<{ readonly release: DomainRelease }>> {
  if (await loaders.release.load(key) === null) throw noRelease(key, 'key');
  return hub.watchRelease(key);
}

function noRelease(key: string, argument: string): UserMistake {
  return new UserMistake('NOT_FOUND', `There is no release ${key}.`, [argument]);
}
