import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import { formatReference, readReference } from '../../domain/reference.ts';
import { isJudged, type Link, type Release } from '../../domain/release.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import type { Discovery, Draft } from './draft.ts';
import { rules } from './rules.ts';
import type { Finds, Search } from './search.ts';

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

/** Finds the work planned for the release's version. */
export async function findPlannedWork(search: Search, release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[]): Promise<PlannedWork> {
  const versions = [...(service?.workItems == null ? [] : [{ ...service.workItems, version: release.version }]), ...stored.filter(isJudged).flatMap(declaredVersion)];
  const found = await Promise.all(versions.map((planned) => findVersion(search, planned)));
  return { versions, records: found.flatMap(({ records }) => records), gaps: found.flatMap(({ gaps }) => gaps) };
}

/** A row that says it is planned for other versions only was not asked for, and is not believed. */
async function findVersion(search: Search, { connection, project, version }: PlannedVersion): Promise<Finds<WorkItem>> {
  const found = await search.find('work-items.ofVersion', { project, version }, { rule: rules.fixVersion, relations: ['WORK_ITEM'], connections: [connection] });
  return { ...found, records: found.records.filter(({ fixVersions }) => fixVersions?.includes(version) !== false) };
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
 * planned for this version, and is not found, shows that the search is not whole (an index that lags, a filter).
 */
export async function discoverWorkItems(search: Search, release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[], planned: PlannedWork, builtKeys: readonly string[]): Promise<Discovery> {
  const connection = service?.workItems?.connection;
  const drafts = [
    ...planned.records.map((item): Draft => ({ relation: 'WORK_ITEM', reference: item.source.reference, identity: item.id, environment: null, origin: 'DISCOVERED', by: rules.fixVersion, isSettled: true })),
    ...(connection === undefined || !search.isProduction(connection) ? [] : builtKeys.map((key) => workOfBuild(connection, key))),
  ];
  const drawn = new Set(drafts.flatMap(({ reference, identity }) => [reference, identity ?? reference]));
  const linked = stored.filter((link) => isJudged(link) && link.relation === 'WORK_ITEM');
  const missing = linked.filter((link) => link.by === rules.fixVersion && link.origin === 'DISCOVERED' && !drawn.has(link.reference) && !drawn.has(link.identity ?? ''));
  const doubtful = search.isLive && planned.gaps.length === 0 ? unfound([...linked, ...drafts], planned) : [];
  const readings = await search.read('work-item', [...missing.map(({ reference }) => reference), ...doubtful]);
  return { drafts, gaps: [...planned.gaps, ...leftOut(search, planned, doubtful.map((reference) => readings.get(reference)))], dropped: refuted(release, missing, readings) };
}

/** Work of the planned projects, linked or drawn, that the search did not find. */
function unfound(edges: readonly Pick<Link, 'reference' | 'identity'>[], { records, versions }: PlannedWork): readonly string[] {
  const found = new Set(records.flatMap(({ id, source }) => [id, source.reference]));
  const isOfProject = (reference: string): boolean => versions.some(({ connection, project }) => reference.startsWith(formatReference(connection, 'work-item', `${project}-`)));
  return [...new Set(edges.filter(({ reference, identity }) => !found.has(reference) && !found.has(identity ?? '') && isOfProject(reference)).map(({ reference }) => reference))];
}

function leftOut(search: Search, { versions }: PlannedWork, readings: readonly (Reading<WorkItem> | undefined)[]): readonly DiscoveryGap[] {
  const items = readings.flatMap((reading) => (reading?.state === 'found' && reading.problem === null ? [reading.value] : []));
  return versions.flatMap(({ connection, project, version }) => {
    const item = items.find(({ key, source, fixVersions }) => source.connection === connection && key.startsWith(`${project}-`) && fixVersions?.includes(version) === true);
    return item === undefined ? [] : search.gap(connection, { rule: rules.fixVersion, relations: ['WORK_ITEM'] }, search.problem('UNEXPECTED_ANSWER', `its search leaves out ${item.key}, which is planned for ${version}`));
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
