import type { ArtifactoryData, StoredFile } from '../data.ts';
import { fromBuildInstant, storageInstant } from '../instants.ts';
import type { AqlRow } from './criteria.ts';
import type { Domain } from './fields.ts';
import type { AqlSort } from './query.ts';

/** A row on its way to the answer; `repo` decides who may see it. */
export interface Candidate { readonly row: AqlRow; readonly repo: string }

/** All rows of a domain in the order asked for, kept until something changes: a hundred thousand files are asked for page by page. */
export class AqlRows {
  readonly #data: ArtifactoryData;
  readonly #kept = new Map<string, readonly Candidate[]>();
  constructor(data: ArtifactoryData) {
    this.#data = data;
  }

  of(domain: Domain, sort: AqlSort | null): readonly Candidate[] {
    const key = JSON.stringify([domain, sort]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const rows = sort === null ? candidates(this.#data, domain) : sortedBy(this.of(domain, null), sort);
    this.#kept.set(key, rows);
    return rows;
  }

  changed(): void {
    this.#kept.clear();
  }
}

function sortedBy(found: readonly Candidate[], sort: AqlSort): readonly Candidate[] {
  const direction = sort.isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    for (const field of sort.fields) {
      const [left, right] = [a.row.fields[field] ?? '', b.row.fields[field] ?? ''];
      if (left !== right) return left < right ? -direction : direction;
    }
    return 0;
  });
}

function candidates(data: ArtifactoryData, domain: Domain): readonly Candidate[] {
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
    modified: storageInstant(file.modifiedAt), modified_by: file.modifiedBy, updated: storageInstant(file.updatedAt ?? file.modifiedAt),
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
