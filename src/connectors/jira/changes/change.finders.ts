import type { Change } from '../../../domain/change.ts';
import { namesWord, textOf } from '../../../domain/naming.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { Lookup, RecordFinder } from '../../../domain/ports/connection.ts';
import type { ChangeListing } from '../../../domain/record.ts';
import { readReference } from '../../../domain/reference.ts';
import type { JiraClient } from '../client.ts';
import type { SearchResult } from '../flavour.ts';
import { allOf, eitherOf, equals, mentions, newestFirst, updatedSince } from '../jql.ts';
import type { Jql } from '../jql.ts';
import { minuteNotAfter } from '../moment.ts';
import type { ChangeOptions } from '../options.ts';
import { changeReader, readChangeIssues } from './change.reader.ts';
import { toChange } from './translate.ts';

/** Keys of one search: its JQL stays short. */
const keysPerSearch = 20;
/** How many changes a listing looks at whose state or plan must fit: JQL knows neither, and each page of them is a call. */
const mostLookedAt = 500;

/**
 * Changes of releases: those that carry a key in the configured field, to the letter, those whose title or description
 * names one as a whole word, and along with them those named. JQL compares no text field with a value: its index is asked
 * for the words of the key, in whatever field they stand, and what that finds is read and looked at here.
 */
export function releaseChanges(client: JiraClient, options: ChangeOptions): RecordFinder<'changes.ofReleases'> {
  const reader = changeReader(client, options);
  return {
    async find({ keys, names }, ask) {
      const { connection } = client.origin();
      const clauses = keys.flatMap((key) => mentions(key) ?? []);
      const searches = Array.from({ length: Math.ceil(clauses.length / keysPerSearch) }, (_, nth) => eitherOf(clauses.slice(nth * keysPerSearch, (nth + 1) * keysPerSearch)));
      const found = await searchProven(client, searches.map((words) => allOf(equals('project', options.project), words)), Number.POSITIVE_INFINITY, ask);
      const named = names.flatMap((name) => lookupOf(connection, name));
      const ids = new Set(found.flatMap(({ issues }) => issues.map(({ id }) => id)));
      const changes = await reader.read([...named, ...[...ids].map((id) => ({ id }))], ask);
      const isMeant = ({ id, source, correlationId, title, description }: Change): boolean => named.some((lookup) => ('id' in lookup ? id.endsWith(`:${lookup.id}`) : source.reference.endsWith(`:${lookup.key}`)))
        || keys.some((key) => correlationId === key || namesWord(textOf({ title, description }) ?? '', key));
      // Whoever is named may be found too: under the name it was asked by it stands first.
      const unique = [...new Map(changes.filter(isMeant).toReversed().map((change) => [change.id, change])).values()].toReversed();
      return { records: unique, isComplete: clauses.length === keys.length && found.every(({ isComplete }) => isComplete) };
    },
  };
}

/** Newest first. States are this connection's words and plans are fields of a company's own, so both are compared here; a text is found as Jira's index finds it. */
export function changeList(client: JiraClient, options: ChangeOptions): RecordFinder<'changes.list'> {
  const reader = changeReader(client, options);
  return {
    async find(listing, ask) {
      const words = listing.text === null ? null : mentions(listing.text);
      if (listing.states?.length === 0 || (listing.text !== null && words === null)) return { records: [], isComplete: true };
      const since = listing.updatedSince === null ? null : updatedSince(minuteNotAfter(listing.updatedSince, await client.timeZone(ask)));
      const isLookedAt = listing.states !== null || listing.plannedFrom !== null || listing.plannedTo !== null;
      const query = newestFirst(allOf(equals('project', options.project), ...(since === null ? [] : [since]), ...(words === null ? [] : [words])));
      const [found] = await searchProven(client, [query], isLookedAt ? mostLookedAt : listing.limit, ask);
      const order = (found?.issues ?? []).map(({ id }) => id);
      const origin = client.origin();
      const fitting = (await readChangeIssues(client, order, options, ask)).filter((issue) => fits(toChange(issue, null, options, origin, issue.key), listing)).map(({ id }) => id);
      const wanted = order.filter((id) => fitting.includes(id)).slice(0, listing.limit);
      const records = await reader.read(wanted.map((id) => ({ id })), ask);
      const isComplete = found?.isComplete === true && fitting.length <= listing.limit;
      return { records: records.toSorted((a, b) => wanted.findIndex((id) => a.id.endsWith(`:${id}`)) - wanted.findIndex((id) => b.id.endsWith(`:${id}`))), isComplete };
    },
  };
}

/** To a stranger Jira shows a part or nothing, so a judgement always has the sign-in proven; a page, when nothing came. */
async function searchProven(client: JiraClient, queries: readonly Jql[], limit: number, ask: Ask): Promise<readonly SearchResult[]> {
  const isPage = ask.purpose === 'page';
  const [found] = await Promise.all([Promise.all(queries.map((query) => client.search(query, limit, ask))), isPage ? undefined : client.proveSignIn(ask)]);
  if (isPage && found.every(({ issues }) => issues.length === 0)) await client.proveSignIn(ask);
  return found;
}

/** What is hidden of a change cannot speak against it. */
function fits({ state, plannedStartAt, plannedEndAt }: Change, { states, plannedFrom, plannedTo }: ChangeListing): boolean {
  return (states === null || states.includes(state))
    && (plannedFrom === null || plannedEndAt === null || plannedEndAt >= plannedFrom) && (plannedTo === null || plannedStartAt === null || plannedStartAt <= plannedTo);
}

function lookupOf(connection: string, name: string): readonly Lookup[] {
  const parts = readReference(name);
  if (parts?.connection !== connection || parts.kind !== 'change') return [];
  return [/^\d+$/.test(parts.key) ? { id: parts.key } : { key: parts.key }];
}
