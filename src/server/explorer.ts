import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Router, type Request, type Response } from 'express';

/** Where the built page lies; this file runs from dist/src/server. */
export const builtExplorer = path.join(import.meta.dirname, '../../explorer');

/**
 * GraphiQL, as `npm run build` bundles it from explorer/: the page where a browser asks for /graphql, its files below
 * /graphql/explorer. Both are for anybody, since they hold neither a secret nor the schema; whatever else is asked for is
 * handed on. Null when nothing is built in `folder`.
 */
export function explorer(folder: string): Router | null {
  const page = path.join(folder, 'page.html');
  if (!existsSync(page)) return null;
  const [text, assets] = [readFileSync(page, 'utf8'), path.join(folder, 'assets')];
  const names = new Set(readdirSync(assets));
  const router = Router({ strict: true });

  router.get('/graphql', (request, response, next) => {
    response.vary('Accept');
    if (!isPage(request)) { next(); return; }
    const nonce = randomBytes(16).toString('base64');
    guarded(response, pagePolicy(nonce)).set('cache-control', 'no-store').type('html').send(text.replaceAll('{{nonce}}', nonce));
  });
  router.get('/graphql/explorer/:name', (request, response) => {
    const { name } = request.params;
    if (!names.has(name) || name.endsWith('.gz')) { response.status(404).type('txt').send('There is no such file.\n'); return; }
    const isZipped = names.has(`${name}.gz`) && request.acceptsEncodings('gzip') !== false;
    guarded(response, filePolicy).vary('Accept-Encoding').type(path.extname(name));
    if (isZipped) response.set('content-encoding', 'gzip');
    // Its contents' hash is in its name: another content has another name.
    response.sendFile(isZipped ? `${name}.gz` : name, { root: assets, immutable: true, maxAge: '1y' });
  });
  return router;
}

/** A browser that shows a page to somebody, and no client that asks by GET and takes anything. */
function isPage(request: Request): boolean {
  return request.headers.accept?.includes('text/html') === true && request.query['query'] === undefined && request.accepts(['application/json', 'text/html']) === 'text/html';
}

/** What every file of the page says of itself, besides what a page may load. */
function guarded(response: Response, policy: string): Response {
  return response.set({
    'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY',
  });
}

/** Scripts, workers and questions: this hub's alone. The editor writes style elements, which carry the nonce, and style attributes, which cannot. */
const pagePolicy = (nonce: string): string => [
  "default-src 'none'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'", "font-src data:", 'img-src data:',
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** A worker loads nothing. */
const filePolicy = "default-src 'none'; frame-ancestors 'none'";
