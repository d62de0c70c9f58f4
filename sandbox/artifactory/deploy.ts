import type { Caller } from './door.ts';
import type { Scan, StoredFile } from './data.ts';
import { fullPath, pathParts } from './data.ts';
import { digestsOf } from './digests.ts';
import { Refusal } from './refusal.ts';
import type { Shop } from './shop.ts';

/** How long a fresh upload waits for its scan, milliseconds. */
const scanTakes = 500;

/**
 * Stores bytes at "repository/folder/name" and hands new contents to the scanner. Overwriting keeps the properties that
 * the file had, so that it still belongs to its build; whether Artifactory does so is [M], unverified.
 * @throws Refusal 404 for an unknown (or hidden) repository, 403 when somebody but an administrator would overwrite.
 */
export function deploy(shop: Shop, caller: Caller, full: string, bytes: Buffer, properties: Record<string, string[]>): StoredFile {
  const { repo, path, name } = targetOf(shop, caller, full);
  const digests = digestsOf(bytes);
  const old = shop.data.files[fullPath(repo, path, name)];
  refuseOverwrite(caller, old, digests.sha256);
  const at = shop.now().toISOString();
  const file: StoredFile = {
    ...digests, repo, path, name, size: bytes.length,
    createdAt: old?.createdAt ?? at, createdBy: old?.createdBy ?? caller.userName, modifiedAt: at, modifiedBy: caller.userName,
    properties: { ...old?.properties, ...properties },
  };
  shop.data.files[fullPath(repo, path, name)] = file;
  shop.data.blobs[file.sha256] = bytes.toString('base64');
  shop.data.scans[file.sha256] ??= freshScan(name, bytes, shop.now());
  shop.changed();
  shop.herald.file('deployed', file);
  shop.herald.properties('added', file, properties);
  return file;
}

/**
 * Copies or moves one file to another full path.
 * @throws Refusal as `deploy` does.
 */
export function transfer(shop: Shop, caller: Caller, file: StoredFile, to: string, isMove: boolean): StoredFile {
  const { repo, path, name } = targetOf(shop, caller, to);
  const target = fullPath(repo, path, name);
  refuseOverwrite(caller, shop.data.files[target], file.sha256);
  const moved: StoredFile = { ...file, repo, path, name, modifiedBy: caller.userName, updatedAt: shop.now().toISOString() };
  // A move onto itself must not lose the file: first away, then there.
  if (isMove) Reflect.deleteProperty(shop.data.files, fullPath(file.repo, file.path, file.name));
  shop.data.files[target] = moved;
  shop.changed();
  shop.herald.transferred(isMove ? 'moved' : 'copied', file, moved);
  return moved;
}

function targetOf(shop: Shop, caller: Caller, full: string): NonNullable<ReturnType<typeof pathParts>> {
  const parts = pathParts(full);
  if (parts === undefined || !Object.hasOwn(shop.data.repositories, parts.repo) || !caller.maySee(parts.repo)) {
    throw new Refusal(404, `Could not find a local repository named ${parts?.repo ?? full} to deploy to.`);
  }
  return parts;
}

function refuseOverwrite(caller: Caller, old: StoredFile | undefined, sha256: string): void {
  if (old === undefined || caller.isAdmin || old.sha256 === sha256) return;
  const place = `${old.repo}:${fullPath(old.repo, old.path, old.name).slice(old.repo.length + 1)}`;
  throw new Refusal(403, `Not enough permissions to delete/overwrite artifact '${place}' (user '${caller.userName}' needs DELETE permission).`);
}

/** Text cannot be scanned, an empty archive cannot be unpacked, everything else is clean a moment later. */
function freshScan(name: string, bytes: Buffer, now: Date): Scan {
  const finishedAt = new Date(now.getTime() + scanTakes).toISOString();
  const outcome = /\.(txt|md)$/.test(name) ? 'unsupported' : bytes.length === 0 ? 'failed' : 'finished';
  return { outcome, finishedAt, issues: [] };
}
