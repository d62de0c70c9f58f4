import { setTimeout as after } from 'node:timers/promises';
import { onPostgres } from '../../store/each-database.fixture.ts';
import { raced } from '../kept-reckoned.fixture.ts';
import { acts, wrong } from './approval-waits.fixture.ts';

onPostgres('Waits of approvals that are kept while two write at once', (given) => {
  const reckoned = async (): Promise<void> => { while (await given.store().approvalWaits.reckon() > 0); };
  const read = (who: string, at: string): Promise<unknown> =>
    given.sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('change.approvals', 'desk:change:1', 'desk', $1, $2, '', $2)
      on conflict (kind, identity) do update set content = excluded.content, valid_from = excluded.valid_from`, [JSON.stringify([{ approver: { userName: who }, state: 'REQUESTED' }]), at]);

  it('wait for whoever reckons before they read, so that none of an older moment come after those of a newer one', async () => {
    const other = await given.connection();
    await read('omar', '2026-11-02');
    await other.query('begin');
    await other.query('lock table muster.approval_wait in share row exclusive mode');
    const waiting = reckoned();
    await after(200);
    await read('tess', '2026-11-03');
    await other.query('delete from muster.approval_note');
    await other.query(`insert into muster.approval_wait (change, who, place, number, turns, read_at, moved_at, is_seen_moved) values ('desk:change:1', 'tess|', 1, 1, 0, '2026-11-03', '2026-11-03', true)`);
    await other.query('commit');
    await waiting;
    expect(await given.sql('select who from muster.approval_wait')).toEqual([{ who: 'tess|' }]);
  });

  it.each([1, 2, 3])('equal those reckoned anew, whatever two write and two hubs reckon at once (seed %i)', async (seed) => {
    // Each waited for a row of the other’s, or moved one to a place that the other took.
    await raced(given, { seed, acts, isLetGo: ['40P01', '23505'], reckon: (node) => node.approvalWaits.reckon() });
    expect(await given.sql(wrong)).toEqual([]);
    await reckoned();
    expect(await given.sql('select * from muster.approval_note')).toEqual([]);
    expect(await given.sql(wrong)).toEqual([]);
  }, 120_000);
});
