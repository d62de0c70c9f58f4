import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, isTexts, param, params, refuse, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import { issueView, zoneOf } from './issue.view.ts';
import type { Jira } from './heart.ts';
import { JqlError } from './jql/lex.ts';
import { matcher } from './jql/match.ts';
import type { Asker, Candidate } from './jql/match.ts';
import { parse } from './jql/parse.ts';
import type { Clause } from './jql/parse.ts';
import { cut, readToken } from './paging.ts';
import { changeView, deskCandidate, serviceProject } from './service-desk/index.ts';

interface Search { readonly jql: string; readonly fields: readonly string[]; readonly maxResults: number; readonly token: string | null; readonly reconcile: readonly number[] }

const known = ['jql', 'fields', 'expand', 'maxResults', 'nextPageToken', 'fieldsByKeys', 'properties', 'reconcileIssues'];

/** Search as Cloud has it since the old one was removed: tokens instead of offsets, no total, id alone unless asked. */
export function searchRoutes(router: Router, jira: Jira): void {
  router.post('/rest/api/3/search/jql', (req, res) => {
    const search = readBody(req.body);
    if (search === undefined) refusePayload(res);
    else answer(jira, search, req, res);
  });
  router.get('/rest/api/3/search/jql', (req, res) => {
    // Unlike the body's, an unknown query parameter is ignored: startAt gives the first page for ever.
    answer(jira, {
      jql: param(req, 'jql') ?? '', fields: params(req, 'fields') ?? ['id'], maxResults: Number(param(req, 'maxResults') ?? 50),
      token: param(req, 'nextPageToken') ?? null, reconcile: (params(req, 'reconcileIssues') ?? []).map(Number),
    }, req, res);
  });
  router.post('/rest/api/3/search/approximate-count', (req, res) => {
    const body = fieldsOf(req.body, ['jql']);
    if (typeof body?.['jql'] !== 'string') refusePayload(res);
    else withMatches(jira, { jql: body['jql'], reconcile: [] }, res, (rows) => { res.json({ count: rows.length }); });
  });
  router.all(['/rest/api/2/search', '/rest/api/3/search'], (_req, res) => {
    refuse(res, 410, 'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046');
  });
}

function readBody(body: unknown): Search | undefined {
  const read = fieldsOf(body, known);
  if (read === undefined) return undefined;
  const { jql = '', fields = ['id'], maxResults = 50, nextPageToken = null, reconcileIssues = [], expand = '' } = read;
  if (typeof jql !== 'string' || !isTexts(fields) || !Number.isInteger(maxResults) || typeof expand !== 'string') return undefined;
  if (nextPageToken !== null && typeof nextPageToken !== 'string') return undefined;
  if (!Array.isArray(reconcileIssues) || !reconcileIssues.every((id) => Number.isInteger(id))) return undefined;
  return { jql, fields, maxResults: Number(maxResults), token: nextPageToken, reconcile: reconcileIssues as number[] };
}

function answer(jira: Jira, search: Search, req: Request, res: Response): void {
  const from = search.token === null ? { offset: 0, isAfterGap: false } : readToken(search.token, search.jql, jira.now());
  if (from === undefined) {
    refuse(res, 400, 'The provided nextPageToken is invalid or has expired.');
    return;
  }
  if (search.reconcile.length > 50) {
    refuse(res, 400, 'The number of issue IDs in reconcileIssues must not exceed 50.');
    return;
  }
  withMatches(jira, search, res, (rows) => {
    const page = cut(rows, from, { size: pageSize(search), jql: search.jql, now: jira.now() });
    res.json({ issues: page.rows.map((row) => shown(row, search.fields, jira, baseOf(req))), ...page.outside });
  });
}

/** 5000 a page when only ids or keys are asked for, 100 with any other field; asking for more is not refused. */
function pageSize({ fields, maxResults }: Search): number {
  const isSlim = fields.every((field) => field === 'id' || field === 'key');
  return Math.min(Math.max(1, Number.isInteger(maxResults) ? maxResults : 50), isSlim ? 5000 : 100);
}

