import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordFinder } from '../../domain/ports/connection.ts';
import type { WorkItemFilter } from '../../domain/record.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import type { JiraClient } from './client.ts';
import { allOf, anyIssue, equals, mentions, oneOf, ofProgress, updatedSince } from './jql.ts';
import type { Jql } from './jql.ts';
import { minuteNotAfter, readDatetime } from './moment.ts';
import { toWorkItem } from './translate.ts';
import type { Issue } from './wire.ts';

/**
 * Work items by a filter, every part of which is quoted or refused. A filter that restricts nothing is still bounded.
 * What comes back is checked against the filter, but for its text: only Jira's index knows what that finds. A type or
 * project that Jira does not know is refused by it (400), which is an error here too: it may as well be hidden.
 */
export function matchingWorkItems(client: JiraClient): RecordFinder<'work-items.matching'> {
  return {
    async find(filter, ask) {
      const jql = await queryOf(client, filter, ask);
      if (jql === null || filter.limit < 1) return { records: [], isComplete: jql === null };
      const origin = client.origin();
      const found = await client.search(jql, filter.limit, ask, ['labels', 'updated']);
      if (found.issues.length === 0 && filter.updatedSince === null) await client.proveSignIn(ask);
      const told = found.issues.map((issue) => ({ issue, item: toWorkItem(issue, origin) }));
      const records = told.filter(({ issue, item }) => fits(issue, item, filter)).map(({ item }) => item);
      return { records, isComplete: found.isComplete && told.every(({ issue, item }) => fits(issue, item, { ...filter, updatedSince: null })) };
    },
  };
}

/** Null where nothing can fit: an empty list of types, or a text without a word. */
async function queryOf(client: JiraClient, { project, itemKinds, progress, updatedSince: since, labels, text }: WorkItemFilter, ask: Ask): Promise<Jql | null> {
  const words = text === null ? null : mentions(text);
  if ([itemKinds, progress, labels].some((list) => list?.length === 0) || (text !== null && words === null)) return null;
  const clauses = [
    ...(project === null ? [] : [equals('project', project)]),
    ...(itemKinds === null ? [] : [oneOf('issuetype', itemKinds)]),
    ...(progress === null ? [] : [ofProgress(progress)]),
    ...(since === null ? [] : [updatedSince(minuteNotAfter(since, await client.timeZone(ask)))]),
    ...(labels === null ? [] : [oneOf('labels', labels)]),
    ...(words === null ? [] : [words]),
  ];
  return clauses.length === 0 ? anyIssue : allOf(...clauses);
}

function fits({ key, fields }: Issue, item: WorkItem, { project, itemKinds, progress, updatedSince: since, labels }: WorkItemFilter): boolean {
  const isOf = (value: string | null | undefined, list: readonly string[] | null): boolean => list === null || list.some((one) => one.toLowerCase() === value?.toLowerCase());
  const its: readonly unknown[] = Array.isArray(fields.labels) ? fields.labels : [];
  const updated = readDatetime(fields.updated);
  return isOf(key.replace(/-\d+$/, ''), project === null ? null : [project]) && isOf(item.itemKind, itemKinds) && isOf(item.progress, progress)
    && (labels === null || labels.some((label) => its.includes(label))) && (since === null || (updated !== null && updated >= since));
}
