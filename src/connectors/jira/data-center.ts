import type { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { SourceProblem } from '../../domain/source.ts';
import { HttpProblem } from '../http/index.ts';
import type { Headers, HttpClient } from '../http/index.ts';
import { dataCenterItems } from './changes/items.data-center.ts';
import { changeIssueSchema, changePageSchema } from './changes/wire.ts';
import { searchByOffset, searchDataCenter } from './data-center.search.ts';
import type { Flavour } from './flavour.ts';
import { anyOf } from './jql.ts';
import { toWiki } from './text.ts';
import type { Origin } from './translate.ts';
import { issueFields, issueSchema, offsetPageSchema } from './wire.ts';
import type { OffsetPage } from './wire.ts';

/** Jira Data Center, REST v2 (apis/README.md §6). */
export const dataCenter: Flavour = {
  system: 'JIRA_DATA_CENTER',
  root: '/rest/api/2',
  refusedSignIn: (clock) => (status, _body, headers) => refusal(status, headers, clock),
  toText: toWiki,
  search: searchDataCenter,
  issues: (http, names, origin, ask) => searchNamed(http, { names, fields: issueFields, issue: issueSchema, page: offsetPageSchema, what: 'work items' }, origin, ask),
  changes: (http, names, fields, origin, ask) => searchNamed(http, { names, fields, issue: changeIssueSchema, page: changePageSchema, what: 'changes' }, origin, ask),
  // Versions that call approvals experimental answer nobody who does not say that they know (Atlassian's article on the errors of these resources).
  deskHeaders: { 'X-ExperimentalApi': 'opt-in' },
  items: dataCenterItems,
};

/**
 * After a few wrong passwords it asks for a captcha that only a person can solve, and says so in a header of its 403. Its
 * every answer carries `retry-after` and how much of the limit is left, so a 403 beside them is still a 403: it slows
 * callers down with 429 only.
 */
function refusal(status: number, headers: Headers, clock: Clock): SourceProblem | null {
  const say = (code: SourceProblem['code'], message: string): SourceProblem => ({ code, message, sinceAt: instant(clock.now()), retryAt: null });
  const denied = headers['x-authentication-denied-reason'] ?? '';
  if (/CAPTCHA/i.test(denied)) return say('UNAUTHORIZED', 'wants a captcha solved after too many wrong passwords; sign in once with that account in a browser, or use a personal access token');
  if (denied !== '' || /AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/.test(headers['x-seraph-loginreason'] ?? '')) {
    return say('UNAUTHORIZED', 'did not accept our credentials; check the connection\'s auth settings');
  }
  return status === 403 ? say('FORBIDDEN', 'does not let our account do this (403); grant it the rights, or use another account') : null;
}

/** Issues to search for by name, and what they and a page of them must look like. */
interface Named<I> {
  readonly names: readonly string[];
  readonly fields: readonly string[];
  readonly issue: z.ZodType<I>;
  readonly page: z.ZodType<OffsetPage<I>>;
  readonly what: string;
}

/**
 * Data Center has no bulk fetch, so names are searched for, unchecked: a checked search is refused for one unknown key.
 * Should a version check them all the same (400), they are asked for one by one.
 */
async function searchNamed<I extends { readonly id: string }>(http: HttpClient, { names, fields, issue, page, what }: Named<I>, origin: Origin, ask: Ask): Promise<readonly I[]> {
  try {
    const { issues, isComplete } = await searchByOffset(http, { jql: anyOf(names), fields, schema: page }, names.length, ask, { isChecked: false });
    if (isComplete) return issues;
    throw new SourceError(origin.connection, { code: 'UNEXPECTED_ANSWER', message: `did not answer whole when asked for ${names.length} ${what} by name; ask again`, sinceAt: origin.fetchedAt, retryAt: null });
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 400) throw error;
    return (await Promise.all(names.map((name) => readAlone(http, name, { fields, issue, what }, ask)))).flat();
  }
}

async function readAlone<I>(http: HttpClient, name: string, { fields, issue, what }: Pick<Named<I>, 'fields' | 'issue' | 'what'>, ask: Ask): Promise<readonly I[]> {
  try {
    const { body } = await http.send({
      method: 'GET', path: `/rest/api/2/issue/${encodeURIComponent(name)}`, query: { fields: fields.join(',') }, schema: issue, ask, doing: `reading one of ${what}`,
    });
    return [body];
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return [];
    throw error;
  }
}