function withMatches(jira: Jira, search: Pick<Search, 'jql' | 'reconcile'>, res: Response, then: (rows: readonly Candidate[]) => void): void {
  try {
    then(matches(jira, search, callerOf(res)));
  } catch (error) {
    if (!(error instanceof JqlError)) throw error;
    refuse(res, 400, error.message);
  }
}

function matches(jira: Jira, { jql, reconcile }: Pick<Search, 'jql' | 'reconcile'>, accountId: string | null): readonly Candidate[] {
  const query = parse(jql);
  if (query.clause === null) throw new JqlError('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  // Anonymous callers see no project, and so nothing, and no word about it (apis/README.md §5).
  if (accountId === null) return [];
  const asker: Asker = { data: jira.data, accountId, now: jira.now(), timeZone: zoneOf(accountId), canSee: (issue) => jira.canSee(issue, accountId) };
  const test = matcher(query.clause, asker);
  const issues = jira.data.issues.map((issue): Candidate => ({ issue, fields: reconcile.includes(issue.id) ? issue.fields : indexed(issue, jira.now()) }));
  return [...issues, ...(namesProject(query.clause, serviceProject.key) ? jira.changes.map((change) => deskCandidate(change, jira.data)) : [])]
    .filter((candidate) => asker.canSee(candidate.issue) && test(candidate))
    .sort(order(query.orderBy));
}

/** Changes are found by who names their project alone, so that what teams work on stays as the story tells it. */
export function namesProject(clause: Clause, project: string): boolean {
  if (clause.kind === 'not') return namesProject(clause.part, project);
  if (clause.kind !== 'comparison') return clause.parts.some((part) => namesProject(part, project));
  return clause.field.toLowerCase() === 'project' && clause.operands.some((operand) => operand.kind === 'text' && operand.text.toUpperCase() === project);
}

/** What search knows of an issue: for a moment after a write still the old form. */
function indexed(issue: Candidate['issue'], now: Date): Candidate['fields'] {
  return issue.stale !== null && Date.parse(issue.stale.until) > now.getTime() ? issue.stale.fields : issue.fields;
}

const sortValues: Readonly<Record<string, (candidate: Candidate) => string>> = {
  key: ({ issue }) => issue.key.replace(/\d+$/, (number) => number.padStart(9, '0')), id: ({ issue }) => String(issue.id), created: ({ issue }) => issue.createdAt,
  updated: ({ fields }) => fields.updatedAt, summary: ({ fields }) => fields.summary, project: ({ issue }) => issue.projectKey, status: ({ fields }) => fields.statusId,
  resolved: ({ fields }) => fields.resolvedAt ?? '', issuetype: ({ issue }) => issue.type, assignee: ({ fields }) => fields.assignee ?? '', fixversion: ({ fields }) => fields.versionIds.join(),
};

/** Newest first unless asked otherwise. */
export function order(orderBy: readonly { readonly field: string; readonly isDescending: boolean }[]): (a: Candidate, b: Candidate) => number {
  const keys = orderBy.map(({ field, isDescending }) => {
    const value = sortValues[field.toLowerCase()];
    if (value === undefined) throw new JqlError(`Not able to sort using field '${field}'.`);
    return (a: Candidate, b: Candidate): number => value(a).localeCompare(value(b)) * (isDescending ? -1 : 1);
  });
  return (a, b) => keys.map((compare) => compare(a, b)).find((sign) => sign !== 0) ?? b.issue.id - a.issue.id;
}

function shown({ issue, fields, change }: Candidate, asked: readonly string[], jira: Jira, base: string): Record<string, unknown> {
  if (asked.every((field) => field === 'id')) return { id: String(issue.id) };
  const view = change === undefined ? issueView(issue, fields, asked, jira.data, base) : changeView(change, asked, jira, base);
  if (!asked.every((field) => field === 'id' || field === 'key')) return view;
  return { expand: view['expand'], id: view['id'], self: view['self'], key: view['key'] };
}
