import express from 'express';
import { refusalBody } from './refusal.ts';

const longestUrl = 8192;
const parse = express.json({ limit: '10mb', strict: false });

/** What the server refuses before any API looks at it: too long a URL, a format it does not speak, a body that is no JSON. */
export const acceptable: (express.RequestHandler | express.ErrorRequestHandler)[] = [
  (req: express.Request, res: express.Response, next: express.NextFunction) => {
    if (req.originalUrl.length > longestUrl) res.status(414).type('html').send('<html><head><title>414 Request-URI Too Large</title></head><body><h1>414 Request-URI Too Large</h1></body></html>');
    else if (req.headers.accept !== undefined && !req.accepts(['application/json'])) res.status(406).json(refusalBody('Requested response format is not supported', `${req.headers.accept} is not supported`));
    else if (hasBody(req.headers) && !req.is('application/json')) res.status(415).json(refusalBody('Unsupported media type', `${req.headers['content-type'] ?? 'no content type'} is not supported`));
    else next();
  },
  parse,
  (error: unknown, _req: express.Request, res: express.Response, next: express.NextFunction) => {
    if (error instanceof SyntaxError) res.status(400).json(refusalBody('Exception while reading request', 'The payload is not valid JSON.'));
    else next(error);
  },
];

function hasBody(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
