import { setTimeout as pause } from 'node:timers/promises';
import { Router } from 'express';
import { answerAql } from './aql/answer.ts';
import { readAql } from './aql/query.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, contentTypeOf } from './request.ts';
import type { Shop } from './shop.ts';

/** How many queries run at a time, of everybody together (apis/README.md §9). */
const lanes = 3;

/** POST /api/search/aql; a query that found no free lane for too long is 429. */
export function aqlRoutes(shop: Shop): Router {
  let running = 0;
  const turn = async (): Promise<void> => {
    const endsAt = performance.now() + shop.aql.waitMs;
    while (running >= lanes) {
      if (performance.now() > endsAt) throw new Refusal(429, 'The maximum number of AQL queries is running; the query waited too long for its turn.');
      await pause(5);
    }
    running += 1;
  };
  return Router().post('/api/search/aql', async (req, res) => {
    if (contentTypeOf(req) !== 'text/plain') throw new Refusal(415, 'Unsupported Media Type');
    const text = bytesOf(req).toString('utf8');
    if (text.trim() === '') throw new Refusal(400, 'Bad Request');
    await turn();
    try {
      if (shop.aql.takesMs > 0) await pause(shop.aql.takesMs);
      res.json(answerAql(shop.rows, readAql(text), shop.caller(req), shop.now().getTime(), shop.hardLimit));
    } finally {
      running -= 1;
    }
  });
}
