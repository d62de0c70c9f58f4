/**
 * The Link header of a list: comma joined without spaces, as recorded; undefined when one page holds everything.
 * A first page carries rel="prev" too, with the offset -1 that no one may ask for.
 */
export function linkHeader(url: string, limit: number, offset: number, total: number): string | undefined {
  if (total <= limit && offset === 0) return undefined;
  const link = (rel: string, to: number): string => `<${withOffset(url, limit, to)}>;rel="${rel}"`;
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  return [
    link('first', 0),
    link('prev', offset === 0 ? -1 : Math.max(0, offset - limit)),
    ...(offset + limit < total ? [link('next', offset + limit)] : []),
    link('last', last),
  ].join(',');
}

function withOffset(url: string, limit: number, offset: number): string {
  const next = new URL(url);
  next.searchParams.set('sysparm_limit', String(limit));
  next.searchParams.set('sysparm_offset', String(offset));
  return next.href;
}
