import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Assembly, ReleaseGraph } from '../../domain/ports/release-graph.ts';
import { linkRelations, type Link, type LinkRelation, type Release } from '../../domain/release.ts';
import { isGlance } from './glance.ts';
import { lookForAll, packagesOf, type Looks } from './look.ts';
import type { GraphPorts } from './ports.ts';
import { Recall } from './recall.ts';
import { linksToAdd, standingLinks } from './settle.ts';

export type { GraphPorts };

type Assemblies = ReadonlyMap<string, Assembly>;
/** All relations, looked for at once; each comes when it comes. */
type Parts = ReadonlyMap<LinkRelation, Promise<Assemblies>>;

/** Assemblies remembered: whole ones, and those of a glance, which answer glances only. */
interface Recalls {
  readonly whole: Recall;
  readonly glance: Recall;
}

const nothing: Assembly = { links: [], gaps: [] };

/**
 * What belongs together: the links that people declared, and those that discovery finds by asking, which are written
 * down so that a tool's later silence takes nothing away. Failed looks are gaps, never errors.
 */
export function createReleaseGraph(ports: GraphPorts): ReleaseGraph {
  const recall = { whole: new Recall(), glance: new Recall() };
  return {
    async assemble(releases, ask) {
      return whole(releases, await begin(ports, recall, releases, ask, kept(ports)));
    },
    assembleApart(releases, ask, stored = kept(ports)) {
      let parts: Promise<Parts> | undefined;
      return async (relation) => {
        parts ??= begin(ports, recall, releases, ask, stored);
        return (await parts).get(relation) ?? new Map<string, Assembly>();
      };
    },
  };
}

type Kept = (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly Link[]>>;

function kept(ports: GraphPorts): Kept {
  return (keys) => ports.releases.links(keys);
}

async function begin(ports: GraphPorts, recall: Recalls, releases: readonly Release[], ask: Ask, keptLinks: Kept): Promise<Parts> {
  const stored = await keptLinks(releases.map(({ key }) => key));
  const isGlanceAt = (some: readonly Release[]): boolean => isGlance(packagesOf(ports.catalogue, some, stored), ask);
  const recalledFrom = (from: Recall, some: readonly Release[]) => some.flatMap(({ key }) => from.of(key, stored.get(key) ?? [], ask.maxAgeMs, ports.clock.now()));
  const recalled = new Map(recalledFrom(recall.whole, releases));
  const forgotten = releases.filter(({ key }) => !recalled.has(key));
  for (const [key, assembly] of isGlanceAt(forgotten) ? recalledFrom(recall.glance, forgotten) : []) recalled.set(key, assembly);
  const fresh = releases.filter(({ key }) => !recalled.has(key));
  const looks = lookForAll(ports, fresh, stored, ask);
  const unwritten = new Set<string>();
  const parts = new Map(linkRelations.map((relation) => [relation, settled(ports, fresh, stored, relation, looks, unwritten).then((its): Assemblies => new Map([...[...recalled].map(([key, assembly]) => [key, only(assembly, relation)] as const), ...its]))]));
  // Whoever asked for a part hears of its failure; here only what is whole is of use.
  const remembering = isGlanceAt(fresh) ? recall.glance : recall.whole;
  void whole(fresh, parts).then((assemblies) => { for (const [key, assembly] of assemblies) remembering.keep(key, assembly, unwritten, ports.clock.now()); }, () => undefined);
  return parts;
}

/** Writes down what a look for one relation found, and answers what stands then. */
async function settled(ports: GraphPorts, releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>, relation: LinkRelation, looks: Looks, unwritten: Set<string>): Promise<Assemblies> {
  const drawn = await Promise.all(releases.map(async (release) => {
    const { drafts, gaps, dropped } = await looks(relation, release);
    const isOwn = (one: { readonly relation: LinkRelation }): boolean => one.relation === relation;
    return { releaseKey: release.key, stored: (stored.get(release.key) ?? []).filter(isOwn), drafts: drafts.filter(isOwn), gaps: gaps.filter(isOwn), dropped };
  }));
  const now = instant(ports.clock.now());
  const toAdd = drawn.flatMap((one) => linksToAdd(one, now));
  const added = toAdd.length === 0 ? [] : await ports.releases.addLinks(toAdd);
  const written = new Set([...drawn.flatMap((one) => one.stored), ...added].map(({ id }) => id));
  const perRelease = Map.groupBy(added, ({ releaseKey }) => releaseKey);
  return new Map(drawn.map((one) => {
    const links = standingLinks(one, perRelease.get(one.releaseKey) ?? [], now);
    for (const { id } of links) if (!written.has(id)) unwritten.add(id);
    return [one.releaseKey, { gaps: one.gaps, links }];
  }));
}

async function whole(releases: readonly Release[], parts: Parts): Promise<Assemblies> {
  const all = await Promise.all(parts.values());
  return new Map(releases.map(({ key }) => {
    const its = all.map((part) => part.get(key) ?? nothing);
    return [key, { links: its.flatMap(({ links }) => links), gaps: its.flatMap(({ gaps }) => gaps) }];
  }));
}

/** An assembly's part of one relation; the same one each time, of an assembly that is remembered. */
function only(assembly: Assembly, relation: LinkRelation): Assembly {
  const known = partsOf.get(assembly) ?? new Map<LinkRelation, Assembly>();
  const part = known.get(relation) ?? { links: assembly.links.filter((link) => link.relation === relation), gaps: assembly.gaps.filter((gap) => gap.relation === relation) };
  partsOf.set(assembly, known.set(relation, part));
  return part;
}

const partsOf = new WeakMap<Assembly, Map<LinkRelation, Assembly>>();
