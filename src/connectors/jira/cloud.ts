import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import { searchCloud } from './cloud.search.ts';
import type { Flavour } from './flavour.ts';
import { toDocument } from './text.ts';
import type { Origin } from './translate.ts';
import { bulkSchema, issueFields } from './wire.ts';
import type { Issue } from './wire.ts';

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
  issues: bulkFetch,
};

async function bulkFetch(http: HttpClient, names: readonly string[], origin: Origin, ask: Ask): Promise<readonly Issue[]> {
  const { body } = await http.send({
    method: 'POST',
    isRead: true,
    path: '/rest/api/3/issue/bulkfetch',
    json: { issueIdsOrKeys: names, fields: issueFields },
    schema: bulkSchema,
    ask,
    doing: `reading ${names.length} work items`,
  });
  const failed = body.issueErrors?.length ?? 0;
  if (failed === 0) return body.issues;
  throw new SourceError(origin.connection, { code: 'SERVER_ERROR', message: `could not fetch ${failed} of ${names.length} work items just now; ask again`, sinceAt: origin.fetchedAt, retryAt: null });
}
