import { chance } from '../../domain/chance.fixture.ts';
import { approvalsRead, catalogueWith, eachReportDatabase, forgotten, linked, released } from '../reports.fixture.ts';
import { acts, wrong } from './approval-waits.fixture.ts';

eachReportDatabase('kept waits of approvals', catalogueWith({ key: 'payments' }), (given) => {
  const change = 'desk:change:1';
  const turns = async (parameters: object = {}): Promise<unknown> => (await given.ask('why-releases-wait', { since: '2026-11-01', until: '2026-11-08', by: 'APPROVAL', ...parameters }).page(500, null)).rows.map((row) => row['turns']);
  const asked = (state: string): readonly object[] => [{ approver: { userName: 'omar' }, group: null, state, decidedAt: null }];

  beforeEach(async () => {
    await forgotten(given);
    await given.reckon();
    await released(given, 'payments-1');
    await linked(given, 'payments-1', 'CHANGE', change);
    await approvalsRead(given, change, ['2026-11-02T08:00:00Z', asked('NOT_REQUESTED')], ['2026-11-02T09:00:00Z', asked('REQUESTED')]);
  });

  it('are what a report reads, but of changes about which something was written since, and of a past moment', async () => {
    await given.reckon();
    await given.sql('update muster.approval_wait set turns = 9');
    expect([await turns(), await turns({ asOf: '2026-11-03T00:00:00Z' })]).toEqual([[9], [1]]);
    await given.sql(`update muster.copy set fetched_at = '2026-11-03' where identity = $1`, [change]);
    expect(await turns()).toEqual([9]);
    await given.sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, content) select kind, identity, valid_from, '2026-11-03', fetched_at, connection, content from muster.copy`);
    await given.sql(`update muster.copy set content = $2, valid_from = '2026-11-03' where identity = $1`, [change, JSON.stringify(asked('APPROVED'))]);
    expect(await turns()).toEqual([2]);
    expect(await given.sql('select distinct change from muster.approval_note')).toEqual([{ change }]);
    await given.reckon();
    expect(await given.sql('select turns from muster.approval_wait')).toEqual([{ turns: 2 }]);
  });

  it('go when the readings that they rest on do', async () => {
    await given.reckon();
    await given.sql(`delete from muster.copy_version where valid_to < '2026-11-02T12:00:00Z'`);
    await given.reckon();
    expect(await given.sql('select turns, asked_at from muster.approval_wait')).toEqual([{ turns: 0, asked_at: null }]);
    await given.sql('delete from muster.copy');
    await given.reckon();
    expect(await given.sql('select * from muster.approval_wait')).toEqual([]);
  });

  it('are reckoned of many changes, step by step', async () => {
    await given.sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) select 'change.approvals', 'desk:change:many-' || i, 'desk', $1, '2026-11-02', '', '2026-11-02' from generate_series(1, 1500) as i`, [JSON.stringify(asked('REQUESTED'))]);
    await given.reckon();
    expect(await given.sql('select count(*)::int as kept from muster.approval_wait')).toEqual([{ kept: 1501 }]);
  });

  it.each([1, 2])('are those of the readings, or their change is noted, whatever is written in whatever order (seed %i)', async (seed) => {
    const random = chance(seed);
    const all = acts(given, random);
    let kept = 0;
    for (let turn = 0; turn < 150; turn += 1) {
      const act = Math.floor(random() * all.length);
      await all[act]?.();
      expect({ turn, act, wrong: await given.sql(wrong) }).toEqual({ turn, act, wrong: [] });
      if (random() < 0.4) {
        await given.reckon();
        expect({ turn, act, noted: await given.sql('select * from muster.approval_note') }).toEqual({ turn, act, noted: [] });
        kept += Number((await given.sql('select count(*)::int as kept from muster.approval_wait where turns > 0'))[0]?.['kept']);
      }
    }
    // Else nothing was compared with nothing.
    expect(kept).toBeGreaterThan(5);
  }, 120_000);
});
