import type { Change } from '../../domain/change.ts';
import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { NewChange } from '../../domain/ports/desk.ts';
import { z } from 'zod';
import { createChangeItemReader } from './change-item-reader.ts';
import { itemIds } from './change-order.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf } from './lookups.ts';
import { lookUntil } from './patience.ts';
import { conflictAnswer, noConflictRun, startedCheck, workerAnswer, type WorkerReport } from './wire.ts';

const changePath = '/api/sn_chg_rest/change';
/** Waiting and In-Progress are below; Complete 3, Error 4 (apis/README.md §3, trap 5). */
const endedWorker = 3;

/**
 * Gives a change that Muster opened what its creation could not: its items, then a conflict check over them. Each is
 * looked at first, so that doing it again does nothing. Answers a sentence for each that could not be brought to its end.
 */
export async function finishChange(instance: Instance, id: string, change: Change, { configurationItems }: NewChange, ask: Ask): Promise<readonly string[]> {
  const parts = [() => addItems(instance, id, change, configurationItems, ask), () => checkConflicts(instance, id, change, ask)];
  const unfinished: string[] = [];
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      unfinished.push(error.message);
    }
  }
  return unfinished;
}

/** The worker's word is not taken for it: "Complete" may leave items out (apis/README.md §3, trap 5), so they are read back. */
async function addItems(instance: Instance, id: string, change: Change, names: readonly string[], ask: Ask): Promise<void> {
  if (names.length === 0) return;
  const wanted = await itemIds(instance, names, ask);
  const missing = async (): Promise<readonly string[]> => {
    const items = (await createChangeItemReader(instance).relate([change.id], ask)).get(change.id) ?? [];
    const there = sysIdsOf(instance, ['ci'], items.map((item) => item.id));
    return wanted.filter((item) => !there.has(item));
  };
  const before = await missing();
  if (before.length === 0) return;
  const lost = await runWorker(instance, id, change, before, ask).then(() => null, (error: unknown) => error);
  const after = await missing();
  if (after.length === 0) return;
  if (lost instanceof Error) throw lost;
  throw refuse(instance, 'UNEXPECTED_ANSWER', `left ${counted(after.length, 'configuration item')} out of ${change.label}; add what is missing there`);
}

async function runWorker(instance: Instance, id: string, { label }: Change, items: readonly string[], ask: Ask): Promise<void> {
  const started = await instance.http.send({
    method: 'POST', path: `${changePath}/${id}/ci`, json: { cmdb_ci_sys_ids: items, association_type: 'affected', refresh_impacted_services: true },
    schema: workerAnswer, ask, doing: `adding ${counted(items.length, 'configuration item')} to ${label}`,
  });
  // By its id: the link may lead anywhere.
  const path = `${changePath}/worker/${started.body.result.worker.sysId}`;
  const look = async (): Promise<WorkerReport> => (await instance.http.send({ method: 'GET', path, schema: workerAnswer, ask, doing: `waiting for the items of ${label}` })).body.result;
  const { state, messages } = await lookUntil(look, (seen) => seen.state.value >= endedWorker, ask);
  if (state.value < endedWorker) throw refuse(instance, 'TIMEOUT', `is still adding the configuration items of ${label}; look again later`);
  if (state.value > endedWorker || (messages?.errorMessages?.length ?? 0) > 0) throw refuse(instance, 'UNEXPECTED_ANSWER', `failed to add all configuration items to ${label}; see there why`);
}

/** Once per change: POST only starts a check, and what GET tells is the last one that ended (apis/README.md §3, trap 4). */
async function checkConflicts(instance: Instance, id: string, { label, conflictsCheckedAt }: Change, ask: Ask): Promise<void> {
  if (conflictsCheckedAt !== null) return;
  const path = `${changePath}/${id}/conflict`;
  await instance.http.send({ method: 'POST', path, schema: startedCheck, ask, doing: `starting the conflict check of ${label}` });
  const look = async (): Promise<boolean> => {
    const { body } = await instance.http.send({ method: 'GET', path, schema: z.union([conflictAnswer, noConflictRun]), accepts: [200, 404], ask, doing: `waiting for the conflict check of ${label}` });
    return (body?.result.last_run ?? '') !== '';
  };
  if (!await lookUntil(look, (isOver) => isOver, ask)) throw refuse(instance, 'TIMEOUT', `is still checking ${label} for conflicts; look again later`);
}
