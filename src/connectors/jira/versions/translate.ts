import { formatReference } from '../../../domain/reference.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import type { Origin } from '../translate.ts';
import type { Version } from '../wire.ts';

/** A version in our words. Its label is `<PROJECT>/<name>`, for names are known within their project only. */
export function toVersion(version: Version, project: string, origin: Origin, askedAs = `${project}/${version.name}`): PlannedVersion {
  const { connection, system, fetchedAt } = origin;
  const label = `${project}/${version.name}`;
  return {
    kind: 'version',
    id: formatReference(connection, 'version', version.id),
    source: { reference: formatReference(connection, 'version', askedAs), system, connection, key: label, url: origin.pageOf(`${project}/fixforversion/${version.id}`), fetchedAt, isStale: false, problem: null },
    label,
    project,
    name: version.name,
    isReleased: version.released ?? null,
    isArchived: version.archived ?? null,
    releasedOn: isDay(version.releaseDate) ? (version.releaseDate ?? null) : null,
  };
}

/** yyyy-MM-dd, and a day that there is. */
export function isDay(text: string | null | undefined): boolean {
  if (text === null || text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
