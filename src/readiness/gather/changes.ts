import type { Approval } from '../../domain/change.ts';
import type { People } from '../../domain/ports/people.ts';
import type { Fact } from '../fact.ts';
import type { ApprovalFacts, ChangeFacts } from '../facts.ts';
import { withoutMisnamed } from './misnamed.ts';
import type { Reader, Wanted } from './records.ts';

/** Changes with their approvals and items; every account is joined to a person here, so that gates compare people only. */
export async function gatherChanges(reader: Reader, links: readonly Wanted[], people: People): Promise<readonly ChangeFacts[]> {
  const changes = withoutMisnamed(await reader.read('change', links));
  const [approvals, items] = await Promise.all([reader.relate('change.approvals', changes), reader.relate('change.configurationItems', changes)]);
  return changes.map((change) => ({
    ...change,
    requester: change.record.state === 'known' && change.record.value.requestedBy !== null ? people.ofAccount(change.record.value.requestedBy) : null,
    approvals: joined(approvals(change), people),
    items: items(change),
  }));
}

function joined(approvals: Fact<readonly Approval[]>, people: People): Fact<readonly ApprovalFacts[]> {
  if (approvals.state !== 'known') return approvals;
  return { ...approvals, value: approvals.value.map(({ approver, group, phase, state }) => ({ group, phase, state, approver: approver === null ? null : people.ofAccount(approver) })) };
}
