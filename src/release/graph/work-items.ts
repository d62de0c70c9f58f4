import type { ServiceDeclaration } from '../../domain/environment.ts';
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

/** Finds the work planned for the release's version. */
export async function findPlannedWork(search: Search, release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[]): Promise<Finds<WorkItem>> {
  const versions = [...(service?.workItems == null ? [] : [{ ...service.workItems, version: release.version }]), ...stored.filter(isJudged).flatMap(declaredVersion)];
  const found = await Promise.all(versions.map((planned) => findVersion(search, planned)));
  return { records: found.flatMap(({ records }) => records), gaps: found.flatMap(({ gaps }) => gaps) };
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
 * before and is not found now is read: only it can say that it is planned for other versions.
 */
export async function discoverWorkItems(search: Search, release: Release, service: ServiceDeclaration | undefined, stored: readonly Link[], planned: Finds<WorkItem>, builtKeys: readonly string[]): Promise<Discovery> {
  const connection = service?.workItems?.connection;
  const drafts = [
    ...planned.records.map((item): Draft => ({ relation: 'WORK_ITEM', reference: item.source.reference, identity: item.id, environment: null, origin: 'DISCOVERED', by: rules.fixVersion, isSettled: true })),
    ...(connection === undefined || !search.isProduction(connection) ? [] : builtKeys.map((key) => workOfBuild(connection, key))),
  ];
  const drawn = new Set(drafts.flatMap(({ reference, identity }) => [reference, identity ?? reference]));
  const missing = stored.filter((link) => isJudged(link) && link.relation === 'WORK_ITEM' && link.by === rules.fixVersion && link.origin === 'DISCOVERED' && !drawn.has(link.reference) && !drawn.has(link.identity ?? ''));
  return { drafts, gaps: planned.gaps, dropped: await refuted(search, release, missing) };
}

function workOfBuild(connection: string, key: string): Draft {
  return { relation: 'WORK_ITEM', reference: formatReference(connection, 'work-item', key), identity: null, environment: null, origin: 'DISCOVERED', by: rules.workOfBuild, isSettled: true };
}

async function refuted(search: Search, { version }: Release, links: readonly Link[]): Promise<ReadonlySet<string>> {
  const readings = await search.read('work-item', links.map(({ reference }) => reference));
  return new Set(links.filter(({ reference }) => {
    const reading = readings.get(reference);
    return reading?.state === 'found' && reading.problem === null && reading.value.fixVersions?.includes(version) === false;
  }).map(({ id }) => id));
}
