import type { Artifact } from '../../domain/artifact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { BuildArtifacts } from '../../domain/record.ts';
import { readReference } from '../../domain/reference.ts';
import { isJudged, type Link } from '../../domain/release.ts';
import { joined, type Draft } from './draft.ts';
import { declaredOf, splitKey, type PackageDiscovery, type Packaged } from './package.ts';
import { rules, type Rule } from './rules.ts';
import type { Finds, Look, Search } from './search.ts';

/** More builds than this are not read for a page: no library has a bulk read of them. */
const mostBuildsRead = 20;

/** What a release's package is made of, as far as it can be asked for without reading a build. */
interface Labelled {
  readonly key: string;
  readonly connection: string;
  readonly ask: BuildArtifacts;
  readonly rule: Rule;
}

/** Is this a look at so many packages that their builds cannot be read one by one? Never when live. */
export function isGlance(packages: readonly Packaged[], { purpose, maxAgeMs }: Ask): boolean {
  return purpose === 'page' && maxAgeMs > 0 && packages.reduce((sum, one) => sum + buildsOf(one), 0) > mostBuildsRead;
}

function buildsOf(one: Packaged): number {
  const declared = declaredOf(one, 'build').length;
  return declared > 0 || declaredOf(one, 'bundle').length > 0 || one.service?.artifacts == null ? declared : 1;
}

/**
 * The packages of very many releases, for a board: the artifacts that stand linked since their builds were read, and for
 * a release whose builds nobody has read yet, the files labelled with them, a few questions for all. Labels are less than
 * what a build itself lists, so nothing of it is written down; the release's own page, its seal and every judgement read
 * the builds. Work that only a build lists is not seen at a glance, unless it is linked already.
 */
export async function glanceAtPackages(search: Search, packages: readonly Packaged[]): Promise<ReadonlyMap<string, PackageDiscovery>> {
  const labelled = packages.filter((one) => !isKnown(one)).flatMap((one) => labelsOf(one));
  const perConnection = Map.groupBy(labelled, ({ connection }) => connection);
  const found = new Map(await Promise.all([...perConnection].map(async ([connection, its]) =>
    [connection, await search.find('artifacts.ofBuilds', { builds: its.flatMap(({ ask }) => ask.builds), versions: its.flatMap(({ ask }) => ask.versions) }, lookIn(connection))] as const)));
  return new Map(packages.map(({ release: { key } }) => {
    const looks = labelled.filter((one) => one.key === key).map((one) => drawn(search, one, found.get(one.connection) ?? { records: [], gaps: [] }));
    return [key, { ...joined(looks), workItemKeys: [] }];
  }));
}

/** Its builds have been read before, and what they list is linked: no build was declared since. */
function isKnown({ stored }: Packaged): boolean {
  const found = newest(stored, ({ origin }) => origin === 'DISCOVERED');
  return found !== undefined && found >= (newest(stored, ({ origin, reference }) => origin === 'DECLARED' && readReference(reference)?.kind !== 'artifact') ?? '');
}

function newest(stored: readonly Link[], is: (link: Link) => boolean): Instant | undefined {
  return stored.filter((link) => link.relation === 'ARTIFACT' && isJudged(link) && is(link)).map(({ linkedAt }) => linkedAt).toSorted().at(-1);
}

function labelsOf(one: Packaged): readonly Labelled[] {
  const { release: { key, version }, service } = one;
  const declared = declaredOf(one, 'build').map((reference): Labelled => {
    const [name, number] = splitKey(reference);
    return { key, connection: readReference(reference)?.connection ?? '', ask: { builds: [{ name, number }], versions: [] }, rule: rules.build };
  });
  if (buildsOf(one) === declared.length || service?.artifacts == null) return declared;
  return [{ key, connection: service.artifacts.connection, ask: { builds: [], versions: [{ name: service.artifacts.build, version }] }, rule: rules.buildOfVersion }];
}

function lookIn(connection: string): Look {
  return { rule: rules.build, relations: ['ARTIFACT'], connections: [connection] };
}

function drawn(search: Search, { connection, ask, rule }: Labelled, { records, gaps }: Finds<Artifact>) {
  const own = records.filter((artifact) => artifact.source.connection === connection && isLabelled(artifact, ask));
  const drafts = own.map((artifact): Draft => ({ relation: 'ARTIFACT', reference: artifact.source.reference, identity: artifact.id, environment: null, origin: 'DISCOVERED', by: rule, isSettled: false }));
  const empty = rule === rules.build && own.length === 0 && gaps.length === 0 ? search.gap(connection, lookIn(connection), search.problem('NOT_FOUND', 'no file is labelled with the build')) : [];
  return { drafts, gaps: [...gaps, ...empty], dropped: new Set<string>() };
}

function isLabelled({ buildName, buildNumber, path }: Artifact, { builds, versions }: BuildArtifacts): boolean {
  return builds.some(({ name, number }) => name === buildName && number === buildNumber) || versions.some(({ name, version }) => name === buildName && path.split('/').includes(version));
}
