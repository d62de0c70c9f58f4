import type { StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import { storageInstant } from './instants.ts';

/** Artifactory's answer about one file. Its size is a string of digits. */
export function fileInfo(file: StoredFile, base: string): object {
  const full = fullPath(file.repo, file.path, file.name);
  const { sha1, md5, sha256 } = file;
  return {
    repo: file.repo, path: full.slice(file.repo.length),
    created: storageInstant(file.createdAt), createdBy: file.createdBy,
    lastModified: storageInstant(file.modifiedAt), modifiedBy: file.modifiedBy, lastUpdated: storageInstant(file.updatedAt ?? file.modifiedAt),
    downloadUri: `${base}/${full}`, mimeType: mimeTypeOf(file.name), size: String(file.size),
    checksums: { sha1, md5, sha256 }, originalChecksums: { sha1, md5, sha256 },
    uri: `${base}/api/storage/${full}`,
  };
}

export function mimeTypeOf(name: string): string {
  if (name.endsWith('.tgz') || name.endsWith('.gz')) return 'application/x-gzip';
  return name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}
