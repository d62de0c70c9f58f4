import { onPostgres } from '../../store/each-database.fixture.ts';
import { sqlState } from '../../store/retry.ts';
import { raced } from '../kept-reckoned.fixture.ts';
import { acts, whole, wrong } from './lead-times.fixture.ts';

onPostgres('Lead times that are kept while two write at once', (given) => {
  const kept = () => given.sql(`select deployment_id, lead_s, array(select unnest(work_s) order by 1) as work_s from muster.lead_time order by 1`);
  const everythingAnew = () => given.sql(`insert into muster.lead_time_note (kind, name) select 'deployment', id from muster.deployment`);
  const reckoned = async (): Promise<void> => { while (await given.store().leadTimes.reckon() > 0); };

  beforeEach(async () => {
    for (const key of [0, 1]) await given.sql(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) values ($1, $1, 'r', '1', 's', 'a@b.example', '[]', '[]', '2026-10-01') on conflict do nothing`, [`r-${key}`]);
    await whole(given);
    await reckoned();
  });

  it('are those of both, though neither saw what the other wrote when its note was taken', async () => {
    const [one, other] = [await given.connection(), await given.connection()];
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
    await raced(given, {
      seed, acts,
      // Each waited for a row of the other’s.
      isLetGo: ['40P01'],
      // Who is refused time and again gives up, as in the background, and looks at its next turn.
      reckon: (node) => node.leadTimes.reckon().catch((error: unknown) => { if (sqlState(error) !== '40001') throw error; return 0; }),
    });
    expect(await given.sql(wrong)).toEqual([]);
    await reckoned();
    expect(await given.sql('select * from muster.lead_time_note')).toEqual([]);
    const afterwards = await kept();
    await everythingAnew();
    await reckoned();
    expect(afterwards).toEqual(await kept());
  }, 120_000);
});
