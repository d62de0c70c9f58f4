import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Link, LinkRelation, Release } from '../../domain/release.ts';
import { discoverChanges } from './changes.ts';
import { declaredByConfiguration } from './declared.ts';
import { joined, type Discovery } from './draft.ts';
import { glanceAtPackages, isGlance } from './glance.ts';
import { discoverPackages, type Packaged } from './package.ts';
import type { GraphPorts } from './ports.ts';
import { Search } from './search.ts';
import { discoverWorkItems, findPlannedWork } from './work-items.ts';

/** What a look for records of one relation of one release came to, as soon as the tools behind it have answered. */
export type Looks = (relation: LinkRelation, release: Release) => Promise<Discovery>;

/** The releases with what links and configuration say of their packages. */
export function packagesOf(catalogue: GraphPorts['catalogue'], releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>): readonly Packaged[] {
  return releases.map((release) => ({ release, service: catalogue.service(release.serviceKey), stored: stored.get(release.key) ?? [] }));
}

/**
 * Asks all tools at once. Change tools tell changes and their items, the library tells artifacts, library and work
 * tools together tell the work: what one answers is never waited for by another's questions.
 */
export function lookForAll({ records, catalogue, clock }: GraphPorts, releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>, ask: Ask): Looks {
  const search = new Search(records, ask, instant(clock.now()));
  const serviceOf = ({ serviceKey }: Release) => catalogue.service(serviceKey);
  const changes = releases.length === 0 ? Promise.resolve(new Map<string, Discovery>()) : discoverChanges(search, releases, stored, catalogue.environments.map(({ name }) => name));
  const packages = packagesOf(catalogue, releases, stored);
  const packs = isGlance(packages, ask) ? glanceAtPackages(search, packages) : discoverPackages(search, packages);
  const works = Promise.all([findPlannedWork(search, packages), packs]).then(([planned, its]) => discoverWorkItems(search, packages.map((one) => ({ ...one, planned: planned(one.release), builtKeys: its.get(one.release.key)?.workItemKeys ?? [] }))));
  return async (relation, release) => {
    const declared = declaredByConfiguration(serviceOf(release));
    switch (relation) {
      case 'CHANGE': return (await changes).get(release.key) ?? joined([]);
      case 'CONFIGURATION_ITEM': return joined([declared, (await changes).get(release.key) ?? joined([])]);
      case 'ARTIFACT': return (await packs).get(release.key) ?? joined([]);
      case 'WORK_ITEM': return joined([(await packs).get(release.key) ?? joined([]), (await works).get(release.key) ?? joined([])]);
      default: return declared;
    }
  };
}
