import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordSync } from '../../../domain/ports/sync.ts';
import { HttpProblem } from '../../http/index.ts';
import type { JiraClient } from '../client.ts';
import { searchPage } from '../cloud.search.ts';
import { anyIssue, inOrderOfUpdate } from '../jql.ts';
import { toWorkItem } from '../translate.ts';
import { syncFields } from '../wire.ts';
import { cursorOf, isFurther, latest, momentsOf, nextSince, reachedBy, writtenSince } from './cursor.ts';

/** Cloud gives fewer where many fields are asked for, and says nothing of it. */
const pageSize = 1000;
/** Tokens remembered to notice one that comes again; loops are reported of one or two pages. */
const mostRemembered = 8;
/** Pages without an issue, one after another, that are not the end. */
const mostEmpty = 20;

const cursorSchema = z.object({
  since: z.string().nullable(),
  newest: z.string().nullable(),
  total: z.int().nullable(),
  /** The account's time zone, asked for when a pass begins, which proves the sign-in too. */
  zone: z.string().nullable().optional(),
  /** A search that has further pages: what is asked and reconciled stays the same on each. */
  search: z.object({ jql: z.string(), reconcile: z.array(z.int()), token: z.string().min(1), seen: z.array(z.string()), empty: z.int() }).nullable(),
});
const cursors = cursorOf(cursorSchema, 'the work items of Jira Cloud');
type Place = z.infer<typeof cursorSchema>;

const beginning: Place = { since: null, newest: null, total: null, search: null };
const countSchema = z.object({ count: z.int().min(0) });

/**
 * All work items in the order of their last writing, then what was written since. Whether tokens hold still while issues
 * move to the end of the list nobody says, so each page begins with the minute in which the one before it ended; tokens
 * are followed where a page is all of one minute (apis/README.md §5). No short page, no empty page and no isLast is the
 * end. What this connection wrote a moment ago is reconciled. A search whose token Jira no longer takes begins again.
 */
export function cloudWorkItems(client: JiraClient): RecordSync<'work-item'> {
  return {
    async page(cursor, ask) {
      const place = cursor === null ? beginning : cursors.read(cursor);
      const zone = place.zone === undefined ? await client.timeZone(ask) : place.zone;
      const total = cursor === null ? await countAll(client, ask) : place.total;
      try {
        return await readPage(client, { ...place, zone, total }, ask);
      } catch (error) {
        if (place.search === null || !(error instanceof HttpProblem) || error.status !== 400) throw error;
        return readPage(client, { ...place, zone, total, search: null }, ask);
      }
    },
  };
}

async function readPage(client: JiraClient, place: Place, ask: Ask) {
  const origin = client.origin();
  const { since, zone = null } = place;
  const search = place.search ?? { jql: inOrderOfUpdate(writtenSince(since, zone)).text, reconcile: [...client.writes.list()], token: null, seen: [], empty: 0 };
  const body = await searchPage(client, { ...search, jql: { text: search.jql }, fields: syncFields, size: pageSize }, ask);
  if ((body.warnings?.length ?? 0) > 0) throw odd(client, 'cut a part of the question off');
  const newest = latest([place.newest, ...momentsOf(body.issues)]);
  const token = body.nextPageToken ?? null;
  const page = { records: body.issues.map((issue) => toWorkItem(issue, origin)), total: place.total, hidden: 0 };
  if (token === null) return { ...page, cursor: cursors.write({ ...beginning, since: nextSince(newest, origin.fetchedAt) ?? since }), isLast: true };
  const reached = reachedBy(body.issues);
  if (isFurther(reached, since, zone)) return { ...page, cursor: cursors.write({ ...place, since: reached, newest, search: null }), isLast: false };
  const next = { ...search, token, ...watched(client, search, token, body.issues.length) };
  return { ...page, cursor: cursors.write({ ...place, newest, search: next }), isLast: false };
}

/** What to remember of a search that goes on; throws for one that goes round. */
function watched(client: JiraClient, search: Pick<NonNullable<Place['search']>, 'seen' | 'empty'>, token: string, came: number): Pick<NonNullable<Place['search']>, 'seen' | 'empty'> {
  const mark = createHash('sha256').update(token).digest('hex').slice(0, 16);
  const empty = came === 0 ? search.empty + 1 : 0;
  if (search.seen.includes(mark)) throw odd(client, 'goes round in the pages of work items');
  if (empty > mostEmpty) throw odd(client, `answered ${empty} pages without a work item, and no end`);
  return { seen: [...search.seen, mark].slice(-mostRemembered), empty };
}

/** An estimate; enough for a progress bar. */
async function countAll(client: JiraClient, ask: Ask): Promise<number> {
  const { body } = await client.send({ method: 'POST', isRead: true, path: '/rest/api/3/search/approximate-count', json: { jql: anyIssue.text }, schema: countSchema, ask, doing: 'counting work items' });
  return body.count;
}

function odd(client: JiraClient, message: string): SourceError {
  const { connection, fetchedAt } = client.origin();
  return new SourceError(connection, { code: 'UNEXPECTED_ANSWER', message: `${message}; ask again`, sinceAt: fetchedAt, retryAt: null });
}
