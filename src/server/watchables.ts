import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentStore } from '../domain/ports/deployment-store.ts';
import type { ReleaseStore } from '../domain/ports/stores.ts';
import type { Link, Release } from '../domain/release.ts';
import type { Watchable } from './state-watch.ts';

/** A deployment; a fence that grows when another runner takes it over is no news. */
export function watchableDeployment(deployments: DeploymentStore, id: string): Watchable<Deployment> {
  const words = (deployment: Deployment): string => JSON.stringify({ ...deployment, fence: null });
  return {
    read: () => deployments.byId(id),
    concerns: (moved) => moved.of === 'ANYTHING' || (moved.of === 'DEPLOYMENT' && moved.id === id),
    isNews: (now, before) => words(now) !== words(before),
  };
}

export interface WatchedRelease {
  readonly release: Release;
  readonly links: readonly Link[];
}

/** A release with all that belongs to it: its records, its deployments, those that it depends on. */
export function watchableRelease(releases: ReleaseStore, key: string): Watchable<WatchedRelease> {
  return {
    async read() {
      const [found, links] = await Promise.all([releases.byKeys([key]), releases.links([key])]);
      const release = found.get(key);
      return release === undefined ? null : { release, links: links.get(key) ?? [] };
    },
    concerns(moved, { release, links }) {
      const touches = (other: string | null): boolean => other === key || release.dependsOn.some((needed) => needed === other);
      switch (moved.of) {
        case 'ANYTHING': return true;
        case 'RELEASE': return touches(moved.key);
        case 'ASSESSMENT':
        case 'DEPLOYMENT': return touches(moved.releaseKey);
        case 'RECORDS': return links.some(({ identity }) => identity !== null && moved.identities.includes(identity));
      }
    },
  };
}
