import { Router } from 'express';
import { answerAql } from './aql/answer.ts';
import { readAql } from './aql/query.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, contentTypeOf } from './request.ts';
import type { Shop } from './shop.ts';

/** POST /api/search/aql */
export function aqlRoutes(shop: Shop): Router {
  return Router().post('/api/search/aql', (req, res) => {
    if (contentTypeOf(req) !== 'text/plain') throw new Refusal(415, 'Unsupported Media Type');
    const text = bytesOf(req).toString('utf8');
    if (text.trim() === '') throw new Refusal(400, 'Bad Request');
    res.json(answerAql(shop.rows, readAql(text), shop.caller(req), shop.now().getTime(), shop.hardLimit));
  });
}
