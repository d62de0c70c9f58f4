import type { Request, Response, Router } from 'express';
import { baseOf, datetime, fieldsOf, param, refuse, refuseField, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import type { Jira } from './heart.ts';
import { mayChange } from './permissions.ts';
import type { Comment, Issue } from './state.ts';

/** Whoever asks for more gets this many and no word about it. */
const mostResults = 20;
const longest = 32_767;

/** What people wrote below an issue: documents in v3, wiki text in v2. */
export function commentRoutes(router: Router, jira: Jira): void {
  router.get(`${jira.ways.root}/issue/:issue/comment`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => { list(jira, issue, req, res); });
  });
  router.post(`${jira.ways.root}/issue/:issue/comment`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => { post(jira, issue, req, res); });
  });
}

/** Oldest first, unless asked otherwise. */
function list(jira: Jira, issue: Issue, req: Request, res: Response): void {
  const orderBy = param(req, 'orderBy') ?? 'created';
  if (!['created', '+created', '-created'].includes(orderBy)) {
    refuse(res, 400, 'The orderBy parameter is invalid.');
    return;
  }
  const all = jira.data.comments.filter(({ issueId }) => issueId === issue.id);
  const rows = orderBy === '-created' ? all.toReversed() : all;
  const startAt = Math.max(0, Number(param(req, 'startAt') ?? 0) || 0);
  const maxResults = Math.min(mostResults, Math.max(0, Number(param(req, 'maxResults') ?? 50)));
  res.json({ startAt, maxResults, total: rows.length, comments: rows.slice(startAt, startAt + maxResults).map((row) => commentView(row, issue, jira, baseOf(req))) });
}

function post(jira: Jira, issue: Issue, req: Request, res: Response): void {
  const body = fieldsOf(req.body, ['body', 'visibility', 'properties']);
  if (body === undefined) refusePayload(res);
  else if (!mayChange(issue.projectKey, callerOf(res))) refuse(res, 400, 'You do not have the permission to comment on this issue.');
  else if (!jira.ways.isText(body['body'])) refuseField(res, 'comment', jira.ways.root === '/rest/api/3' ? 'Comment body is not valid!' : 'Comment body can not be empty!');
  else if (JSON.stringify(body['body']).length > longest) refuseField(res, 'comment', `The entered text is too long. It exceeds the allowed limit of ${longest} characters.`);
  else {
    const row: Comment = { id: 70_000 + jira.data.comments.length, issueId: issue.id, author: callerOf(res) ?? '', createdAt: jira.now().toISOString(), body: body['body'] };
    jira.data.comments.push(row);
    jira.changed();
    jira.herald.commented(issue, row);
    res.status(201).json(commentView(row, issue, jira, baseOf(req)));
  }
}

function commentView(row: Comment, issue: Issue, jira: Jira, base: string): Record<string, unknown> {
  const author = jira.ways.user(row.author, jira.data, base);
  return {
    self: `${base}${jira.ways.root}/issue/${issue.id}/comment/${row.id}`, id: String(row.id), author, updateAuthor: author, body: row.body,
    created: datetime(row.createdAt), updated: datetime(row.createdAt), ...(jira.ways.root === '/rest/api/3' ? { jsdPublic: true } : {}),
  };
}
