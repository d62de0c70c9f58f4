import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { SourceProblem } from '../../domain/source.ts';
import { HttpProblem } from '../http/index.ts';
import type { Headers, HttpClient } from '../http/index.ts';
import { searchDataCenter } from './data-center.search.ts';
import type { Flavour } from './flavour.ts';
import { anyOf } from './jql.ts';
import { toWiki } from './text.ts';
import type { Origin } from './translate.ts';
import { issueFields, issueSchema } from './wire.ts';
import type { Issue } from './wire.ts';

/** Jira Data Center, REST v2 (apis/README.md §6). */
export const dataCenter: Flavour = {
  system: 'JIRA_DATA_CENTER',
  root: '/rest/api/2',
  refusedSignIn: (clock) => (status, _body, headers) => refusal(status, headers, clock),
  toText: toWiki,
  search: searchDataCenter,
  issues: searchNamed,
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

/**
 * Data Center has no bulk fetch, so names are searched for, unchecked: a checked search is refused for one unknown key.
 * Should a version check them all the same (400), they are asked for one by one.
 */
async function searchNamed(http: HttpClient, names: readonly string[], origin: Origin, ask: Ask): Promise<readonly Issue[]> {
  try {
    const { issues, isComplete } = await searchDataCenter(http, { jql: anyOf(names), fields: issueFields }, names.length, ask, { isChecked: false });
    if (isComplete) return issues;
    throw new SourceError(origin.connection, { code: 'UNEXPECTED_ANSWER', message: `did not answer whole when asked for ${names.length} work items by name; ask again`, sinceAt: origin.fetchedAt, retryAt: null });
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 400) throw error;
    return (await Promise.all(names.map((name) => readAlone(http, name, ask)))).flat();
  }
}

async function readAlone(http: HttpClient, name: string, ask: Ask): Promise<readonly Issue[]> {
  try {
    const { body } = await http.send({
      method: 'GET', path: `/rest/api/2/issue/${encodeURIComponent(name)}`, query: { fields: issueFields.join(',') }, schema: issueSchema, ask, doing: 'reading a work item',
    });
    return [body];
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return [];
    throw error;
  }
}
