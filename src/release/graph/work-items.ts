import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import { formatReference, readReference, type Reference } from '../../domain/reference.ts';
import { isJudged, type Link, type Release } from '../../domain/release.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import type { Discovery, Draft } from './draft.ts';
import type { Packaged } from './package.ts';
import { rules } from './rules.ts';
import type { Finds, Look, Search } from './search.ts';

/** A version whose work belongs to the release: of the service's declared project, or of a declared version reference. */
interface PlannedVersion {
  readonly connection: string;
  readonly project: string;
  readonly version: string;
}

/** What a search for planned work found, and for which versions it was asked. */
export interface PlannedWork extends Finds<WorkItem> {
  readonly versions: readonly PlannedVersion[];
}

/** A release whose work is looked for: what was found planned, and the keys that its builds list. */
export interface Worked extends Packaged {
  readonly planned: PlannedWork;
  readonly builtKeys: readonly string[];
}

const fixVersion: Look = { rule: rules.fixVersion, relations: ['WORK_ITEM'] };

/** Finds the work planned for the releases' versions, one question for all versions of a project. */
export async function findPlannedWork(search: Search, releases: readonly Packaged[]): Promise<(release: Release) => PlannedWork> {
  const planned = new Map(releases.map(({ release, service, stored }) => [release.key, versionsOf(release, service, stored)]));
  const projects = Map.groupBy([...planned.values()].flat(), projectOf);
  const found = new Map(await Promise.all([...projects].map(async ([project, versions]) => [project, await findVersions(search, versions)] as const)));
  return ({ key }) => {
    const versions = planned.get(key) ?? [];
    const finds = versions.map((version) => findOf(found.get(projectOf(version)), version));
    return { versions, records: finds.flatMap(({ records }) => records), gaps: finds.flatMap(({ gaps }) => gaps) };
  };
}

function projectOf({ connection, project }: PlannedVersion): string {
  return JSON.stringify([connection, project]);
}

async function findVersions(search: Search, versions: readonly PlannedVersion[]): Promise<Finds<WorkItem>> {
  const [first] = versions;
  if (first === undefined) return { records: [], gaps: [] };
  const names = [...new Set(versions.map(({ version }) => version))];
  return search.find('work-items.ofVersions', { project: first.project, versions: names }, { ...fixVersion, connections: [first.connection] });
}

/** A row that says it is planned for other versions only was not asked for, and is not believed. */
function findOf(found: Finds<WorkItem> | undefined, { version }: PlannedVersion): Finds<WorkItem> {
  return { records: (found?.records ?? []).filter(({ fixVersions }) => fixVersions?.includes(version) !== false), gaps: found?.gaps ?? [] };
}

function versionsOf(release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[]): readonly PlannedVersion[] {
  return [...(service?.workItems == null ? [] : [{ ...service.workItems, version: release.version }]), ...stored.filter(isJudged).flatMap(declaredVersion)];
}

function declaredVersion({ reference, relation }: Link): readonly PlannedVersion[] {
  const parts = readReference(reference);
  if (relation !== 'WORK_ITEM' || parts?.kind !== 'version') return [];
  const slash = parts.key.indexOf('/');
  return [{ connection: parts.connection, project: parts.key.slice(0, slash), version: parts.key.slice(slash + 1) }];
}

/**
 * Draws the edges to work items: those planned for the version, and those that the builds list. One that was planned
 * before and is not found now is read: only it can say that it is planned for other versions. One that says it is
 * planned for this version, and is not found, shows that the search is not whole (an index that lags, a filter). What is
 * to be read for all releases is read in one question.
 */
export async function discoverWorkItems(search: Search, works: readonly Worked[]): Promise<ReadonlyMap<string, Discovery>> {
  const looks = works.map((work) => ({ work, ...toBeRead(search, work, draftsOf(search, work)) }));
  const readings = await search.read('work-item', looks.flatMap(({ missing, doubtful }) => [...missing.map(({ reference }) => reference), ...doubtful]));
  return new Map(looks.map(({ work: { release, planned }, drafts, missing, doubtful }): [string, Discovery] => [release.key, {
    drafts, gaps: [...planned.gaps, ...leftOut(search, planned, doubtful.map((reference) => readings.get(reference)))], dropped: refuted(release, missing, readings),
  }]));
}

function draftsOf(search: Search, { service, planned, builtKeys }: Worked): readonly Draft[] {
  const connection = service?.workItems?.connection;
  return [
    ...planned.records.map((item): Draft => ({ relation: 'WORK_ITEM', reference: item.source.reference, identity: item.id, environment: null, origin: 'DISCOVERED', by: rules.fixVersion, isSettled: true })),
    ...(connection === undefined || !search.isProduction(connection) ? [] : builtKeys.map((key) => workOfBuild(connection, key))),
  ];
}

/** What was linked by its version and was not found now, and whether what was not found should have been. */
function toBeRead(search: Search, { stored, planned }: Worked, drafts: readonly Draft[]): { readonly drafts: readonly Draft[]; readonly missing: readonly Link[]; readonly doubtful: readonly Reference[] } {
  const drawn = new Set(drafts.flatMap(({ reference, identity }) => [reference, identity ?? reference]));
  const linked = stored.filter((link) => isJudged(link) && link.relation === 'WORK_ITEM');
  const missing = linked.filter((link) => link.by === rules.fixVersion && link.origin === 'DISCOVERED' && !drawn.has(link.reference) && !drawn.has(link.identity ?? ''));
  return { drafts, missing, doubtful: search.isLive && planned.gaps.length === 0 ? unfound([...linked, ...drafts], planned) : [] };
}

/** Work of the planned projects, linked or drawn, that the search did not find. */
function unfound(edges: readonly Pick<Link, 'reference' | 'identity'>[], { records, versions }: PlannedWork): readonly Reference[] {
  const found = new Set(records.flatMap(({ id, source }) => [id, source.reference]));
  const isOfProject = (reference: string): boolean => versions.some(({ connection, project }) => reference.startsWith(formatReference(connection, 'work-item', `${project}-`)));
  return [...new Set(edges.filter(({ reference, identity }) => !found.has(reference) && !found.has(identity ?? '') && isOfProject(reference)).map(({ reference }) => reference))];
}

function leftOut(search: Search, { versions }: PlannedWork, readings: readonly (Reading<WorkItem> | undefined)[]): readonly DiscoveryGap[] {
  const items = readings.flatMap((reading) => (reading?.state === 'found' && reading.problem === null ? [reading.value] : []));
  return versions.flatMap(({ connection, project, version }) => {
    const item = items.find(({ key, source, fixVersions }) => source.connection === connection && key.startsWith(`${project}-`) && fixVersions?.includes(version) === true);
    return item === undefined ? [] : search.gap(connection, fixVersion, search.problem('UNEXPECTED_ANSWER', `its search leaves out ${item.key}, which is planned for ${version}`));
  });
}

function workOfBuild(connection: string, key: string): Draft {
  return { relation: 'WORK_ITEM', reference: formatReference(connection, 'work-item', key), identity: null, environment: null, origin: 'DISCOVERED', by: rules.workOfBuild, isSettled: true };
}

function refuted({ version }: Release, links: readonly Link[], readings: ReadonlyMap<string, Reading<WorkItem>>): ReadonlySet<string> {
  return new Set(links.filter(({ reference }) => {
    const reading = readings.get(reference);
    return reading?.state === 'found' && reading.problem === null && reading.value.fixVersions?.includes(version) === false;
  }).map(({ id }) => id));
}
