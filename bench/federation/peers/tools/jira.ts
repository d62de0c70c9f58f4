import type { WorkItemAnswer } from './answers.ts';
import type { Tool } from './tool.ts';

export interface Issue {
  readonly key: string;
  readonly fields: {
    readonly summary: string | null;
    readonly status: { readonly name: string; readonly statusCategory: { readonly key: string } };
    readonly assignee: { readonly displayName: string } | null;
    readonly fixVersions: readonly { readonly name: string }[];
  };
}

const fields = ['summary', 'status', 'assignee', 'fixVersions'];
const progress: Readonly<Record<string, string>> = { new: 'TO_DO', indeterminate: 'IN_PROGRESS', done: 'DONE' };

/** The issues planned for versions of a project, a hundred a page. */
export async function issuesOf(tool: Tool, project: string, versions: readonly string[]): Promise<readonly Issue[]> {
  const jql = `project = "${project}" AND fixVersion in (${[...new Set(versions)].map((version) => `"${version}"`).join(',')})`;
  const issues: Issue[] = [];
  for (let token: string | undefined = undefined; ;) {
    const body = JSON.stringify({ jql, fields, maxResults: 100, ...(token === undefined ? {} : { nextPageToken: token }) });
    const page: { readonly issues: readonly Issue[]; readonly nextPageToken?: string } = await tool.post('/rest/api/3/search/jql', body, 'application/json');
    issues.push(...page.issues);
    token = page.nextPageToken;
    if (token === undefined) return issues;
  }
}

/** Issues by key, a hundred a call. */
export async function issuesByKey(tool: Tool, keys: readonly string[]): Promise<readonly Issue[]> {
  const calls = Array.from({ length: Math.ceil(keys.length / 100) }, (_, index) => keys.slice(index * 100, (index + 1) * 100));
  const answers = await Promise.all(calls.map((some) => tool.post<{ readonly issues: readonly Issue[] }>('/rest/api/3/issue/bulkfetch', JSON.stringify({ issueIdsOrKeys: some, fields }), 'application/json')));
  return answers.flatMap(({ issues }) => issues);
}

export function isPlannedFor({ fields: { fixVersions } }: Issue, version: string): boolean {
  return fixVersions.some(({ name }) => name === version);
}

export function workItemAnswer({ key, fields: { summary, status, assignee } }: Issue, tool: Tool): WorkItemAnswer {
  return {
    key,
    title: summary,
    statusLabel: status.name,
    progress: progress[status.statusCategory.key] ?? 'UNKNOWN',
    assignee: assignee === null ? null : { name: assignee.displayName },
    source: { url: `${tool.url}/browse/${encodeURIComponent(key)}`, isStale: false },
  };
}
