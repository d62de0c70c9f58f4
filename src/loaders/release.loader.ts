import DataLoader from 'dataloader';
import type { Deployment } from '../domain/deployment.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { DeploymentStore } from '../domain/ports/deployment-store.ts';
import type { Assembly, ReleaseGraph } from '../domain/ports/release-graph.ts';
import type { AssessmentStore, Page, PageRequest, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import type { Assessment } from '../domain/readiness.ts';
import type { DeploymentPlan, Link, LinkRelation, Release } from '../domain/release.ts';

export interface ReleaseLoaderPorts {
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly assessments: AssessmentStore;
  readonly deployments: DeploymentStore;
  readonly graph: ReleaseGraph;
}

export interface DeploymentsOfRelease {
  readonly releaseKey: string;
  readonly environment: string | null;
  readonly page: PageRequest;
}

export interface ReleaseLoaders {
  readonly release: DataLoader<string, Release | null>;
  /** What belongs to a release by one relation, as soon as the tools behind that relation have answered. */
  assembled(release: Release, relation: LinkRelation): Promise<Assembly>;
  /** Links as they are kept, without a look for more, by the release's key. */
  readonly knownLinks: DataLoader<string, readonly Link[]>;
  /** The newest plan, assessment or deployment of a release in each environment, by the release's key. */
  readonly plans: DataLoader<string, readonly DeploymentPlan[]>;
  readonly assessments: DataLoader<string, readonly Assessment[]>;
  readonly newestDeployments: DataLoader<string, readonly Deployment[]>;
  /** As newestDeployments, of those that say how the release stands. */
  readonly decisiveDeployments: DataLoader<string, readonly Deployment[]>;
  /** One page of a release's deployments, newest first; in one environment, or in all (null). */
  readonly deploymentsOfRelease: DataLoader<DeploymentsOfRelease, Page<Deployment>, string>;
  readonly deployment: DataLoader<string, Deployment | null>;
  /** The newest deployment that backs out another, by the other's id. */
  readonly backOut: DataLoader<string, Deployment | null>;
}

/** `visible`: of links those that whoever asks may know of. */
export function releaseLoaders(ports: ReleaseLoaderPorts, ask: Ask, visible: (links: readonly Link[]) => Promise<readonly Link[]>): ReleaseLoaders {
  const knownLinks = new DataLoader<string, readonly Link[]>(async (keys) => {
    const found = await ports.releases.links(keys);
    return keys.map((key) => found.get(key) ?? []);
  });
  const kept = async (keys: readonly string[]): Promise<ReadonlyMap<string, readonly Link[]>> => new Map(await Promise.all(keys.map(async (key) => [key, await knownLinks.load(key)] as const)));
  const apart = new DataLoader<Release, ReturnType<ReleaseGraph['assembleApart']>, string>((releases) => {
    const part = ports.graph.assembleApart(releases, ask, kept);
    return Promise.resolve(releases.map(() => part));
  }, { cacheKeyFn: ({ key }: Release) => key });
  const assembled = new Map<string, Promise<Assembly>>();
  const assemble = async (release: Release, relation: LinkRelation): Promise<Assembly> => {
    const part = await apart.load(release);
    const assembly = (await part(relation)).get(release.key) ?? { links: [], gaps: [] };
    const links = await visible(assembly.links);
    // A remembered assembly is known again by its being the same object.
    return links === assembly.links ? assembly : { links, gaps: assembly.gaps };
  };
  return {
    assembled(release, relation) {
      const key = `${relation} ${release.key}`;
      const known = assembled.get(key) ?? assemble(release, relation);
      assembled.set(key, known);
      return known;
    },
    release: new DataLoader(async (keys) => {
      const found = await ports.releases.byKeys(keys);
      return keys.map((key) => found.get(key) ?? null);
    }),
    knownLinks,
    plans: new DataLoader(async (keys) => grouped(keys, await ports.plans.latest(keys), (plan) => plan.releaseKey)),
    assessments: new DataLoader(async (keys) => grouped(keys, await ports.assessments.latest(keys), ({ readiness }) => readiness.releaseKey)),
    newestDeployments: new DataLoader(async (keys) => grouped(keys, await ports.deployments.latest(keys), ({ releaseKey }) => releaseKey)),
    decisiveDeployments: new DataLoader(async (keys) => grouped(keys, await ports.deployments.decisive(keys), ({ releaseKey }) => releaseKey)),
    backOut: new DataLoader(async (ids) => {
      const found = new Map((await ports.deployments.backOutsOf(ids)).map((one) => [one.backOutOfId, one]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    deploymentsOfRelease: new DataLoader((asked) => Promise.all(asked.map(({ releaseKey, environment, page }) =>
      ports.deployments.list({ releaseKey, ...(environment && { environment }) }, page).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))))), { cacheKeyFn: (asked: DeploymentsOfRelease) => JSON.stringify(asked) }),
    deployment: new DataLoader(async (ids) => {
      const found = await ports.deployments.byIds(ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
  };
}

function grouped<T>(keys: readonly string[], items: readonly T[], keyOf: (item: T) => string | null): readonly (readonly T[])[] {
  const groups = Map.groupBy(items, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
}
