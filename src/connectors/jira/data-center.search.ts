import type { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import type { Search, SearchResult } from './flavour.ts';
import { inOrderOfKey } from './jql.ts';
import type { Jql } from './jql.ts';
import { offsetPageSchema } from './wire.ts';
import type { Issue, OffsetPage } from './wire.ts';

/** More than most servers give; they lower it without a word (jira.search.views.default.max). */
const pageSize = 500;
/** As many issues as Cloud is asked for at most, in the smallest pages a server is likely to give. */
const mostPages = 100;

/** What is looked for, and what its issues must look like. */
interface OffsetSearch<I> extends Omit<Search, 'reconcile'> {
  readonly schema: z.ZodType<OffsetPage<I>>;
}

interface Checking {
  /** false: names that do not exist are passed over instead of refusing the whole search. */
  readonly isChecked: boolean;
}

/**
 * All issues of a query, or the first `limit`. Goes on by the number of issues that came, never by the number asked for,
 * until `total` (apis/README.md §6). Pages are windows over a list that may move meanwhile: unless every page told the
 * same total and that many different issues came, the answer is not called complete.
 */
export async function searchByOffset<I extends { readonly id: string }>(http: HttpClient, { jql, fields, schema }: OffsetSearch<I>, limit: number, ask: Ask, { isChecked }: Checking = { isChecked: true }): Promise<{ readonly issues: readonly I[]; readonly isComplete: boolean }> {
  const issues = new Map<string, I>();
  const totals = new Set<number>();
  let isWhole = true;
  let startAt = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const body = await offsetPage(http, { jql: jql.isOrdered === true ? jql : inOrderOfKey(jql), fields, schema, startAt, size: Math.min(pageSize, limit), isChecked }, ask);
    for (const issue of body.issues) issues.set(issue.id, issue);
    totals.add(body.total);
    startAt += body.issues.length;
    if (body.startAt !== startAt - body.issues.length || (isChecked && (body.warningMessages?.length ?? 0) > 0)) isWhole = false;
    if (body.issues.length === 0 || startAt >= body.total || issues.size >= limit) break;
  }
  const isSteady = totals.size === 1 && totals.has(issues.size);
  return { issues: [...issues.values()].slice(0, limit), isComplete: isWhole && isSteady && issues.size <= limit };
}

/** All work items of a query, or the first `limit`. */
export function searchDataCenter(http: HttpClient, { jql, fields }: Search, limit: number, ask: Ask): Promise<SearchResult> {
  return searchByOffset<Issue>(http, { jql, fields, schema: offsetPageSchema }, limit, ask);
}

export async function offsetPage<I>(http: HttpClient, { jql, fields, schema, startAt, size, isChecked }: OffsetSearch<I> & { readonly jql: Jql; readonly startAt: number; readonly size: number } & Checking, ask: Ask): Promise<OffsetPage<I>> {
  const { body } = await http.send({
    method: 'POST',
    isRead: true,
    path: '/rest/api/2/search',
    json: { jql: jql.text, fields, startAt, maxResults: size, validateQuery: isChecked },
    schema,
    ask,
    doing: 'searching work items',
  });
  return body;
}
