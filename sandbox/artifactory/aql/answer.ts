import type { ArtifactoryData, StoredFile } from '../data.ts';
import { fromBuildInstant, storageInstant } from '../instants.ts';
import { Refusal } from '../refusal.ts';
import type { AqlRow } from './criteria.ts';
import { defaultFields, isCrossDomain, ownFields, permissionFields } from './fields.ts';
import type { AqlQuery } from './query.ts';

export interface AqlAnswer { readonly results: readonly object[]; readonly range: AqlRange }
export interface AqlRange { readonly start_pos: number; readonly end_pos: number; readonly total: number; readonly limit?: number; readonly notification?: string }

export interface AqlCaller {
  readonly isAdmin: boolean;
  readonly maySee: (repo: string) => boolean;
}

/** A row on its way to the answer; `repo` decides who may see it. */
interface Candidate { readonly row: AqlRow; readonly repo: string }

/**
 * Answers a query as the tool does, traps included (apis/README.md §9): the limit is applied before permissions, so a short
 * page is not the last; `range.total` counts the rows returned; with a field of another domain included, sort, offset and
 * limit do not count; results beyond `hardLimit` are cut with a notification.
 * @throws Refusal 400 when the caller's include lacks what permissions are checked on, or sorts by what is not returned.
 */
export function answerAql(data: ArtifactoryData, query: AqlQuery, caller: AqlCaller, now: number, hardLimit: number): AqlAnswer {
  const fields = includedFields(query);
  checkInclude(query, fields, caller);
  const found = candidates(data, query.domain).filter(({ row }) => query.where(row, now));
  const isPaged = !fields.some(isCrossDomain);
  const cut = (isPaged ? paged(found, query) : found);
  const visible = cut.slice(0, hardLimit).filter(({ repo }) => caller.maySee(repo));
  const start = isPaged ? query.offset : 0;
  return {
    results: visible.map(({ row }) => result(row, fields, query)),
    range: {
      start_pos: start, end_pos: start + visible.length, total: visible.length,
      ...(isPaged && query.limit !== null ? { limit: query.limit } : {}),
      ...(cut.length > hardLimit ? { notification: 'AQL query reached the search hard limit, results are trimmed.' } : {}),
    },
  };
}

function includedFields(query: AqlQuery): readonly string[] {
  if (query.include === null) return defaultFields[query.domain];
  return query.include.flatMap((field) => (field === '*' ? ownFields(query.domain) : [field]));
}

function checkInclude(query: AqlQuery, fields: readonly string[], caller: AqlCaller): void {
  const needed = permissionFields[query.domain];
  // The default fields of builds lack the repository, and the tool takes that too for a missing field.
  if (!caller.isAdmin && needed.some((field) => !fields.includes(field))) {
    throw new Refusal(400, `For permissions reasons AQL demands the following fields: ${needed.join(', ')}`);
  }
  if (query.sort?.fields.some((field) => !isCrossDomain(field) && !fields.includes(field)) === true) {
    throw new Refusal(400, 'Only fields of the result can be used for sorting');
  }
}

function paged(found: readonly Candidate[], query: AqlQuery): readonly Candidate[] {
  const sorted = query.sort === null ? found : sortedBy(found, query.sort);
  return sorted.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
}

function sortedBy(found: readonly Candidate[], sort: NonNullable<AqlQuery['sort']>): readonly Candidate[] {
  const direction = sort.isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    for (const field of sort.fields) {
      const [left, right] = [a.row.fields[field] ?? '', b.row.fields[field] ?? ''];
      if (left !== right) return left < right ? -direction : direction;
    }
    return 0;
  });
}

function candidates(data: ArtifactoryData, domain: AqlQuery['domain']): readonly Candidate[] {
  return domain === 'items' ? itemRows(data) : buildRows(data);
}

/** In the order of their sha1, which is none a reader can rely on: unsorted pages promise nothing. */
function itemRows(data: ArtifactoryData): readonly Candidate[] {
  const builds = buildsBySha1(data);
  return Object.values(data.files)
    .toSorted((a, b) => (a.sha1 + a.repo < b.sha1 + b.repo ? -1 : 1))
    .map((file) => ({ repo: file.repo, row: { fields: itemFields(file), properties: file.properties, builds: builds.get(file.sha1) ?? [] } }));
}

function itemFields(file: StoredFile): Record<string, string | number> {
  return {
    repo: file.repo, path: file.path, name: file.name, type: 'file', size: file.size,
    depth: file.path === '.' ? 1 : file.path.split('/').length + 1,
    created: storageInstant(file.createdAt), created_by: file.createdBy,
    modified: storageInstant(file.modifiedAt), modified_by: file.modifiedBy, updated: storageInstant(file.modifiedAt),
    actual_md5: file.md5, actual_sha1: file.sha1, original_md5: file.md5, original_sha1: file.sha1, sha256: file.sha256,
  };
}

function buildsBySha1(data: ArtifactoryData): ReadonlyMap<string, AqlRow['builds']> {
  const found = new Map<string, { name: string; number: string }[]>();
  for (const { info } of data.builds) {
    for (const { sha1 } of (info.modules ?? []).flatMap(({ artifacts }) => artifacts ?? [])) {
      if (sha1 !== undefined) found.set(sha1, [...(found.get(sha1) ?? []), { name: info.name, number: info.number }]);
    }
  }
  return found;
}

function buildRows(data: ArtifactoryData): readonly Candidate[] {
  return data.builds.map(({ project, info }) => {
    const repo = project === null ? 'artifactory-build-info' : `${project}-build-info`;
    const started = storageInstant(new Date(fromBuildInstant(info.started)));
    const url = typeof info['url'] === 'string' ? info['url'] : '';
    return { repo, row: { fields: { repo, name: info.name, number: info.number, url, started, created: started, created_by: 'ci', modified: started, modified_by: 'ci' }, properties: {}, builds: [] } };
  });
}

/** Items name their fields plainly, builds with their domain before them. */
function result(row: AqlRow, fields: readonly string[], query: AqlQuery): object {
  const prefix = query.domain === 'builds' ? 'build.' : '';
  const own = fields.filter((field) => !isCrossDomain(field)).map((field) => [prefix + field, row.fields[field]]);
  return { ...Object.fromEntries(own) as object, ...propertiesOf(row, fields), ...buildsOf(row, fields) };
}

function propertiesOf(row: AqlRow, fields: readonly string[]): object {
  const asked = fields.filter((field) => field.startsWith('property') || field.startsWith('@'));
  if (asked.length === 0) return {};
  const isWhole = asked.some((field) => field.startsWith('property'));
  const properties = Object.entries(row.properties)
    .filter(([key]) => isWhole || asked.includes(`@${key}`))
    .flatMap(([key, values]) => values.map((value) => ({ key, value })));
  return properties.length === 0 ? {} : { properties };
}

function buildsOf(row: AqlRow, fields: readonly string[]): object {
  if (!fields.some((field) => field.startsWith('artifact.')) || row.builds.length === 0) return {};
  return { artifacts: [{ modules: [{ builds: row.builds.map(({ name, number }) => ({ 'build.name': name, 'build.number': number })) }] }] };
}
