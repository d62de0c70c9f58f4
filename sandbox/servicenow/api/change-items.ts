import express from 'express';
import { mayRead } from '../access/visibility.ts';
import { bodyOf, parameter, pathPart, route, type Instance } from '../instance.ts';
import { displayInstant } from '../instants.ts';
import { openSpans } from '../rules/open-spans.ts';
import { sysId, valueOf } from '../row.ts';
import type { Store, Worker } from '../store.ts';
import { noRecord, Refusal } from '../wire/refusal.ts';
import { typedRecord } from '../wire/typed-shape.ts';
import { changeOf } from './change.ts';

/** How long a worker stays in each state, in milliseconds of real time. */
const workMs = 100;
const labels = { 1: 'Waiting', 2: 'In-Progress', 3: 'Complete', 4: 'Error' } as const;
const tables: Readonly<Record<string, string>> = { affected: 'task_ci', impacted: 'task_cmdb_ci_service' };

/** A change's items: GET by association, POST adds by a worker (202), whose state GET /change/worker/{id} tells. */
export function changeItemsRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const { store } = instance;
  router.get('/worker/:worker', route(instance, ({ req, res, origin }) => {
    const worker = store.memory.workers[pathPart(req, 'worker')];
    if (!worker) throw noRecord();
    res.json({ result: told(worker, origin) });
  }));
  router.get('/:id/ci', route(instance, ({ req, res, caller }) => {
    const change = changeOf(instance, req, caller);
    const table = tables[parameter(req, 'association_type')];
    if (table === undefined) throw new Refusal(400, 'Invalid association_type', 'association_type must be one of affected, impacted');
    const rows = store.rows(table).filter((row) => valueOf(row, 'task') === valueOf(change, 'sys_id') && mayRead(store, caller, row));
    res.json({ result: rows.map((row) => typedRecord(store, caller, table, row)) });
  }));
  router.post('/:id/ci', route(instance, ({ req, res, caller, origin }) => {
    const change = changeOf(instance, req, caller);
    const { cmdb_ci_sys_ids: ids, association_type: kind } = bodyOf(req);
    if (!Array.isArray(ids) || typeof kind !== 'string' || !(kind in tables)) throw new Refusal(400, 'Invalid request body', 'cmdb_ci_sys_ids and association_type are required');
    const task = valueOf(change, 'sys_id');
    res.status(202).json({ result: told(start(store, { task, kind, items: ids.map(String), request: JSON.stringify({ cmdb_ci_sys_ids: ids, association_type: kind, task }) }), origin) });
  }));
  router.get('/:id/schedule', route(instance, ({ req, res, caller, origin }) => {
    const change = changeOf(instance, req, caller);
    const task = valueOf(change, 'sys_id');
    const spans = openSpans(store, change);
    res.status(202).json({ result: told(start(store, { task, kind: 'schedule', items: [], spans, request: JSON.stringify({ change_sys_id: task, timezone: 'Europe/Berlin' }) }), origin) });
  }));
  return router;
}

/** Lets the workers that a stop of the sandbox interrupted do their work. */
export function finishWorkers(store: Store): void {
  for (const worker of Object.values(store.memory.workers)) if (worker.state < 3) finish(store, worker);
}

function start(store: Store, order: Pick<Worker, 'task' | 'kind' | 'items' | 'request' | 'spans'>): Worker {
  const id = sysId('worker', `${order.task} ${store.now()} ${Object.keys(store.memory.workers).length}`);
  const worker: Worker = { ...order, id, ignored: [], state: 1 };
  store.memory.workers[id] = worker;
  store.changed();
  setTimeout(() => { worker.state = 2; }, workMs).unref();
  setTimeout(() => { finish(store, worker); }, 2 * workMs).unref();
  return worker;
}

/** Complete also when some of the items do not exist: those are only listed as ignored. */
function finish(store: Store, worker: Worker): void {
  const table = tables[worker.kind] ?? 'task_ci';
  const column = table === 'task_ci' ? 'ci_item' : 'cmdb_ci_service';
  for (const item of worker.items) {
    const isThere = store.get('cmdb_ci', item) !== undefined;
    const isListed = store.rows(table).some((row) => valueOf(row, 'task') === worker.task && valueOf(row, column) === item);
    if (!isThere) worker.ignored.push(item);
    else if (!isListed) store.insert(table, { task: worker.task, [column]: item }, 'system');
  }
  worker.state = 3;
  store.changed();
}

function told(worker: Worker, origin: string): object {
  return {
    worker: { sysId: worker.id, link: `${origin}/api/sn_chg_rest/change/worker/${worker.id}` },
    request: worker.request,
    state: { value: worker.state, display_value: labels[worker.state] },
    type: worker.kind,
    messages: { errorMessages: [], warningMessages: [], infoMessages: worker.state === 3 && worker.spans?.length === 0 ? ['No available time slots found'] : [] },
    ...(worker.state === 3 && (worker.spans?.length ?? 0) > 0 ? { payload: { spans: worker.spans?.map(({ start: from, end: to }) => ({ start: moment(from), end: moment(to) })) } } : {}),
    ...(worker.ignored.length > 0 ? { ignored_cmdb_ci_sys_ids: worker.ignored } : {}),
  };
}

function moment(value: string): object {
  return { value, display_value: displayInstant(value) };
}
