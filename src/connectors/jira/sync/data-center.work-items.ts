import { z } from 'zod';
import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordSync } from '../../../domain/ports/sync.ts';
import type { JiraClient } from '../client.ts';
import { offsetPage } from '../data-center.search.ts';
import { inOrderOfUpdate } from '../jql.ts';
import { toWorkItem } from '../translate.ts';
import { offsetPageSchema, syncFields } from '../wire.ts';
import type { Issue } from '../wire.ts';
import { cursorOf, isFurther, latest, momentsOf, nextSince, reachedBy, writtenSince } from './cursor.ts';

/** Servers lower it without a word (jira.search.views.default.max). */
const pageSize = 1000;

const cursorSchema = z.object({
  since: z.string().nullable(),
  /** Offset within the issues since then, and the id of the one before it. */
  startAt: z.int().min(0),
  after: z.string().nullable(),
  newest: z.string().nullable(),
  total: z.int().nullable(),
  /** The account's time zone, asked for when a pass begins, which proves the sign-in too. */
  zone: z.string().nullable().optional(),
});
const cursors = cursorOf(cursorSchema, 'the work items of Jira Data Center');
type Place = z.infer<typeof cursorSchema>;

const beginning: Place = { since: null, startAt: 0, after: null, newest: null, total: null };

/**
 * All work items in the order of their last writing, then what was written since. An issue that is written moves to the end
 * of the list and all behind it one up, so offsets alone would leave some out: each page begins with the minute in which
 * the one before it ended. Where a page is all of one minute, the next goes on by what came (apis/README.md §6), with the
 * issue before it as its anchor: if that has moved, the minute is read again.
 */
export function dataCenterWorkItems(client: JiraClient): RecordSync<'work-item'> {
  return {
    async page(cursor, ask) {
      const place = cursor === null ? beginning : cursors.read(cursor);
      const zone = place.zone === undefined ? await client.timeZone(ask) : place.zone;
      const origin = client.origin();
      const { issues, total, isMoved } = await readFrom(client, place, zone, ask);
      const newest = latest([place.newest, ...momentsOf(issues)]);
      const isLast = !isMoved && place.startAt + issues.length >= total;
      const next = isLast ? { ...beginning, since: nextSince(newest, origin.fetchedAt) ?? place.since } : { ...nextPlace(place, issues, zone, isMoved), newest, zone, total: place.total ?? (place.since === null ? total : null) };
      return { records: issues.map((issue) => toWorkItem(issue, origin)), cursor: cursors.write(next), isLast, total: place.since === null ? total : place.total, hidden: 0 };
    },
  };
}

async function readFrom(client: JiraClient, { since, startAt, after }: Place, zone: string | null, ask: Ask): Promise<{ readonly issues: readonly Issue[]; readonly total: number; readonly isMoved: boolean }> {
  const jql = inOrderOfUpdate(writtenSince(since, zone));
  const from = after === null ? startAt : startAt - 1;
  const body = await offsetPage(client, { jql, fields: syncFields, schema: offsetPageSchema, startAt: from, size: pageSize, isChecked: true }, ask);
  const isMoved = after !== null && body.issues[0]?.id !== after;
  const isStuck = body.issues.length === 0 && from < body.total;
  if (body.startAt === from && !isStuck) return { issues: after === null || isMoved ? body.issues : body.issues.slice(1), total: body.total, isMoved };
  const { connection, fetchedAt } = client.origin();
  throw new SourceError(connection, { code: 'UNEXPECTED_ANSWER', message: 'answered work items in pages that do not fit together; ask again', sinceAt: fetchedAt, retryAt: null });
}

function nextPlace(place: Place, issues: readonly Issue[], zone: string | null, isMoved: boolean): Pick<Place, 'since' | 'startAt' | 'after'> {
  const { since, startAt } = place;
  if (isMoved) return { since, startAt: 0, after: null };
  const reached = reachedBy(issues);
  if (isFurther(reached, since, zone)) return { since: reached, startAt: 0, after: null };
  return { since, startAt: startAt + issues.length, after: issues.at(-1)?.id ?? place.after };
}
