import { Router } from 'express';
import type { Request } from 'express';
import type { StoredFile } from './data.ts';
import type { Caller } from './door.ts';
import { fileInfo } from './file-info.ts';
import { Refusal } from './refusal.ts';
import { queryOf, readProperties, wildcardOf } from './request.ts';
import { baseOf, cached, fileAt, filesBelow } from './shop.ts';
import type { Shop } from './shop.ts';

/** /api/storage: what is known about a file or folder, and its properties. */
export function storageRoutes(shop: Shop): Router {
  return Router()
    .get('/api/storage/*path', (req, res) => {
      const caller = shop.caller(req);
      const full = fullPathOf(req);
      res.json(queryOf(req, 'properties') === undefined ? information(shop, caller, full, req) : properties(fileAt(shop, caller, full), req, full));
    })
    .put('/api/storage/*path', (req, res) => {
      const wanted = readProperties(queryOf(req, 'properties') ?? '');
      if (Object.keys(wanted).length === 0) throw new Refusal(400, 'Properties value cannot be empty.');
      const files = targets(shop, req);
      for (const file of files) file.properties = { ...file.properties, ...wanted };
      shop.changed();
      for (const file of files) shop.herald.properties('added', file, wanted);
      res.status(204).end();
    })
    .delete('/api/storage/*path', (req, res) => {
      const keys = (queryOf(req, 'properties') ?? '').split(',');
      for (const file of targets(shop, req)) {
        const [gone, left] = [true, false].map((isGone) => Object.fromEntries(Object.entries(file.properties).filter(([key]) => keys.includes(key) === isGone)));
        file.properties = left ?? {};
        shop.herald.properties('deleted', file, gone ?? {});
      }
      shop.changed();
      res.status(204).end();
    });
}

function fullPathOf(req: Request): string {
  return wildcardOf(req, 'path').replace(/\/+$/, '');
}

/** A file alone, or with `recursive` (the tool's default for folders) everything below a folder. */
function targets(shop: Shop, req: Request): readonly StoredFile[] {
  const below = filesBelow(shop, shop.caller(req), fullPathOf(req)).map(([, file]) => file);
  if (below.length === 0) throw new Refusal(404, 'Unable to find item');
  return below;
}

function information(shop: Shop, caller: Caller, full: string, req: Request): object {
  if (Object.hasOwn(shop.data.files, full) || cached(shop, full) !== undefined) return fileInfo(fileAt(shop, caller, full), baseOf(req));
  const [repo = '', ...folder] = full.split('/');
  const below = filesBelow(shop, caller, full);
  const isRoot = folder.length === 0 && Object.hasOwn(shop.data.repositories, repo) && caller.maySee(repo);
  if (below.length === 0 && !isRoot) throw new Refusal(404, 'Unable to find item');
  const children = new Map(below.map(([path]) => {
    const [child = '', ...rest] = path.slice(full.length + 1).split('/');
    return [child, { uri: `/${child}`, folder: rest.length > 0 }];
  }));
  return { repo, path: `/${folder.join('/')}`, children: [...children.values()], uri: `${baseOf(req)}/api/storage/${full}` };
}

/** Only the keys asked for, if any; no property at all is 404, not an empty object (apis/README.md §9). */
function properties(file: StoredFile, req: Request, full: string): object {
  const keys = (queryOf(req, 'properties') ?? '').split(',').filter((key) => key !== '');
  const found = Object.entries(file.properties).filter(([key]) => keys.length === 0 || keys.includes(key));
  if (found.length === 0) throw new Refusal(404, 'No properties could be found.');
  return { properties: Object.fromEntries(found), uri: `${baseOf(req)}/api/storage/${full}` };
}
