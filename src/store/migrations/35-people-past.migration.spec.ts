import { eachServer } from '../each-database.fixture.ts';
import { migratedFrom } from './migrated.fixture.ts';

eachServer('What was said of people before migration 35', (server) => {
  const { sql, migratedAfter } = migratedFrom('35-people-past', server);

  test('is known from the last feed, from the last act that changed a release, and as the story of a release told it', async () => {
    const person = (email: string, isListed: boolean, listedAt: string): string => `insert into muster.listed_person (email, employment, is_listed, listed_at) values ('${email}', 'ACTIVE', ${isListed}, '${listedAt}')`;
    const release = (key: string): string => `insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) values ('release:${key}', '${key}', 'x', '1', 'payments', 'a@b.example', '[]', '[]', '2026-10-01')`;
    const audited = (act: string, key: string, outcome: string, at: string): string => `insert into muster.audit_entry (number, at, act, subject, outcome, previous, hash) overriding system value select coalesce(max(number), 0) + 1, '${at}', '${act}', '${key}', '${outcome}', 'before ${at}', '${at}' from muster.audit_entry`;
    await migratedAfter([
      person('gone', false, '2026-10-05'), person('here', true, '2026-11-01'),
      release('never-1'), release('changed-1'),
      audited('updateRelease', 'changed-1', 'DONE', '2026-10-10'), audited('updateRelease', 'changed-1', 'DONE', '2026-10-20'), audited('updateRelease', 'changed-1', 'REFUSED', '2026-10-25'), audited('closeRelease', 'never-1', 'DONE', '2026-10-26'),
      `insert into muster.plan (id, release_key, environment, version, deployer, parameters, backs_out_by_itself, proposed_by, proposed_at) values ('plan:1', 'never-1', 'production', 1, 'x', '{}', false, '{}', '2026-10-02')`,
      ...['tess', 'omar'].map((email) => `insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ('plan:1', '${email}', 'TESTER', 1, '2026-10-03')`),
      // As a hub of before wrote what was agreed to again.
      `update muster.agreement set agreed_at = '2026-10-30' where email = 'tess'`,
    ]);
    const day = (column: string): string => `to_char(${column} at time zone 'UTC', 'MM-DD')`;
    expect(await sql(`select ${day('since')} as since from muster.listed_people_kept`)).toEqual([{ since: '11-01' }]);
    expect(await sql(`select email, ${day('said_since')} as since from muster.listed_person order by email`)).toEqual([{ email: 'gone', since: '11-01' }, { email: 'here', since: '11-01' }]);
    expect(await sql(`select key, ${day('people_since')} as since from muster.release order by key`)).toEqual([{ key: 'changed-1', since: '10-20' }, { key: 'never-1', since: null }]);
    expect(await sql(`select email, ${day('first_agreed_at')} as first from muster.agreement order by email`)).toEqual([{ email: 'omar', first: null }, { email: 'tess', first: '10-03' }]);
    await sql(`update muster.agreement set agreed_at = '2026-11-05'`);
    expect(await sql(`select email, ${day('first_agreed_at')} as first from muster.agreement order by email`)).toEqual([{ email: 'omar', first: '10-03' }, { email: 'tess', first: '10-03' }]);
  }, 120_000);
});
