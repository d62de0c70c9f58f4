import express from 'express';
import { route, type Instance } from '../instance.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import type { ConflictRun, Store } from '../store.ts';
import { noRecord } from '../wire/refusal.ts';
import { displayOf } from '../wire/display.ts';
import { changeOf } from './change.ts';

/** How long a check runs, in milliseconds of real time. */
const checkMs = 200;
const standing = new Set(['-4', '-3', '-2', '-1']);

/**
 * The conflict check of a change: POST starts one and answers at once with the id of its run; GET tells the last finished one
 * — whose `status` says "Conflict" whether or not there are any (apis/README.md §3, trap 4); DELETE ends a running one.
 */
export function conflictRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const { store } = instance;
  router.post('/:id/conflict', route(instance, ({ req, res, caller }) => { res.json({ result: start(store, changeOf(instance, req, caller)) }); }));
  router.get('/:id/conflict', route(instance, ({ req, res, caller }) => {
    const change = changeOf(instance, req, caller);
    const run = store.memory.conflictRuns[valueOf(change, 'sys_id')];
    if (!run) throw noRecord();
    res.json({ result: told(store, run) });
  }));
  router.delete('/:id/conflict', route(instance, ({ req, res, caller }) => {
    const run = store.memory.conflictRuns[valueOf(changeOf(instance, req, caller), 'sys_id')];
    if (run) run.isRunning = false;
    store.changed();
    res.status(204).end();
  }));
  return router;
}

/** Finishes the checks that a stop of the sandbox interrupted. */
export function finishConflictRuns(store: Store): void {
  for (const id of Object.keys(store.memory.conflictRuns)) finish(store, id);
}

function start(store: Store, change: Row): string {
  const id = valueOf(change, 'sys_id');
  const before = store.memory.conflictRuns[id];
  const runId = sysId('conflict_run', `${id} ${store.now()} ${valueOf(change, 'sys_mod_count')}`);
  store.memory.conflictRuns[id] = { id: runId, isRunning: true, lastRun: before?.lastRun ?? '', conflicts: before?.conflicts ?? [] };
  store.changed();
  setTimeout(() => { finish(store, id); }, checkMs).unref();
  return runId;
}

function finish(store: Store, id: string): void {
  const run = store.memory.conflictRuns[id];
  const change = store.get('change_request', id);
  if (!run?.isRunning || !change) return;
  run.isRunning = false;
  run.lastRun = store.now();
  run.conflicts = conflictsOf(store, change);
  store.update(change, { conflict_status: run.conflicts.length > 0 ? 'Conflict' : 'No Conflict', conflict_last_run: run.lastRun }, 'system');
  store.changed();
}

/** Other standing changes whose window overlaps and that touch one of the same items. */
function conflictsOf(store: Store, change: Row): ConflictRun['conflicts'] {
  const own = itemsOf(store, change);
  return store.rows('change_request').flatMap((other) => {
    if (other === change || !standing.has(valueOf(other, 'state')) || !overlaps(change, other)) return [];
    return [...itemsOf(store, other)].filter((item) => own.has(item)).map((item) => ({ change: valueOf(change, 'sys_id'), item, with: valueOf(other, 'sys_id') }));
  });
}

function itemsOf(store: Store, change: Row): Set<string> {
  const listed = store.rows('task_ci').filter((row) => valueOf(row, 'task') === valueOf(change, 'sys_id')).map((row) => valueOf(row, 'ci_item'));
  return new Set([valueOf(change, 'cmdb_ci'), ...listed].filter((id) => id !== ''));
}

function overlaps(a: Row, b: Row): boolean {
  return valueOf(a, 'start_date') < valueOf(b, 'end_date') && valueOf(b, 'start_date') < valueOf(a, 'end_date');
}

function told(store: Store, run: ConflictRun): object {
  const pair = (field: string, value: string): object => ({ display_value: displayOf(store, fieldsOf('task_ci').get(field) ?? { kind: 'text' }, value), value });
  return {
    status: 'Conflict',
    last_run: run.lastRun,
    record_count: '1',
    job_status: run.isRunning ? '1' : '2',
    conflicts: run.conflicts.map((conflict) => ({
      change: pair('task', conflict.change),
      conflicting_change: pair('task', conflict.with),
      configuration_item: pair('ci_item', conflict.item),
      type: { display_value: 'CI Already Scheduled', value: 'ci_already_scheduled' },
    })),
  };
}
