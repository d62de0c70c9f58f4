import { Router } from 'express';
import type { StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import { fileInfo } from './file-info.ts';
import { Refusal } from './refusal.ts';
import { queryOf } from './request.ts';
import { baseOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** GET /api/search/checksum: at most 1,000 places, and the answer does not say when it was cut. */
export function searchRoutes(shop: Shop): Router {
  return Router().get('/api/search/checksum', (req, res) => {
    const caller = shop.caller(req);
    const [kind, digest] = (['sha256', 'sha1', 'md5'] as const).map((name) => [name, queryOf(req, name)] as const).find(([, value]) => value !== undefined) ?? [];
    if (kind === undefined || digest === undefined || !/^[0-9a-f]+$/i.test(digest)) throw new Refusal(400, 'The sha256, sha1 or md5 to search for is missing or no checksum.');
    const detail = req.get('x-result-detail') ?? '';
    const found = Object.values(shop.data.files).filter((file) => file[kind] === digest.toLowerCase() && caller.maySee(file.repo)).slice(0, 1_000);
    res.json({ results: found.map((file) => place(file, baseOf(req), detail)) });
  });
}

function place(file: StoredFile, base: string, detail: string): object {
  return {
    ...(detail.includes('info') ? fileInfo(file, base) : {}),
    ...(detail.includes('properties') ? { properties: file.properties } : {}),
    uri: `${base}/api/storage/${fullPath(file.repo, file.path, file.name)}`,
  };
}
