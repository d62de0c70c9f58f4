import type { Change } from '../../../domain/change.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordReader } from '../../../domain/ports/connection.ts';
import type { JiraClient } from '../client.ts';
import { readApprovalSteps } from './approvals.ts';
import type { ChangeOptions } from '../options.ts';
import { toChange } from './translate.ts';
import type { ChangeIssue } from './wire.ts';

/** Cloud's own limit (apis/README.md §5); Data Center is asked alike. */
const mostPerCall = 100;

/**
 * Changes by key or numeric id: a hundred issues per call, and one question per change for its approvals. What is of
 * another project or issue type is no change, whatever reference it was asked by.
 */
export function changeReader(client: JiraClient, options: ChangeOptions): RecordReader<'change'> {
  return {
    isSelective: true,
    async read(lookups, ask) {
      const names = [...new Set(lookups.map((lookup) => ('id' in lookup ? lookup.id : lookup.key)).filter(isAskable))];
      const origin = client.origin();
      const issues = await readChangeIssues(client, names, options, ask);
      const asked = names.flatMap((name) => issues.filter((issue) => isNamed(issue, name)).map((issue) => ({ issue, name })));
      const changes = await Promise.all(asked.map(async ({ issue, name }): Promise<{ change: Change; isShown: boolean }> => {
        const steps = await readApprovalSteps(client, issue.id, ask);
        return { change: toChange(issue, steps, options, origin, /^\d+$/.test(name) ? issue.key : name), isShown: steps !== null };
      }));
      if (changes.length < names.length || changes.some(({ isShown }) => !isShown)) await client.proveSignIn(ask);
      return changes.map(({ change }) => change);
    },
  };
}

/** Issues that are changes, by key or numeric id, without a word of their approvals; of their fields those that make a change, or others beside what tells that it is one. */
export async function readChangeIssues(client: JiraClient, names: readonly string[], options: ChangeOptions, ask: Ask, fields: readonly string[] = fieldsOf(options)): Promise<readonly ChangeIssue[]> {
  const origin = client.origin();
  const chunks = Array.from({ length: Math.ceil(names.length / mostPerCall) }, (_, index) => names.slice(index * mostPerCall, (index + 1) * mostPerCall));
  const issues = (await Promise.all(chunks.map((chunk) => client.changes(chunk, ['issuetype', 'project', ...fields], origin, ask)))).flat();
  return issues.filter((issue) => isChange(issue, options));
}

function isAskable(name: string): boolean {
  return /^\d{1,18}$/.test(name) || /^[A-Z][A-Z0-9_]{0,99}-\d{1,18}$/i.test(name);
}

function isNamed(issue: ChangeIssue, name: string): boolean {
  return issue.id === name || issue.key.toUpperCase() === name.toUpperCase();
}

function isChange({ fields }: ChangeIssue, { project, issueTypes }: ChangeOptions): boolean {
  const type = fields.issuetype?.name?.toLowerCase();
  return fields.project?.key.toUpperCase() === project && Object.keys(issueTypes).some((name) => name.toLowerCase() === type);
}

function fieldsOf({ fields }: ChangeOptions): readonly string[] {
  return ['summary', 'description', 'status', 'security', 'reporter', 'assignee', ...Object.values(fields).filter((id) => id !== undefined)];
}
