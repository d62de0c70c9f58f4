import type { Artifact, Build } from '../../domain/artifact.ts';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import { readReference, type ReferenceParts } from '../../domain/reference.ts';
import { isJudged, type Link, type Release } from '../../domain/release.ts';
import type { Discovery, Draft } from './draft.ts';
import { rules, type Rule } from './rules.ts';
import type { Finds, Look, Search } from './search.ts';

/** What the package of a release holds by its builds and bundles, and the keys of the work that went into them. */
export interface PackageDiscovery extends Discovery {
  readonly workItemKeys: readonly string[];
}

/** Declared builds and bundles say what is in the package; only when there are none is the build of the version looked for. */
export async function discoverPackage(search: Search, release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[]): Promise<PackageDiscovery> {
  const declared = stored.filter((link) => link.relation === 'ARTIFACT' && isJudged(link)).map(({ reference }) => ({ reference, parts: readReference(reference) }));
  const builds = declared.filter(({ parts }) => parts?.kind === 'build');
  const bundles = declared.filter(({ parts }) => parts?.kind === 'bundle');
  const looks = await Promise.all([
    ...builds.map(({ reference, parts }) => declaredBuild(search, reference, parts)),
    ...bundles.map(({ parts }) => declaredBundle(search, parts)),
    ...(builds.length + bundles.length === 0 && service?.artifacts != null ? [buildsOfVersion(search, release, service.artifacts)] : []),
  ]);
  return {
    drafts: looks.flatMap(({ drafts }) => drafts), gaps: looks.flatMap(({ gaps }) => gaps), dropped: new Set(),
    workItemKeys: [...new Set(looks.flatMap(({ workItemKeys }) => workItemKeys))],
  };
}

async function declaredBuild(search: Search, reference: string, parts: ReferenceParts | null): Promise<PackageDiscovery> {
  const [name, number] = split(parts);
  const connection = parts?.connection ?? '';
  const [found, readings] = await Promise.all([artifactsOf(search, connection, name, number), search.read('build', [reference])]);
  const build = readings.get(reference);
  const work: Look = { rule: rules.workOfBuild, relations: ['WORK_ITEM'] };
  const unread = build?.state === 'found' && build.problem === null ? [] : search.gap(connection, work, build?.state === 'unreadable' ? build.problem : search.problem('NOT_FOUND', `${reference} could not be read`));
  return {
    ...drawn(search, connection, found, { rule: rules.build, relations: ['ARTIFACT'] }, reference),
    workItemKeys: build?.state === 'found' && search.isProduction(connection) ? build.value.workItemKeys : [],
    gaps: [...drawn(search, connection, found, { rule: rules.build, relations: ['ARTIFACT'] }, reference).gaps, ...unread],
  };
}

async function declaredBundle(search: Search, parts: ReferenceParts | null): Promise<PackageDiscovery> {
  const [name, version] = split(parts);
  const connection = parts?.connection ?? '';
  const look: Look = { rule: rules.bundle, relations: ['ARTIFACT'], connections: [connection] };
  return { ...drawn(search, connection, await search.find('artifacts.ofBundle', { name, version }, look), look, `${name}/${version}`), workItemKeys: [] };
}

/** Every build of the version counts: a second one under the same version is something to be seen, not to be chosen from. */
async function buildsOfVersion(search: Search, release: Release, { connection, build }: NonNullable<ServiceDeclaration['artifacts']>): Promise<PackageDiscovery> {
  const look: Look = { rule: rules.buildOfVersion, relations: ['ARTIFACT', 'WORK_ITEM'], connections: [connection] };
  const builds = await search.find('builds.ofVersion', { name: build, version: release.version }, look);
  const found = await Promise.all(builds.records.map(({ name, number }) => artifactsOf(search, connection, name, number)));
  return {
    drafts: found.flatMap(({ records }) => records).map((artifact) => draftOf(artifact, rules.buildOfVersion)),
    gaps: [...builds.gaps, ...found.flatMap(({ gaps }) => gaps)],
    workItemKeys: builds.records.flatMap((one: Build) => one.workItemKeys),
    dropped: new Set(),
  };
}

function artifactsOf(search: Search, connection: string, name: string, number: string): Promise<Finds<Artifact>> {
  return search.find('artifacts.ofBuild', { name, number }, { rule: rules.build, relations: ['ARTIFACT'], connections: [connection] });
}

/** A declared build or bundle that holds nothing is not an empty one: somebody said that it is in the package. */
function drawn(search: Search, connection: string, found: Finds<Artifact>, look: Look, what: string): Discovery {
  const empty = found.records.length === 0 && found.gaps.length === 0 ? search.gap(connection, look, search.problem('NOT_FOUND', `no artifacts of ${what}`)) : [];
  return { drafts: found.records.map((artifact) => draftOf(artifact, look.rule)), gaps: [...found.gaps, ...empty], dropped: new Set() };
}

function draftOf(artifact: Artifact, by: Rule): Draft {
  return { relation: 'ARTIFACT', reference: artifact.source.reference, identity: artifact.id, environment: null, origin: 'DISCOVERED', by, isSettled: true };
}

/** name/number, name/version: names may hold slashes, what follows the last one does not. */
function split(parts: ReferenceParts | null): readonly [string, string] {
  const key = parts?.key ?? '';
  const slash = key.lastIndexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
