import type { People } from '../../domain/ports/people.ts';
import type { WorkItemFacts } from '../facts.ts';
import { withoutMisnamed } from './misnamed.ts';
import type { Reader, Wanted } from './records.ts';

/** Work items with who is to finish them, joined to a person. */
export async function gatherWorkItems(reader: Reader, links: readonly Wanted[], people: People): Promise<readonly WorkItemFacts[]> {
  const items = withoutMisnamed(await reader.read('work-item', links));
  return items.map((item) => ({ ...item, assignee: item.record.state === 'known' && item.record.value.assignee !== null ? people.ofAccount(item.record.value.assignee) : null }));
}
