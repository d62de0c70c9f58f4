import type { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { QueryValues } from '../http/index.ts';
import type { GitLabClient } from './client.ts';

export interface ListQuestion<T> {
  readonly path: string;
  readonly query: QueryValues;
  readonly schema: z.ZodType<readonly T[]>;
  readonly doing: string;
  readonly ask: Ask;
  /** true: whatever comes after these rows is not wanted. */
  readonly isEnough?: (rows: readonly T[]) => boolean;
}

const pageSize = 100;
const mostPages = 10;

/**
 * A whole list, page by page as X-Next-Page says. Whole only when GitLab itself said on the last page that there is no
 * other: an answer without that header was not GitLab's, or was cut by somebody on the way. X-Total is never followed, for
 * GitLab leaves it out above 10,000 rows (apis/README.md §11); but where it stands, the rows have to be as many.
 */
export async function readPages<T>(client: GitLabClient, question: ListQuestion<T>): Promise<{ readonly rows: readonly T[]; readonly isWhole: boolean }> {
  const { path, query, schema, ask, doing, isEnough } = question;
  const rows: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { body, headers } = await client.send({ method: 'GET', path, query: { ...query, per_page: pageSize, page }, schema, ask, doing });
    rows.push(...body);
    if (isEnough?.(rows) === true) return { rows, isWhole: true };
    const { 'x-next-page': next, 'x-total': total } = headers;
    if (next !== String(page + 1)) return { rows, isWhole: next?.trim() === '' && (total ?? String(rows.length)) === String(rows.length) };
  }
  return { rows, isWhole: false };
}
