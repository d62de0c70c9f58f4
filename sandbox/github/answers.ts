import type { Request, Response } from 'express';

const docs = 'https://docs.github.com/rest';

/** GitHub's error body. `status` is a string there (apis/README.md §10). */
export function errorBody(status: number, message: string, path = ''): Record<string, unknown> {
  return { message, documentation_url: `${docs}${path}`, status: String(status) };
}

export function refuse(res: Response, status: number, message: string, path = ''): void {
  res.status(status).json(errorBody(status, message, path));
}

export function notFound(res: Response): void {
  refuse(res, 404, 'Not Found');
}

/** e.g. "http://127.0.0.1:4103": the stand-in as its caller sees it. */
export function baseOf(req: Request): string {
  return `http://${req.headers.host ?? '127.0.0.1'}`;
}

/** A query parameter as text; a repeated one counts by its last value. */
export function param(req: Request, name: string): string | undefined {
  const value: unknown = req.query[name];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' && last !== '' ? last : undefined;
}

/**
 * One page of rows, and the Link header that leads to the others. per_page 30 by default and 100 at most: more is not
 * refused, it is silently less.
 */
export function page<T>(req: Request, res: Response, rows: readonly T[]): readonly T[] {
  const perPage = Math.min(100, positive(param(req, 'per_page'), 30));
  const number = positive(param(req, 'page'), 1);
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (to: number, rel: string): string => {
    const url = new URL(req.originalUrl, baseOf(req));
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
    ...(number > 1 ? [link(1, 'first')] : []),
  ];
  if (links.length > 0) res.setHeader('Link', links.join(', '));
  return rows.slice((number - 1) * perPage, number * perPage);
}

function positive(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
