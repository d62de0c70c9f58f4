import type { Request, Response, Router } from 'express';
import { baseOf, param, refuse, refuseField, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import type { Jira } from './heart.ts';
import { mayChange } from './permissions.ts';
import type { Issue, RemoteLink } from './state.ts';

/** Links from an issue to somewhere else. Writing one under a known `globalId` replaces it whole. */
export function remoteLinkRoutes(router: Router, jira: Jira): void {
  router.get(`${jira.ways.root}/issue/:issue/remotelink`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => {
      const wanted = param(req, 'globalId');
      const rows = jira.data.remoteLinks.filter(({ issueId, globalId }) => issueId === issue.id && (wanted === undefined || globalId === wanted));
      const views = rows.map((row) => linkView(row, issue, baseOf(req) + jira.ways.root));
      if (wanted !== undefined && views.length === 0) refuse(res, 404, `No remote issue link with global id '${wanted}' was found.`);
      else res.json(wanted === undefined ? views : views[0]);
    });
  });
  router.post(`${jira.ways.root}/issue/:issue/remotelink`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => { post(jira, issue, req, res); });
  });
}

function post(jira: Jira, issue: Issue, req: Request, res: Response): void {
  if (!mayChange(issue.projectKey, callerOf(res))) {
    refuse(res, 403, 'You do not have permission to link issues in this project.');
    return;
  }
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !('object' in body) || typeof body.object !== 'object' || body.object === null) {
    refusePayload(res);
    return;
  }
  const sent = body as { globalId?: unknown; application?: unknown; relationship?: unknown; object: Readonly<Record<string, unknown>> };
  const missing = ['title', 'url'].find((name) => typeof sent.object[name] !== 'string' || sent.object[name] === '');
  if (missing !== undefined) {
    refuseField(res, missing, `'${missing}' is required.`);
    return;
  }
  const globalId = typeof sent.globalId === 'string' ? sent.globalId : null;
  const { url, title, summary = null, icon = {}, status = { resolved: null, icon: {} } } = sent.object;
  // Whatever is not sent is gone, also on an update (apis/README.md §5).
  const content = { application: sent.application ?? {}, relationship: sent.relationship ?? null, object: { url, title, summary, icon, status } };
  const known = globalId === null ? undefined : jira.data.remoteLinks.find((row) => row.issueId === issue.id && row.globalId === globalId);
  const row = known ?? { id: 50_000 + jira.data.remoteLinks.length, issueId: issue.id, globalId, content };
  row.content = content;
  if (known === undefined) jira.data.remoteLinks.push(row);
  jira.changed();
  res.status(known === undefined ? 201 : 200).json({ id: row.id, self: selfOf(row, issue, baseOf(req) + jira.ways.root) });
}

function selfOf(row: RemoteLink, issue: Issue, base: string): string {
  return `${base}/issue/${issue.key}/remotelink/${row.id}`;
}

function linkView(row: RemoteLink, issue: Issue, base: string): Record<string, unknown> {
  return { id: row.id, self: selfOf(row, issue, base), ...(row.globalId === null ? {} : { globalId: row.globalId }), ...row.content };
}
