import type { RecordFinder } from '../../domain/ports/connection.ts';
import type { JiraClient } from './client.ts';
import { mentions } from './jql.ts';
import { toWorkItem } from './translate.ts';
import { workItemReader } from './work-item.reader.ts';

/** Work items by free text, or the one whose key was typed. */
export function workItemList(client: JiraClient): RecordFinder<'work-items.list'> {
  const reader = workItemReader(client);
  return {
    async find({ text, limit }, ask) {
      const typed = text.trim();
      if (/^[A-Z][A-Z0-9_]*-\d+$/i.test(typed)) return { records: (await reader.read([{ key: typed }], ask)).slice(0, limit), isComplete: true };
      const jql = mentions(typed);
      if (jql === null || limit < 1) return { records: [], isComplete: jql === null };
      const origin = client.origin();
      const found = await client.search(jql, limit, ask);
      if (found.issues.length === 0) await client.proveSignIn(ask);
      return { records: found.issues.map((issue) => toWorkItem(issue, origin)), isComplete: found.isComplete };
    },
  };
}
