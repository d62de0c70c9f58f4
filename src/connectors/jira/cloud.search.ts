import type { Ask } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import type { Search, SearchResult } from './flavour.ts';
import { searchPageSchema } from './wire.ts';
import type { Issue } from './wire.ts';

const pageSize = 100;
/** 5,000 issues of one version: beyond, the answer says that it is not whole. */
const mostPages = 50;

/**
 * All issues of a query, or the first `limit`. Goes on while there is a nextPageToken, over empty pages too: neither a
 * short page nor isLast says the end, and a token that comes again would go round for ever (apis/README.md §5).
 */
export async function searchCloud(http: HttpClient, search: Search, limit: number, ask: Ask): Promise<SearchResult> {
  const issues = new Map<string, Issue>();
  const seen = new Set<string>();
  let token: string | null = null;
  let isWhole = true;
  for (let page = 0; page < mostPages; page += 1) {
    const body = await searchPage(http, { ...search, size: Math.min(pageSize, limit), token }, ask);
    for (const issue of body.issues) issues.set(issue.id, issue);
    if ((body.warnings?.length ?? 0) > 0) isWhole = false;
    token = body.nextPageToken ?? null;
    if (token === null) return { issues: [...issues.values()].slice(0, limit), isComplete: isWhole && issues.size <= limit };
    if (seen.has(token) || issues.size >= limit) break;
    seen.add(token);
  }
  return { issues: [...issues.values()].slice(0, limit), isComplete: false };
}

/** One page. What is reconciled must be the same on every page of a search (apis/README.md §5). */
export async function searchPage(http: HttpClient, { jql, fields, reconcile, size, token }: Search & { readonly size: number; readonly token: string | null }, ask: Ask) {
  const { body } = await http.send({
    method: 'POST',
    isRead: true,
    path: '/rest/api/3/search/jql',
    json: { jql: jql.text, fields, maxResults: size, ...(reconcile.length === 0 ? {} : { reconcileIssues: reconcile }), ...(token === null ? {} : { nextPageToken: token }) },
    schema: searchPageSchema,
    ask,
    doing: 'searching work items',
  });
  return body;
}
