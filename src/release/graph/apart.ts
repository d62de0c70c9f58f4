import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Assembly, ReleaseGraph } from '../../domain/ports/release-graph.ts';
import type { Link, LinkRelation, Release } from '../../domain/release.ts';
import { discoverChanges } from './changes.ts';
import { declaredByConfiguration } from './declared.ts';
import { joined, type Discovery } from './draft.ts';
import { discoverPackage } from './package.ts';
import type { GraphPorts } from './ports.ts';
import { Search } from './search.ts';
import { linksToAdd, standingLinks } from './settle.ts';
import { discoverWorkItems, findPlannedWork } from './work-items.ts';

const nothing: Assembly = { links: [], gaps: [] };

/** See ReleaseGraph.assembleApart. For those who take copies the whole assembly is at hand as a rule: they are given parts of it. */
export function assembleApart(ports: GraphPorts, release: Release, ask: Ask, graph: Pick<ReleaseGraph, 'assemble'>): ReturnType<ReleaseGraph['assembleApart']> {
  const parts = new Map<LinkRelation, Promise<Assembly>>();
  const whole = once(() => graph.assemble([release], ask));
  const looks = partsOf(ports, release, ask);
  const part = ask.maxAgeMs > 0
    ? async (relation: LinkRelation): Promise<Assembly> => only((await whole()).get(release.key) ?? nothing, relation)
    : (relation: LinkRelation): Promise<Assembly> => settled(ports, release, relation, looks);
  return (relation) => {
    const begun = parts.get(relation) ?? part(relation);
    parts.set(relation, begun);
    return begun;
  };
}

interface Looks {
  readonly stored: () => Promise<readonly Link[]>;
  readonly of: (relation: LinkRelation) => Promise<Discovery>;
}

/** What is asked for which relation: the change tools tell changes and items, the library artifacts, library and work tools the work. */
function partsOf({ releases, records, catalogue, clock }: GraphPorts, release: Release, ask: Ask): Looks {
  const search = new Search(records, ask, instant(clock.now()));
  const service = catalogue.service(release.serviceKey);
  const stored = once(async () => (await releases.links([release.key])).get(release.key) ?? []);
  const changes = once(async () => (await discoverChanges(search, [release], new Map([[release.key, await stored()]]), catalogue.environments.map(({ name }) => name))).get(release.key) ?? joined([]));
  const pack = once(async () => discoverPackage(search, release, service, await stored()));
  const work = once(async () => {
    const planned = stored().then((links) => findPlannedWork(search, release, service, links));
    const [links, found, { workItemKeys }] = await Promise.all([stored(), planned, pack()]);
    return discoverWorkItems(search, release, service, links, found, workItemKeys);
  });
  const of = async (relation: LinkRelation): Promise<Discovery> => {
    const declared = declaredByConfiguration(service);
    switch (relation) {
      case 'CHANGE': return changes();
      case 'CONFIGURATION_ITEM': return joined([declared, await changes()]);
      case 'ARTIFACT': return pack();
      case 'WORK_ITEM': return joined(await Promise.all([pack(), work()]));
      default: return declared;
    }
  };
  return { stored, of };
}

async function settled({ releases, clock }: GraphPorts, release: Release, relation: LinkRelation, looks: Looks): Promise<Assembly> {
  const [stored, discovery] = await Promise.all([looks.stored(), looks.of(relation)]);
  const now = instant(clock.now());
  const drawn = {
    releaseKey: release.key, dropped: discovery.dropped,
    stored: stored.filter((link) => link.relation === relation), drafts: discovery.drafts.filter((draft) => draft.relation === relation),
  };
  const toAdd = linksToAdd(drawn, now);
  const added = toAdd.length === 0 ? [] : await releases.addLinks(toAdd);
  return { links: standingLinks(drawn, added, now), gaps: discovery.gaps.filter((gap) => gap.relation === relation) };
}

function only({ links, gaps }: Assembly, relation: LinkRelation): Assembly {
  return { links: links.filter((link) => link.relation === relation), gaps: gaps.filter((gap) => gap.relation === relation) };
}

function once<T>(begin: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => (begun ??= begin());
}
