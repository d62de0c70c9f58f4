import type { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import { cloudItems } from './changes/items.cloud.ts';
import { changeBulkSchema } from './changes/wire.ts';
import { searchCloud } from './cloud.search.ts';
import type { Flavour } from './flavour.ts';
import { toDocument } from './text.ts';
import type { Origin } from './translate.ts';
import { bulkSchema, issueFields } from './wire.ts';

/** Jira Cloud, REST v3 (apis/README.md §5). */
export const cloud: Flavour = {
  system: 'JIRA',
  root: '/rest/api/3',
  /** The sign-in layer says in a header that it let a bad token pass as nobody, under whatever status. */
  refusedSignIn: (clock) => (_status, _body, headers) => {
    const reason = headers['x-seraph-loginreason'] ?? '';
    if (!/AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/.test(reason)) return null;
    return { code: 'UNAUTHORIZED', message: 'answered as to a stranger, because it did not accept our credentials; check the connection\'s auth settings', sinceAt: instant(clock.now()), retryAt: null };
  },
  toText: toDocument,
  search: searchCloud,
  issues: (http, names, origin, ask) => bulkFetch(http, { names, fields: issueFields, schema: bulkSchema, what: 'work items' }, origin, ask),
  changes: (http, names, fields, origin, ask) => bulkFetch(http, { names, fields, schema: changeBulkSchema, what: 'changes' }, origin, ask),
  deskHeaders: {},
  items: cloudItems,
};

/** Issues to fetch, and what they must look like. */
interface Bulk<I> {
  readonly names: readonly string[];
  readonly fields: readonly string[];
  readonly schema: z.ZodType<{ readonly issues: readonly I[]; readonly issueErrors?: readonly unknown[] | null | undefined }>;
  readonly what: string;
}

async function bulkFetch<I>(http: HttpClient, { names, fields, schema, what }: Bulk<I>, origin: Origin, ask: Ask): Promise<readonly I[]> {
  const { body } = await http.send({
    method: 'POST',
    isRead: true,
    path: '/rest/api/3/issue/bulkfetch',
    json: { issueIdsOrKeys: names, fields },
    schema,
    ask,
    doing: `reading ${names.length} ${what}`,
  });
  const failed = body.issueErrors?.length ?? 0;
  if (failed === 0) return body.issues;
  throw new SourceError(origin.connection, { code: 'SERVER_ERROR', message: `could not fetch ${failed} of ${names.length} ${what} just now; ask again`, sinceAt: origin.fetchedAt, retryAt: null });
}
