import type { Request, Response } from 'express';

/** GitLab's usual no. `message` may be a text, an object of arrays, or an array (apis/README.md §11). */
export function refuse(res: Response, status: number, message: unknown): void {
  res.status(status).json({ message });
}

/** The no of its parameter checks, which stands under another name. */
export function refuseParameter(res: Response, error: string): void {
  res.status(400).json({ error });
}

export function notFound(res: Response, what: string): void {
  refuse(res, 404, `404 ${what} Not Found`);
}

/** e.g. "http://127.0.0.1:4104": the stand-in as its caller sees it. */
export function baseOf(req: Request): string {
  return `http://${req.headers.host ?? '127.0.0.1'}`;
}

/** A query parameter as text; a repeated one counts by its last value. */
export function param(req: Request, name: string): string | undefined {
  const value: unknown = req.query[name];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' && last !== '' ? last : undefined;
}

export function fieldsOf(req: Request): Readonly<Record<string, unknown>> {
  const body: unknown = req.body;
  return { ...req.query, ...(typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}) };
}

/**
 * One page of rows with GitLab's headers. per_page 20 by default and 100 at most: more is silently less. Above
 * `mostCounted` rows nobody is told how many there are: X-Total, X-Total-Pages and rel="last" are left out.
 */
export function page<T>(req: Request, res: Response, rows: readonly T[], mostCounted: number): readonly T[] {
  const perPage = Math.min(100, positive(param(req, 'per_page'), 20));
  const number = positive(param(req, 'page'), 1);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const isCounted = rows.length <= mostCounted;
  res.setHeader('X-Per-Page', perPage);
  res.setHeader('X-Page', number);
  res.setHeader('X-Next-Page', number < pages ? number + 1 : '');
  res.setHeader('X-Prev-Page', number > 1 ? number - 1 : '');
  if (isCounted) {
    res.setHeader('X-Total', rows.length);
    res.setHeader('X-Total-Pages', pages);
  }
  res.setHeader('Link', links(req, number, pages, isCounted));
  return rows.slice((number - 1) * perPage, number * perPage);
}

function links(req: Request, number: number, pages: number, isCounted: boolean): string {
  const link = (to: number, rel: string): string => {
    const url = new URL(req.originalUrl, baseOf(req));
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  return [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < pages ? [link(number + 1, 'next')] : []),
    link(1, 'first'),
    ...(isCounted ? [link(pages, 'last')] : []),
  ].join(', ');
}

function positive(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
