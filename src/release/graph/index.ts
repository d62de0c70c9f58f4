import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Assembly, ReleaseGraph } from '../../domain/ports/release-graph.ts';
import type { Link, Release } from '../../domain/release.ts';
import { assembleApart } from './apart.ts';
import { discoverChanges } from './changes.ts';
import { declaredByConfiguration } from './declared.ts';
import { joined, type Discovery } from './draft.ts';
import { discoverPackage } from './package.ts';
import type { GraphPorts } from './ports.ts';
import { Recall } from './recall.ts';
import { Search } from './search.ts';
import { linksToAdd, standingLinks } from './settle.ts';
import { discoverWorkItems, findPlannedWork } from './work-items.ts';

export type { GraphPorts };

/**
 * What belongs together: the links that people declared, and those that discovery finds by asking, which are written
 * down so that a tool's later silence takes nothing away. Failed looks are gaps, never errors.
 */
export function createReleaseGraph(ports: GraphPorts): ReleaseGraph {
  const recall = new Recall();
  const graph: ReleaseGraph = {
    async assemble(releases, ask) {
      const stored = await ports.releases.links(releases.map(({ key }) => key));
      const recalled = new Map(releases.flatMap(({ key }) => recall.of(key, stored.get(key) ?? [], ask.maxAgeMs, ports.clock.now())));
      const fresh = releases.filter(({ key }) => !recalled.has(key));
      const assembled = fresh.length === 0 ? new Map<string, Assembly>() : await assembleFresh(ports, fresh, stored, ask);
      for (const [key, assembly] of assembled) recall.keep(key, assembly, ports.clock.now());
      return new Map([...recalled, ...assembled]);
    },
    assembleApart: (release, ask) => assembleApart(ports, release, ask, graph),
  };
  return graph;
}

async function assembleFresh(ports: GraphPorts, releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>, ask: Ask): Promise<ReadonlyMap<string, Assembly>> {
  const now = instant(ports.clock.now());
  const discoveries = await discover(ports, releases, stored, ask);
  const drawn = releases.map(({ key }, index) => {
    const discovery = discoveries[index] ?? joined([]);
    return { releaseKey: key, stored: stored.get(key) ?? [], ...discovery };
  });
  const toAdd = drawn.flatMap((one) => linksToAdd(one, now));
  const added = toAdd.length === 0 ? [] : await ports.releases.addLinks(toAdd);
  return new Map(drawn.map((one) => [one.releaseKey, { gaps: one.gaps, links: standingLinks(one, added.filter((link) => link.releaseKey === one.releaseKey), now) }]));
}

/** Asks all tools at once; what one answers is never waited for by another's questions. */
async function discover(ports: GraphPorts, releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>, ask: Ask): Promise<readonly Discovery[]> {
  const search = new Search(ports.records, ask, instant(ports.clock.now()));
  const environments = ports.catalogue.environments.map(({ name }) => name);
  const [changes, others] = await Promise.all([
    discoverChanges(search, releases, stored, environments),
    Promise.all(releases.map((release) => discoverRest(ports, search, release, stored.get(release.key) ?? []))),
  ]);
  return releases.map((release, index) => joined([changes.get(release.key) ?? joined([]), others[index] ?? joined([])]));
}

async function discoverRest({ catalogue }: GraphPorts, search: Search, release: Release, stored: readonly Link[]): Promise<Discovery> {
  const service = catalogue.service(release.serviceKey);
  const [pack, planned] = await Promise.all([discoverPackage(search, release, service, stored), findPlannedWork(search, release, service, stored)]);
  return joined([declaredByConfiguration(service), pack, await discoverWorkItems(search, release, service, stored, planned, pack.workItemKeys)]);
}
