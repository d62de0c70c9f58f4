import type { Candidate } from '../jql/match.ts';
import type { JiraData } from '../state.ts';
import { changeStatuses, serviceProject } from './tables.ts';
import type { DeskChange } from './tables.ts';

/** A change as search knows it: an issue like any other, and what its own text fields hold. */
export function deskCandidate(change: DeskChange, data: JiraData): Candidate {
  const { id, key, told, typeName: type, createdAt } = change;
  const account = (userName: string): string | null => data.people.find((one) => one.userName === userName)?.accountId ?? null;
  const status = Object.entries(changeStatuses).find(([state]) => state === told.state)?.[1] ?? changeStatuses['-5'];
  const fields = {
    summary: told.title, description: told.description, statusId: status.id, versionIds: [], labels: [], assignee: account(told.assignedTo), updatedAt: createdAt,
    resolvedAt: status.category.key === 'done' ? createdAt : null,
  };
  return {
    change, fields, moreText: [told.correlationId ?? '', told.backoutPlan, told.testPlan].join(' '),
    issue: { id, key, projectKey: serviceProject.key, type, reporter: account(told.requestedBy), createdAt, formerKeys: [], onlyFor: null, stale: null, fields },
  };
}
