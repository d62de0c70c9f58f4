import type { TimeWindow } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readMoment } from './moment.ts';
import { lookUntil } from './patience.ts';
import { readWanted } from './table.ts';
import { changeTable } from './translate/change.ts';
import { sysIdOf, valueOf, workerAnswer, type WorkerReport } from './wire.ts';

const changePath = '/api/sn_chg_rest/change';
const endedWorker = 3;

/**
 * Where the tool would let a change be scheduled: asked per change, answered by a worker that is followed to its end.
 * A change without planned dates or primary item cannot be scheduled as it stands: none. No `spans` at the end: none.
 */
export function createOpenSlotReader(instance: Instance): RelationReader<'change.openSlots'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['change'], identities);
      const { rows } = await readWanted(instance, { table: changeTable, conditions: [], fields: ['start_date', 'end_date', 'cmdb_ci'], ask, doing: `reading the plans of ${counted(asked.size, 'change')}` }, wantedIn('sys_id', asked.keys()));
      return new Map(await Promise.all(rows.map(async (row): Promise<readonly [RecordIdentity, readonly TimeWindow[]]> => {
        const isPlanned = ['start_date', 'end_date', 'cmdb_ci'].every((field) => valueOf(row, field) !== null);
        return [asked.get(sysIdOf(row).toLowerCase()) ?? '', isPlanned ? await slotsOf(instance, sysIdOf(row), ask) : []];
      })));
    },
  };
}

async function slotsOf(instance: Instance, id: string, ask: Ask): Promise<readonly TimeWindow[]> {
  const doing = 'looking where a change may be scheduled';
  const started = await instance.http.send({ method: 'GET', path: `${changePath}/${id}/schedule`, schema: workerAnswer, ask, doing });
  // By its id: the link may lead anywhere.
  const path = `${changePath}/worker/${started.body.result.worker.sysId}`;
  const look = async (): Promise<WorkerReport> => (await instance.http.send({ method: 'GET', path, schema: workerAnswer, ask, doing })).body.result;
  const { state, messages, payload } = await lookUntil(look, (seen) => seen.state.value >= endedWorker, ask);
  if (state.value < endedWorker) throw refuse(instance, 'TIMEOUT', `is still ${doing}; ask again later`);
  if (state.value > endedWorker || (messages?.errorMessages?.length ?? 0) > 0) throw refuse(instance, 'UNEXPECTED_ANSWER', `failed ${doing}; see there why`);
  return (payload?.spans ?? []).map(({ start, end }) => slotOf(instance, start.value, end.value));
}

function slotOf(instance: Instance, start: string, end: string): TimeWindow {
  const [startAt, endAt] = [readMoment(start), readMoment(end)];
  if (startAt === null || endAt === null || endAt <= startAt) throw refuse(instance, 'UNEXPECTED_ANSWER', 'tells a time slot whose moments we cannot read');
  return { startAt, endAt };
}
