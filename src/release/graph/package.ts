import type { Artifact, Build } from '../../domain/artifact.ts';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Reading } from '../../domain/ports/records.ts';
import { readReference, type Reference } from '../../domain/reference.ts';
import { isJudged, type Link, type Release } from '../../domain/release.ts';
import type { SourceProblem } from '../../domain/source.ts';
import type { Discovery, Draft } from './draft.ts';
import { findListed } from './listed.ts';
import { rules, type Rule } from './rules.ts';
import type { Finds, Look, Search } from './search.ts';

/** What the package of a release holds by its builds and bundles, and the keys of the work that went into them. */
export interface PackageDiscovery extends Discovery {
  readonly workItemKeys: readonly string[];
}

/** A release whose package is looked for, with what configuration and links say of it. */
export interface Packaged {
  readonly release: Release;
  readonly service: ServiceDeclaration | undefined;
  readonly stored: readonly Link[];
}

/** The builds of one release: declared ones, or those found for its version. */
interface Builds {
  readonly declared: readonly Reference[];
  readonly ofVersion: Finds<Build>;
}

const none: Finds<never> = { records: [], gaps: [] };
const inBuild: Look = { rule: rules.build, relations: ['ARTIFACT'] };
const workInBuild: Look = { rule: rules.workOfBuild, relations: ['WORK_ITEM'] };

/**
 * The packages of releases. Declared builds and bundles say what is in one; only where there are none are the builds of
 * the version looked for. Builds are read in one question, and what they list in another.
 */
export async function discoverPackages(search: Search, packages: readonly Packaged[]): Promise<ReadonlyMap<string, PackageDiscovery>> {
  const declared = packages.flatMap((one) => declaredOf(one, 'build'));
  const [readings, each] = await Promise.all([search.read('build', declared), Promise.all(packages.map(async (one) => ({ one, builds: await buildsOf(search, one), bundles: await bundlesOf(search, one) })))]);
  const known = [...readings.values()].flatMap((reading) => (reading.state === 'found' && search.isProduction(reading.value.source.connection) ? [reading.value] : []));
  const listed = await findListed(search, [...known, ...each.flatMap(({ builds }) => builds.ofVersion.records)]);
  return new Map(each.map(({ one, builds, bundles }) => [one.release.key, joined([
    ...builds.declared.map((reference) => declaredBuild(search, reference, readings.get(reference), listed)),
    ...bundles,
    versionBuilds(builds.ofVersion, listed),
  ])]));
}

/** The builds or bundles that people declared of a release. */
export function declaredOf({ stored }: Packaged, kind: 'build' | 'bundle'): readonly Reference[] {
  return stored.filter((link) => link.relation === 'ARTIFACT' && isJudged(link) && readReference(link.reference)?.kind === kind).map(({ reference }) => reference);
}

/** Every build of the version counts: a second one under the same version is something to be seen, not to be chosen from. */
async function buildsOf(search: Search, one: Packaged): Promise<Builds> {
  const declared = declaredOf(one, 'build');
  const library = one.service?.artifacts ?? null;
  if (library === null || declared.length + declaredOf(one, 'bundle').length > 0) return { declared, ofVersion: none };
  const look: Look = { rule: rules.buildOfVersion, relations: ['ARTIFACT', 'WORK_ITEM'], connections: [library.connection] };
  return { declared, ofVersion: await search.find('builds.ofVersion', { name: library.build, version: one.release.version }, look) };
}

function declaredBuild(search: Search, reference: Reference, reading: Reading<Build> | undefined, listed: (build: Build) => Finds<Artifact>): PackageDiscovery {
  const connection = readReference(reference)?.connection ?? '';
  const build = reading?.state === 'found' ? reading.value : null;
  const problem = problemOf(search, reference, reading);
  const isOurs = build !== null && search.isProduction(connection);
  const drawn = drawnFrom(search, connection, isOurs ? listed(build) : none, problem === null ? inBuild : null, reference);
  return {
    ...drawn,
    workItemKeys: isOurs ? build.workItemKeys : [],
    gaps: [...drawn.gaps, ...(problem === null ? [] : [...search.gap(connection, workInBuild, problem), ...search.gap(connection, inBuild, problem)])],
  };
}

function problemOf(search: Search, reference: Reference, reading: Reading<Build> | undefined): SourceProblem | null {
  if (reading?.state === 'found' || reading?.state === 'unreadable') return reading.problem;
  return search.problem('NOT_FOUND', `${reference} could not be read`);
}

function versionBuilds({ records, gaps }: Finds<Build>, listed: (build: Build) => Finds<Artifact>): PackageDiscovery {
  const found = records.map(listed);
  return {
    drafts: found.flatMap((one) => one.records).map((artifact) => draftOf(artifact, rules.buildOfVersion)),
    gaps: [...gaps, ...found.flatMap((one) => one.gaps)],
    workItemKeys: records.flatMap((build) => build.workItemKeys),
    dropped: new Set(),
  };
}

async function bundlesOf(search: Search, one: Packaged): Promise<readonly PackageDiscovery[]> {
  return Promise.all(declaredOf(one, 'bundle').map(async (reference): Promise<PackageDiscovery> => {
    const [name, version] = splitKey(reference);
    const connection = readReference(reference)?.connection ?? '';
    const look: Look = { rule: rules.bundle, relations: ['ARTIFACT'], connections: [connection] };
    return { ...drawnFrom(search, connection, await search.find('artifacts.ofBundle', { name, version }, look), look, `${name}/${version}`), workItemKeys: [] };
  }));
}

/** A declared build or bundle that holds nothing is not an empty one: somebody said that it is in the package. No look: the reason is known already. */
function drawnFrom(search: Search, connection: string, { records, gaps }: Finds<Artifact>, look: Look | null, what: string): Discovery {
  const empty = look !== null && records.length === 0 && gaps.length === 0 ? search.gap(connection, look, search.problem('NOT_FOUND', `no artifacts of ${what}`)) : [];
  return { drafts: records.map((artifact) => draftOf(artifact, look?.rule ?? rules.build)), gaps: [...gaps, ...empty], dropped: new Set() };
}

function draftOf(artifact: Artifact, by: Rule): Draft {
  return { relation: 'ARTIFACT', reference: artifact.source.reference, identity: artifact.id, environment: null, origin: 'DISCOVERED', by, isSettled: true };
}

function joined(looks: readonly PackageDiscovery[]): PackageDiscovery {
  return {
    drafts: looks.flatMap(({ drafts }) => drafts), gaps: looks.flatMap(({ gaps }) => gaps), dropped: new Set(),
    workItemKeys: [...new Set(looks.flatMap(({ workItemKeys }) => workItemKeys))],
  };
}

/** name/version, name/number: names may hold slashes, what follows the last one does not. */
export function splitKey(reference: Reference): readonly [string, string] {
  const key = readReference(reference)?.key ?? '';
  const slash = key.lastIndexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
