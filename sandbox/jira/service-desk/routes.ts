import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, param } from '../answers.ts';
import { callerOf } from '../door.ts';
import type { Jira } from '../heart.ts';
import type { DeskChange } from './tables.ts';
import { approvalView } from './views.ts';

/** Whoever asks for more of a list gets this many and no word about it. */
const mostPerPage = 1;

/** Approvals as the portal's API tells them (apis/README.md §7); its errors are of a shape of their own. */
export function serviceDeskRoutes(router: Router, jira: Jira): void {
  router.get('/rest/servicedeskapi/request/:issue/approval', (req, res) => {
    withRequest(jira, req.params.issue, res, (change) => { res.json(page(change, jira, req)); });
  });
  router.get('/rest/servicedeskapi/request/:issue/approval/:approval', (req, res) => {
    withRequest(jira, req.params.issue, res, (change) => {
      const found = approvalsOf(change, jira, req).find(({ id }) => id === req.params.approval);
      if (found === undefined) refuse(res, 404, 'The approval you are trying to view does not exist.');
      else res.json(found);
    });
  });
  router.post('/rest/servicedeskapi/request/:issue/approval/:approval', (req, res) => {
    withRequest(jira, req.params.issue, res, (change) => { decide(approvalsOf(change, jira, req).find(({ id }) => id === req.params.approval), req, res); });
  });
}

/** Only what may be said of a decision by one who is no approver, as the integration never is: nothing is decided here. */
function decide(approval: Readonly<Record<string, unknown>> | undefined, req: Request, res: Response): void {
  const body = fieldsOf(req.body, ['decision']);
  if (approval === undefined) refuse(res, 404, 'The approval you are trying to answer does not exist.');
  else if (body?.['decision'] !== 'approve' && body?.['decision'] !== 'decline') refuse(res, 400, 'The decision must be approve or decline.');
  else if (approval['finalDecision'] !== 'pending') refuse(res, 409, 'The approval has already been completed.');
  else refuse(res, 403, 'You are not an approver of this approval.');
}

function page(change: DeskChange, jira: Jira, req: Request): Record<string, unknown> {
  const all = approvalsOf(change, jira, req);
  const start = Number(param(req, 'start') ?? 0);
  const limit = Math.min(mostPerPage, Number(param(req, 'limit') ?? 50));
  const values = all.slice(start, start + limit);
  const isLastPage = start + limit >= all.length;
  const at = (from: number): string => `${baseOf(req)}/rest/servicedeskapi/request/${change.id}/approval?start=${from}&limit=${limit}`;
  return {
    _expands: [], size: values.length, start, limit, isLastPage,
    _links: { base: `${baseOf(req)}/rest/servicedeskapi`, context: '', self: at(start), ...(isLastPage ? {} : { next: at(start + limit) }) },
    values,
  };
}

function approvalsOf(change: DeskChange, jira: Jira, req: Request): readonly Record<string, unknown>[] {
  return change.told.approvals.map((approval, nth) => approvalView(change, approval, nth, jira, baseOf(req)));
}

/** An issue without a request type is no request, and looks like one that does not exist. */
function withRequest(jira: Jira, idOrKey: string, res: Response, then: (change: DeskChange) => void): void {
  const change = jira.change(idOrKey, callerOf(res));
  if (callerOf(res) === null) refuse(res, 401, 'Client must be authenticated to access this resource.');
  else if (change?.hasRequestType !== true) refuse(res, 404, 'The request you are trying to view does not exist or you do not have permission to view it.');
  else then(change);
}

function refuse(res: Response, status: number, errorMessage: string): void {
  res.status(status).json({ errorMessage, i18nErrorMessage: { i18nKey: 'sd.error', parameters: [] } });
}
