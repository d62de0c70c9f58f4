import { atTool, signIns } from '../tools.ts';
import type { World } from '../world.ts';
import { change, idOf, mutate, patchRow, type GateRow } from './row.ts';
import { overwritten, stored } from './servicenow.rows.ts';

/** Time in which alone the release's service may go out, kept in ServiceNow. */
export const maintenance = 'Ledger maintenance';

const hourMs = 3_600_000;
const basic = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const entry = (fromHours: number, toHours: number): Readonly<Record<string, string>> => ({ start_date_time: basic(Date.now() + fromHours * hourMs), end_date_time: basic(Date.now() + toHours * hourMs) });

/** Enters the maintenance schedule, on from yesterday until tomorrow. */
export async function enterMaintenance(world: World): Promise<void> {
  const create = (table: string, fields: object): Promise<unknown> => atTool(world, 'servicenow', `POST /api/now/table/${table}`, signIns.servicenowAdmin, fields);
  await create('cmn_schedule', { name: maintenance, type: 'maintenance', time_zone: 'UTC' });
  await create('cmn_schedule_span', { schedule: await idOf(world, 'cmn_schedule', `name=${maintenance}`), name: 'Now', type: 'maintenance', ...entry(-24, 24) });
}

const moved = (fromHours: number, toHours: number) => async (world: World): Promise<void> =>
  patchRow(world, 'cmn_schedule_span', `schedule=${await idOf(world, 'cmn_schedule', `name=${maintenance}`)}`, entry(fromHours, toHours));

let freezeId = '';
async function freezeSoon(world: World): Promise<void> {
  const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const input = { name: 'Card day', reason: 'Cards are settled.', timeZone: 'UTC', firstStartAt: at(15), firstEndAt: at(120) };
  freezeId = (await mutate<{ readonly freeze: { readonly id: string } }>(world, 'declareFreeze', input, { fields: 'freeze { id }', who: 'changeAuthority' })).freeze.id;
}

/** What gates about time demand beyond that it is open now, where the policy says so. */
export const timeRows: readonly GateRow[] = [
  { gate: 'no-freeze', because: 'before a deployment of 30 min would be over', remedy: 'Card day', breaks: freezeSoon, mends: (world) => mutate(world, 'liftFreeze', { freezeId, reason: 'Settled.' }) },
  { gate: 'change-window-is-open', because: 'would overrun it', remedy: change, ...overwritten('change_request', `number=${change}`, { end_date: stored(Date.now() + hourMs / 4) }) },
  { gate: 'change-window-is-open', because: `maintenance time only, and "${maintenance}" is not on`, remedy: 'Wait until', breaks: moved(20, 40), mends: moved(-24, 24) },
];
