import type { StoryWorkItem } from './story.ts';
import { pick } from './chance.ts';
import { developers } from './people.ts';

const verbs = ['Show', 'Validate', 'Retry', 'Speed up', 'Log', 'Round', 'Explain', 'Migrate', 'Encrypt', 'Batch', 'Cache', 'Archive'] as const;
const things = ['the booking date', 'failed transfers', 'IBAN entry', 'the daily limit', 'currency rates', 'the audit trail', 'standing orders', 'the fee table', 'sanction hits', 'customer letters', 'the balance query', 'session expiry'] as const;

/** `count` finished pieces of work, numbered from `first` in the service's Jira project. */
export function doneWork(project: string, first: number, count: number): StoryWorkItem[] {
  return Array.from({ length: count }, (_, index) => workItem(project, first + index, 'Done'));
}

export function workItem(project: string, number: number, status: StoryWorkItem['status']): StoryWorkItem {
  const key = `${project}-${number}`;
  const title = `${pick(verbs, `verb ${key}`)} ${pick(things, `thing ${key}`)}`;
  const assignee = status === 'To Do' ? null : pick(developers, `work ${key}`);
  return { key, title, kind: pick(['Story', 'Story', 'Bug', 'Task'], `kind ${key}`), status, assignee };
}
