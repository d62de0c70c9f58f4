import express, { type Request } from 'express';
import type { Caller } from '../access/caller.ts';
import { mayRead } from '../access/visibility.ts';
import { bodyOf, parameter, pathPart, readableRecord, route, type Instance } from '../instance.ts';
import { matcher } from '../query/match.ts';
import { parseQuery } from '../query/parse.ts';
import { sorted } from '../query/sort.ts';
import { afterApprovalWrite, approvalsOf } from '../rules/approval-write.ts';
import { insertRecord, updateRecord } from '../rules/write.ts';
import { valueOf, type Row } from '../row.ts';
import { Refusal } from '../wire/refusal.ts';
import { typedRecord } from '../wire/typed-shape.ts';
import { requireChangeRole } from './change-access.ts';

const types = ['normal', 'standard', 'emergency'];
/** Ten thousand in the Table API, five hundred here, and nothing in the answer says that more were left out. */
const defaultLimit = 500;

/** /api/sn_chg_rest/change: list, read, create and change (apis/README.md §3). */
export function changeRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const { store } = instance;
  router.get('/', route(instance, ({ req, res, caller }) => { res.json({ result: list(instance, req, caller, null) }); }));
  for (const type of types) {
    router.get(`/${type}`, route(instance, ({ req, res, caller }) => { res.json({ result: list(instance, req, caller, type) }); }));
    if (type !== 'standard') router.post(`/${type}`, route(instance, ({ req, res, caller }) => {
      requireChangeRole(caller);
      const { row, ignored } = insertRecord(store, caller, 'change_request', { ...sentValues(req), type });
      res.json({ result: { ...typedRecord(store, caller, 'change_request', row), __meta: { ignoredFields: ignored } } });
    }));
    oneChange(instance, router, `/${type}/:id`, type);
  }
  oneChange(instance, router, '/:id', null);
  router.patch('/:id/approvals', route(instance, ({ req, res, caller }) => { res.json({ result: [decide(instance, req, caller)] }); }));
  router.post('/:id/approvals', route(instance, ({ req }) => { throw new Refusal(405, 'Method not supported', `POST not supported for ${req.path}`); }));
  return router;
}

function oneChange(instance: Instance, router: express.Router, path: string, type: string | null): void {
  const { store } = instance;
  router.get(path, route(instance, ({ req, res, caller }) => {
    res.json({ result: typedRecord(store, caller, 'change_request', changeOf(instance, req, caller, type)) });
  }));
  router.patch(path, route(instance, ({ req, res, caller }) => {
    const { row, ignored } = patched(instance, req, caller, changeOf(instance, req, caller, type));
    res.json({ result: { ...typedRecord(store, caller, 'change_request', row), __meta: { ignoredFields: ignored } } });
  }));
}

/** @throws Refusal 403 for a caller without the role, 404 for a change that is not there for them, or not of that type. */
export function changeOf(instance: Instance, req: Request, caller: Caller, type: string | null = null): Row {
  requireChangeRole(caller);
  const row = readableRecord(instance, caller, 'change_request', pathPart(req, 'id'));
  if (type !== null && valueOf(row, 'type') !== type) throw new Refusal(404, 'Record not found', `No ${type} change with this sys_id`);
  return row;
}

function list({ store, now }: Instance, req: Request, caller: Caller, type: string | null): object[] {
  requireChangeRole(caller);
  const query = parseQuery(parameter(req, 'sysparm_query') || parameter(req, 'query'));
  const matches = matcher(store, 'change_request', query, { callerId: caller.id, callerName: caller.userName, now });
  const matching = store.rows('change_request').filter((row) => (type === null || valueOf(row, 'type') === type) && matches(row));
  const orders = query.orders.length > 0 ? query.orders : [{ field: parameter(req, 'order') || 'number', isDescending: false }];
  const limit = Number(parameter(req, 'sysparm_limit') || defaultLimit);
  const offset = Number(parameter(req, 'sysparm_offset') || 0);
  const page = sorted(store, 'change_request', matching, orders).slice(offset, offset + limit);
  return page.filter((row) => mayRead(store, caller, row)).map((row) => typedRecord(store, caller, 'change_request', row));
}

function patched(instance: Instance, req: Request, caller: Caller, row: Row): ReturnType<typeof updateRecord> {
  try {
    return updateRecord(instance.store, caller, 'change_request', row, sentValues(req));
  } catch (error) {
    // This API wraps a business rule's no in a sentence of its own and leaves the detail empty.
    if (error instanceof Refusal && error.status === 403) throw new Refusal(403, `Change Request record could not be updated. ${error.detail ?? ''}`, '');
    throw error;
  }
}

/** Values may come as a JSON body or in the query string. */
export function sentValues(req: Request): Record<string, unknown> {
  const inQuery = Object.fromEntries(Object.keys(req.query).filter((name) => !name.startsWith('sysparm_')).map((name) => [name, parameter(req, name)]));
  return { ...inQuery, ...bodyOf(req) };
}

/** Decides for the caller and nobody else; answers in yet another shape: a bare sys_id and the state as a string. */
function decide(instance: Instance, req: Request, caller: Caller): object {
  const { store } = instance;
  const change = changeOf(instance, req, caller);
  const { state, comments } = sentValues(req);
  if (state !== 'approved' && state !== 'rejected') throw new Refusal(400, 'Invalid state', 'state must be approved or rejected');
  if (state === 'rejected' && (typeof comments !== 'string' || comments === '')) throw new Refusal(400, 'Comments are required', 'comments are mandatory when rejecting');
  const own = approvalsOf(store, valueOf(change, 'sys_id')).filter((row) => valueOf(row, 'approver') === caller.id && valueOf(row, 'state') === 'requested');
  if (own.length === 0) throw new Refusal(400, 'User is not an approver', 'The user has no approval to give for this change request');
  for (const approval of own) {
    store.update(approval, { state }, caller.userName);
    if (typeof comments === 'string' && comments !== '') store.insert('sys_journal_field', { name: 'sysapproval_approver', element: 'comments', element_id: valueOf(approval, 'sys_id'), value: comments }, caller.userName);
    afterApprovalWrite(store, approval, { state });
  }
  const record = typedRecord(store, caller, 'change_request', change);
  return { ...record, sys_id: valueOf(change, 'sys_id'), state: { display_value: record['state']?.display_value ?? '', value: valueOf(change, 'state') } };
}
