import { setTimeout as after } from 'node:timers/promises';
import { Client } from 'pg';
import { onPostgres } from '../../store/each-database.fixture.ts';
import { sqlState } from '../../store/retry.ts';
import { numbers } from '../delivery-performance/lead-times.fixture.ts';
import { acts, wrong } from './approval-waits.fixture.ts';

const turns = 60;

onPostgres('Waits of approvals that are kept while two write at once', (given) => {
  const opened: Client[] = [];
  const connect = async (): Promise<Client> => {
    const url = new URL(process.env['DATABASE_URL'] ?? '');
    url.pathname = `/${String((await given.sql('select current_database() as name'))[0]?.['name'])}`;
    const client = new Client({ connectionString: url.href });
    opened.push(client);
    await client.connect();
    return client;
  };
  const reckoned = async (): Promise<void> => { while (await given.store().approvalWaits.reckon() > 0); };
  const read = (who: string, at: string): Promise<unknown> =>
    given.sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('change.approvals', 'desk:change:1', 'desk', $1, $2, '', $2)
      on conflict (kind, identity) do update set content = excluded.content, valid_from = excluded.valid_from`, [JSON.stringify([{ approver: { userName: who }, state: 'REQUESTED' }]), at]);

  afterEach(async () => { for (const client of opened.splice(0)) await client.end(); });

  it('wait for whoever reckons before they read, so that none of an older moment come after those of a newer one', async () => {
    const other = await connect();
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
    const nodes = [given.store(), await given.anotherNode()];
    const done = { isOver: false, committed: 0, reckoned: 0 };
    const writes = async (of: number): Promise<void> => {
      const [client, random] = [await connect(), numbers(seed * 10 + of)];
      const all = acts({ sql: (text, values) => client.query(text, [...(values ?? [])]) }, random);
      for (let turn = 0; turn < turns; turn += 1) {
        await client.query('begin');
        try {
          for (let count = 0; count <= random() * 3; count += 1) await all[Math.floor(random() * all.length)]?.();
          await after(random() * 20);
          await client.query('commit');
          done.committed += 1;
        } catch (error) {
          // Each waited for a row of the other’s, or moved one to a place that the other took: one is let go, and has written nothing.
          if (!['40P01', '23505'].includes(sqlState(error) ?? '')) throw error;
          await client.query('rollback');
        }
      }
    };
    const reckons = async (node: (typeof nodes)[number]): Promise<void> => {
      while (!done.isOver) {
        done.reckoned += await node.approvalWaits.reckon();
        await after(5);
      }
    };
    const reckoning = Promise.all(nodes.map(reckons));
    await Promise.all([writes(1), writes(2)]).finally(() => { done.isOver = true; });
    await reckoning;
    expect(await given.sql(wrong)).toEqual([]);
    await reckoned();
    expect(await given.sql('select * from muster.approval_note')).toEqual([]);
    expect(await given.sql(wrong)).toEqual([]);
    expect([done.committed > turns, done.reckoned > 0]).toEqual([true, true]);
  }, 120_000);
});
