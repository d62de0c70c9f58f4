import type { Request } from 'express';
import type { AqlRows } from './aql/rows.ts';
import type { ArtifactoryData, StoredFile } from './data.ts';
import type { Caller } from './door.ts';
import type { Herald } from './herald.ts';
import { Refusal } from './refusal.ts';

/** What every route works with. */
export interface Shop {
  readonly data: ArtifactoryData;
  /** `data` as AQL sees it */
  readonly rows: AqlRows;
  readonly now: () => Date;
  /** AQL results beyond it are cut; the vendor's is 500,000 */
  readonly hardLimit: number;
  /** How long an AQL query takes, and how long one may wait for its turn, milliseconds */
  readonly aql: { readonly takesMs: number; readonly waitMs: number };
  readonly herald: Herald;
  caller(req: Request): Caller;
  /** Says that `data` was changed. */
  changed(): void;
}

/** The address the caller used, for the links the tool puts into its answers. */
export function baseOf(req: Request): string {
  return `${req.protocol}://${req.get('host') ?? '127.0.0.1'}/artifactory`;
}

/**
 * The file at "repository/folder/name".
 * @throws Refusal 404 when it is not there, and when the caller may not see it: the tool does not tell the two apart.
 */
export function fileAt(shop: Shop, caller: Caller, full: string): StoredFile {
  const file = Object.hasOwn(shop.data.files, full) ? shop.data.files[full] : cached(shop, full);
  if (file === undefined || !caller.maySee(file.repo)) throw new Refusal(404, 'Unable to find item');
  return file;
}

/** Files at or below "repository/folder" that the caller may see. */
export function filesBelow(shop: Shop, caller: Caller, full: string): readonly (readonly [string, StoredFile])[] {
  const prefix = `${full}/`;
  return Object.entries(shop.data.files).filter(([path, file]) => (path === full || path.startsWith(prefix)) && caller.maySee(file.repo));
}

/** What is asked of a remote repository is answered from its cache, under the cache's name. */
export function cached(shop: Shop, full: string): StoredFile | undefined {
  const place = full.replace(/^[^/]+/, '$&-cache');
  return Object.hasOwn(shop.data.files, place) ? shop.data.files[place] : undefined;
}
