import express from 'express';
import { refusalBody } from './refusal.ts';

/**
 * Troubles that only this tool has, beside the kernel's: a transaction cut at its quota (rows and error in one 200, or
 * JSON cut in the middle), an instance that hibernates, a rate rule (apis/README.md §1).
 */
const kinds = ['cut', 'cut-json', 'hibernating', 'rate-rule'] as const;
interface Trouble { readonly kind: (typeof kinds)[number]; times?: number }

/** `PUT /__sandbox/servicenow/troubles` takes a list of them; `times` counts down, left out it lasts until the next PUT. */
export function troubles(now: () => Date): express.Router {
  const router = express.Router();
  let standing: Trouble[] = [];
  router.put('/__sandbox/servicenow/troubles', express.json(), (req, res) => {
    standing = (req.body as Trouble[]).filter(({ kind }) => kinds.includes(kind)).map((trouble) => ({ ...trouble }));
    res.json(standing);
  });
  router.use('/api', (_req, res, next) => {
    const [trouble] = standing;
    if (trouble?.times !== undefined) {
      trouble.times -= 1;
      if (trouble.times <= 0) standing = standing.slice(1);
    }
    if (trouble === undefined) next();
    else play(trouble, res, next, now);
  });
  return router;
}

function play({ kind }: Trouble, res: express.Response, next: express.NextFunction, now: () => Date): void {
  if (kind === 'hibernating') {
    res.status(200).type('html').send('<html><head><title>Instance Hibernating page</title></head><body>Your instance is hibernating. Sign in to wake it.</body></html>');
    return;
  }
  if (kind === 'rate-rule') {
    res.setHeader('Retry-After', '1200');
    res.setHeader('X-RateLimit-Limit', '500');
    res.setHeader('X-RateLimit-Reset', String(Math.floor(now().getTime() / 1_000) + 1_200));
    res.setHeader('X-RateLimit-Rule', '4fa29c0f0a0a2c3e263e8304e727c646');
    res.status(429).json(refusalBody('Rate limit exceeded', 'Rejected by large REST API user throttling'));
    return;
  }
  const send = res.json.bind(res);
  res.json = (body: unknown) => {
    const rows = typeof body === 'object' && body !== null && 'result' in body && Array.isArray(body.result) ? body.result as unknown[] : null;
    if (rows === null) return send(body);
    const half = rows.slice(0, Math.ceil(rows.length / 2));
    if (kind === 'cut') return send({ result: half, ...refusalBody('Transaction cancelled: maximum execution time exceeded', 'Transaction cancelled: maximum execution time exceeded Check logs for error trace or enable glide.rest.debug property to verify REST request processing') });
    return res.type('json').send(`${JSON.stringify({ result: half }).slice(0, -2)},]`);
  };
  next();
}
