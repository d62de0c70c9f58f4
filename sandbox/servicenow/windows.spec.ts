import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandIn } from '../kernel/index.ts';
import { ask, idOf, record, startForSpec, wednesday } from './spec-client.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'servicenow-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const dayMs = 86_400_000;

async function during<T>(days: number, work: (servicenow: StandIn) => Promise<T>): Promise<T> {
  const now = new Date(wednesday.getTime() + days * dayMs);
  const servicenow = await startForSpec({ now: () => now, stateFile: join(folder, 'servicenow.json') });
  try {
    return await work(servicenow);
  } finally {
    await servicenow.close();
  }
}

async function planned(servicenow: StandIn, number: string): Promise<unknown> {
  const id = await idOf(servicenow, 'change_request', `number=${number}`);
  const { start_date: from, end_date: to } = record(await ask(servicenow, `/api/now/table/change_request/${id}`));
  return [from, to];
}

describe('state and windows between runs', () => {
  it('always-open windows stand around every start anew', async () => {
    expect(await during(0, (now) => planned(now, 'CHG0030001'))).toEqual(['2026-03-11 09:20:00', '2026-03-18 10:20:00']);
    expect(await during(9, (later) => planned(later, 'CHG0030001'))).toEqual(['2026-03-20 09:20:00', '2026-03-27 10:20:00']);
  });

  it('the coming Saturday keeps its place until it has ended, then moves on by whole weeks', async () => {
    const saturday = ['2026-03-14 02:00:00', '2026-03-14 06:00:00'];
    expect(await during(0, (now) => planned(now, 'CHG0030006'))).toEqual(saturday);
    expect(await during(2.7, (inside) => planned(inside, 'CHG0030006'))).toEqual(saturday);
    expect(await during(7, (later) => planned(later, 'CHG0030006'))).toEqual(['2026-03-21 02:00:00', '2026-03-21 06:00:00']);
    expect(await during(30, (later) => planned(later, 'CHG0030006'))).toEqual(['2026-04-11 02:00:00', '2026-04-11 06:00:00']);
  });

  it('remembers what was written, and leaves dates alone that somebody planned by hand', async () => {
    const id = await during(0, async (servicenow) => {
      const found = await idOf(servicenow, 'change_request', 'number=CHG0030001');
      await ask(servicenow, `/api/now/table/change_request/${found}`, { method: 'PATCH', body: { start_date: '2026-03-12 22:00:00', state: '-1' } });
      return found;
    });
    expect(await during(9, async (later) => record(await ask(later, `/api/now/table/change_request/${id}`)))).toMatchObject({ start_date: '2026-03-12 22:00:00', state: '-1' });
  });

  it('finishes a conflict check that a stop interrupted', async () => {
    const path = await during(0, async (servicenow) => {
      const conflict = `/api/sn_chg_rest/change/${await idOf(servicenow, 'change_request', 'number=CHG0030001')}/conflict`;
      await ask(servicenow, conflict, { method: 'POST' });
      return conflict;
    });
    expect(record(await during(1, (later) => ask(later, path)))).toMatchObject({ job_status: '2', last_run: '2026-03-12 10:20:00' });
  });
});
