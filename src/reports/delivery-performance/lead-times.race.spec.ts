import { setTimeout as after } from 'node:timers/promises';
import { Client } from 'pg';
import { onPostgres } from '../../store/each-database.fixture.ts';
import { sqlState } from '../../store/retry.ts';
import { acts, numbers, whole, wrong } from './lead-times.fixture.ts';

const turns = 60;

onPostgres('Lead times that are kept while two write at once', (given) => {
  const opened: Client[] = [];
  const connect = async (): Promise<Client> => {
    const url = new URL(process.env['DATABASE_URL'] ?? '');
    url.pathname = `/${String((await given.sql('select current_database() as name'))[0]?.['name'])}`;
    const client = new Client({ connectionString: url.href });
    opened.push(client);
    await client.connect();
    return client;
  };
  const kept = () => given.sql(`select deployment_id, lead_s, array(select unnest(work_s) order by 1) as work_s from muster.lead_time order by 1`);
  const everythingAnew = () => given.sql(`insert into muster.lead_time_note (kind, name) select 'deployment', id from muster.deployment`);
  const reckoned = async (): Promise<void> => { while (await given.store().leadTimes.reckon() > 0); };

  beforeEach(async () => {
    for (const key of [0, 1]) await given.sql(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) values ($1, $1, 'r', '1', 's', 'a@b.example', '[]', '[]', '2026-10-01') on conflict do nothing`, [`r-${key}`]);
    await whole(given);
    await reckoned();
  });
  afterEach(async () => { for (const client of opened.splice(0)) await client.end(); });

  it('are those of both, though neither saw what the other wrote when its note was taken', async () => {
    const [one, other] = [await connect(), await connect()];
    await given.sql(`delete from muster.link where release_key = 'r-0'`);
    await given.sql(`update muster.copy set content = '{"progress": "TO_DO"}' where kind = 'work-item'`);
    await reckoned();
    await one.query('begin');
    await one.query(`insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at) values ('late', 'r-0', 'WORK_ITEM', 'jira:work-item:1', 'jira:work-item:1', 'DECLARED', 'x', '2026-10-01')`);
    await other.query(`update muster.copy set content = '{"progress": "DONE"}', valid_from = '2026-11-04T10:00:00Z' where identity = 'jira:work-item:1'`);
    await other.query(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) values ('work-item', 'jira:work-item:1', '2026-11-02T10:00:00Z', '2026-11-04T10:00:00Z', '2026-11-02', 'jira', null, '{"progress": "TO_DO"}')`);
    // That it was done is known, that it is linked is not.
    await reckoned();
    await one.query('commit');
    expect(await given.sql(wrong)).toEqual([]);
    await reckoned();
    expect((await kept()).find((row) => row['deployment_id'] === 'deployment:0')).toMatchObject({ work_s: [86_400] });
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
          // Each waited for a row of the other’s: one is let go, and has written nothing.
          if (sqlState(error) !== '40P01') throw error;
          await client.query('rollback');
        }
      }
    };
    const reckons = async (node: (typeof nodes)[number]): Promise<void> => {
      while (!done.isOver) {
        // Who is refused time and again gives up, as in the background, and looks at its next turn.
        done.reckoned += await node.leadTimes.reckon().catch((error: unknown) => { if (sqlState(error) !== '40001') throw error; return 0; });
        await after(5);
      }
    };
    const reckoning = Promise.all(nodes.map(reckons));
    await Promise.all([writes(1), writes(2)]).finally(() => { done.isOver = true; });
    await reckoning;
    expect(await given.sql(wrong)).toEqual([]);
    await reckoned();
    expect(await given.sql('select * from muster.lead_time_note')).toEqual([]);
    const afterwards = await kept();
    await everythingAnew();
    await reckoned();
    expect(afterwards).toEqual(await kept());
    expect([done.committed > turns, done.reckoned > 0]).toEqual([true, true]);
  }, 120_000);
});
