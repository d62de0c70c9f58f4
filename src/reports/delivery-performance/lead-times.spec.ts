import { chance } from '../../domain/chance.fixture.ts';
import { catalogueWith, eachReportDatabase, forgotten } from '../reports.fixture.ts';
import { acts, asBefore, whole, wrong } from './lead-times.fixture.ts';

eachReportDatabase('kept lead times', catalogueWith({ key: 's' }), (given) => {
  beforeEach(async () => {
    await forgotten(given);
    for (const key of [0, 1]) await given.sql(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) values ($1, $1, 'r', '1', 's', 'a@b.example', '[]', '[]', '2026-10-01')`, [`r-${key}`]);
  });

  it('are reckoned again for an artifact that is read late', async () => {
    await whole(given);
    await given.reckon();
    const lead = async (): Promise<unknown> => (await given.sql(`select lead_s from muster.lead_time where deployment_id = 'deployment:1'`))[0]?.['lead_s'];
    const before = await lead();
    await given.sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) values ('artifact', 'library:artifact:id-2', 'library', 'library:artifact:2', '{"buildName": "b", "buildNumber": "0"}', '2026-10-01', '', '2026-10-01')`);
    expect(await given.sql(wrong)).toEqual([]);
    await given.reckon();
    expect(Number(await lead()) - Number(before)).toBe(86_400);
  });

  it('are reckoned of many at once with what the database knows of its tables', async () => {
    const known = async (): Promise<unknown> => (await given.sql(`select bool_and(reltuples >= 0) as is_known from pg_class where oid in ('muster.copy'::regclass, 'muster.link'::regclass, 'muster.sealed_package'::regclass)`))[0]?.['is_known'];
    await given.sql(`insert into muster.lead_time_note (kind, name) select 'deployment', 'deployment:' || i from generate_series(1, 1001) as i`);
    await given.reckon();
    expect(await known()).toBe(true);
  });

  it('are reckoned anew where a hub of before took the note of a commit away', async () => {
    await whole(given);
    await given.reckon();
    await given.sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) values ('build.commit', 'library:build:id-0', 'library', 'library:build:b/0', '{"revision": "c", "committedAt": "2026-09-21T00:00:00.000Z"}', '2026-10-01', '', '2026-10-01')`);
    for (const statement of asBefore) await given.sql(statement);
    expect(await given.sql('select * from muster.lead_time_note')).toEqual([]);
    expect(await given.sql(wrong)).toEqual([]);
    await given.reckon();
    expect(await given.sql(`select commit_s is not null as is_from_commit, turn > 0 as is_known from muster.lead_time where deployment_id = 'deployment:0'`)).toEqual([{ is_from_commit: true, is_known: true }]);
  });

  it.each([1, 2])('are those of the records, or something is noted about them, whatever is written in whatever order (seed %i)', async (seed) => {
    const random = chance(seed);
    const all = acts(given, random);
    const kept = { leads: 0, commits: 0, works: 0 };
    for (let turn = 0; turn < 120; turn += 1) {
      if (turn % 6 === 0) await whole(given);
      const act = Math.floor(random() * all.length);
      await all[act]?.();
      expect({ turn, act, wrong: await given.sql(wrong) }).toEqual({ turn, act, wrong: [] });
      if (random() < 0.4) {
        await given.reckon();
        expect({ turn, act, noted: await given.sql('select * from muster.lead_time_note') }).toEqual({ turn, act, noted: [] });
        const [row] = await given.sql('select count(lead_s)::int as leads, count(commit_s)::int as commits, (count(*) filter (where cardinality(work_s) > 0))::int as works from muster.lead_time');
        kept.leads += Number(row?.['leads']);
        kept.commits += Number(row?.['commits']);
        kept.works += Number(row?.['works']);
      }
    }
    // Else nothing was compared with nothing.
    expect([kept.leads > 5, kept.commits > 5, kept.works > 5]).toEqual([true, true, true]);
  }, 120_000);
});
