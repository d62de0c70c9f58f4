import { Router } from 'express';
import { pathParts } from './data.ts';
import { transfer } from './deploy.ts';
import { Refusal } from './refusal.ts';
import { queryOf, wildcardOf } from './request.ts';
import { filesBelow } from './shop.ts';
import type { Shop } from './shop.ts';

/** POST /api/copy and /api/move: a file or a folder, to `?to=/repository/path`. */
export function copyRoutes(shop: Shop): Router {
  const router = Router();
  for (const [verb, isMove, doing, done] of [['copy', false, 'copying', 'copied'], ['move', true, 'moving', 'moved']] as const) {
    router.post(`/api/${verb}/*path`, (req, res) => {
      const caller = shop.caller(req);
      const from = wildcardOf(req, 'path').replace(/\/+$/, '');
      const to = (queryOf(req, 'to') ?? '').replace(/^\/+|\/+$/g, '');
      if (pathParts(to) === undefined) throw new Refusal(400, "The 'to' query parameter is missing or names no path in a repository.");
      const below = filesBelow(shop, caller, from);
      if (below.length === 0) throw new Refusal(404, `Could not find item at ${from}`);
      const isDry = queryOf(req, 'dry') === '1';
      if (!isDry) for (const [path, file] of below) transfer(shop, caller, file, to + path.slice(from.length), isMove);
      const told = `${doing} ${from.replace('/', ':')} to ${to.replace('/', ':')} completed successfully, ${below.length} artifacts and 0 folders were ${done}`;
      res.json({ messages: [{ level: 'INFO', message: isDry ? `Dry Run for ${told}` : told }] });
    });
  }
  return router;
}
