import { leadTimesOf, movedReleases } from '../../store/lead-times.ts';
import type { Executes } from '../kept-reckoned.fixture.ts';

const sorted = (array: string): string => `array(select unnest(${array}) order by 1)`;
/** Deployments whose kept lead times are not what the records say now, and about which nothing is noted. */
export const wrong = `
  with ${movedReleases('muster.lead_time_note')},
  open as (select name as id from noted where kind = 'deployment' union select d.id from muster.deployment as d join moved using (release_key) union select deployment_id from muster.lead_time where turn = 0),
  live as (select id, release_key, package_digest, environment, live_at as at from muster.deployment where live_at is not null and back_out_of_id is null)
  select live.id, kept.lead_s, kept.commit_s, kept.work_s, now.lead_s as lead_now, now.commit_s as commit_now, now.work_s as work_now from live cross join lateral ${leadTimesOf('live')} as now left join muster.lead_time as kept on kept.deployment_id = live.id
  where live.id not in (select id from open) and (kept.deployment_id is null or kept.lead_s is distinct from now.lead_s or kept.commit_s is distinct from now.commit_s or ${sorted('kept.work_s')} is distinct from ${sorted('now.work_s')})`;

/** What a hub of the version before does of all that is noted: it knows neither commits nor turns. */
export const asBefore = [
  `insert into muster.lead_time (deployment_id, lead_s, work_s) select d.id, lead.lead_s, lead.work_s
    from (select id, release_key, package_digest, environment, live_at as at from muster.deployment where live_at is not null and back_out_of_id is null) as d cross join lateral ${leadTimesOf('d')} as lead
    on conflict (deployment_id) do update set lead_s = excluded.lead_s, work_s = excluded.work_s`,
  'delete from muster.lead_time where deployment_id not in (select id from muster.deployment where live_at is not null and back_out_of_id is null)',
  'delete from muster.lead_time_note',
];

/** Every way in which what lead times rest on is written, each of few records, so that they meet. */
export function acts({ sql }: Executes, random: () => number): readonly (() => Promise<unknown>)[] {
  const number = (): number => Math.floor(random() * 2);
  const of = <One>(...all: readonly One[]): One => all[Math.floor(random() * all.length)] as One;
  const moment = (): string => `2026-11-0${1 + Math.floor(random() * 6)}T10:00:00Z`;
  /** One more than there is at first. */
  const another = (): number => Math.floor(random() * 3);
  const late = (): string => `2026-11-0${5 + number()}T10:00:00Z`;
  const digest = (): string => of('d', 'd', 'd', 'e');
  const release = (): string => `r-${number()}`;
  const reference = (): string => `library:artifact:${another()}`;
  const item = (): string => `jira:work-item:${another()}`;
  const pins = (): string => JSON.stringify([{ reference: reference() }, { reference: reference() }]);
  const build = (): object => ({ buildName: 'b', buildNumber: String(number()) });
  const copy = (kind: string, identity: string, connection: string, name: string, content: object, from = moment()): Promise<unknown> =>
    sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) values ($1, $2, $3, $4, $5, $6, '', $6)
      on conflict (kind, identity) do update set content = excluded.content, reference = excluded.reference, valid_from = excluded.valid_from`, [kind, identity, connection, name, JSON.stringify(content), from]);
  const said = (): object => ({ progress: of('DONE', 'TO_DO') });
  return [
    () => { const id = of(2, number()); return copy('artifact', `library:artifact:id-${id}`, 'library', `library:artifact:${id}`, build()); },
    () => sql(`update muster.copy set reference = $2 where kind = 'artifact' and identity = $1`, [`library:artifact:id-${another()}`, reference()]),
    () => copy('build', `library:build:id-${number()}`, 'library', `library:build:b/${number()}`, { startedAt: `2026-10-0${1 + number()}T00:00:00.000Z`, vcsRevision: of('c', 'c', 'd') }),
    () => { const id = number(); return copy('build.commit', `library:build:id-${id}`, 'library', `library:build:b/${of(id, number())}`, { revision: 'c', committedAt: `2026-09-${10 + Math.floor(random() * 15)}T00:00:00.000Z` }); },
    () => sql(`delete from muster.copy where kind = 'build.commit' and identity = $1`, [`library:build:id-${number()}`]),
    async () => { for (const statement of asBefore) await sql(statement); },
    () => sql(`update muster.copy set content = content || $2::jsonb where kind = 'artifact' and identity = $1`, [`library:artifact:id-${number()}`, JSON.stringify(build())]),
    () => sql(`update muster.copy set reference = $2 where kind = 'build' and identity = $1`, [`library:build:id-${number()}`, `library:build:b/${number()}`]),
    () => sql('delete from muster.copy where identity = $1', [of(`library:artifact:id-${number()}`, `library:build:id-${number()}`, item())]),
    async () => {
      const [identity, at] = [item(), moment()];
      await copy('work-item', identity, 'jira', identity, { progress: of('DONE', 'DONE', 'TO_DO') }, at);
      await sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) values ('work-item', $1, $4, $2, '2026-10-01', 'jira', $1, $3) on conflict do nothing`, [identity, at, JSON.stringify({ progress: of('TO_DO', 'TO_DO', 'DONE') }), `2026-10-0${1 + Math.floor(random() * 9)}`]);
    },
    () => sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) values ('work-item', $1, '2026-10-01', '2026-11-02T10:00:00Z', '2026-10-01', 'jira', $1, $2) on conflict do nothing`, [item(), JSON.stringify(said())]),
    () => { const identity = item(); return copy('work-item', identity, 'jira', identity, said()); },
    () => sql(`update muster.copy set valid_from = $2 where kind = 'work-item' and identity = $1`, [item(), moment()]),
    () => sql(`delete from muster.copy_version where identity = $1`, [item()]),
    () => { const [key, identity] = [release(), item()]; return sql(`insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at) values ($1, $2, 'WORK_ITEM', $3, $3, 'DECLARED', 'x', '2026-10-01') on conflict do nothing`, [`link:${key}|${identity}`, key, identity]); },
    () => sql('update muster.link set excluded = $2::jsonb where release_key = $1', [release(), of(null, null, '{"at": "2026-10-03T00:00:00Z", "needsAgreement": false}', '{"at": "2026-10-03T00:00:00Z", "needsAgreement": true}')]),
    () => sql('update muster.link set environment = $2 where release_key = $1', [release(), of(null, null, 'production', 'staging')]),
    () => sql('update muster.link set identity = $2 where id = $1', [`link:${release()}|${item()}`, of(null, item())]),
    () => sql('delete from muster.link where release_key = $1', [release()]),
    () => sql(`insert into muster.sealed_package (release_key, revision, sealed_at, sealed_by, digest, artifacts) values ($1, $2, '2026-10-01', '{}', $3, $4) on conflict do nothing`, [release(), number(), digest(), pins()]),
    () => sql('update muster.sealed_package set artifacts = $2 where release_key = $1', [release(), pins()]),
    () => sql('delete from muster.sealed_package where release_key = $1 and revision = $2', [release(), number()]),
    () => { const id = of(2, number()); return sql(`
      insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, package_digest, state, because, needs_attention, requested_at, start_kind, triggered_at, live_at, body_digest, correlation, steps, change_ids, fence, lease_ms, next_look_at, journal_length)
      values ($1, 'TRIGGERED', $2, $3, 's', $4, $5, 'SUCCEEDED', '', false, '2026-10-01', 'NOW', '2026-10-01', $6, '', '', '[]', '[]', 0, 0, now(), 0) on conflict do nothing`, [`deployment:${id}`, release(), of('production', 'production', 'staging'), id, digest(), of(null, late(), late())]); },
    () => sql(`update muster.deployment set live_at = $2 where id = $1`, [`deployment:${number()}`, of(null, late(), late(), late())]),
    () => sql(`update muster.deployment set release_key = $2, package_digest = $3 where id = $1`, [`deployment:${number()}`, release(), digest()]),
    () => { const id = `deployment:${number()}`; return sql(`update muster.deployment set back_out_of_id = $2 where id = $1`, [id, of(null, null, null, `back-${id}`)]); },
  ];
}

/** Two deployments with a lead time of their build and of two work items each; an artifact that was not read, and a work item that was always done. */
export async function whole({ sql }: Executes): Promise<void> {
  for (const table of ['copy', 'copy_version', 'link', 'sealed_package']) await sql(`delete from muster.${table}`);
  await sql(`delete from muster.deployment where id = 'deployment:2'`);
  await sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from)
    select 'artifact', 'library:artifact:id-' || i, 'library', 'library:artifact:' || i, jsonb_build_object('buildName', 'b', 'buildNumber', i::text), '2026-10-01'::timestamptz, '', '2026-10-01'::timestamptz from generate_series(0, 1) as i
    union all select 'build', 'library:build:id-' || i, 'library', 'library:build:b/' || i, jsonb_build_object('startedAt', concat('2026-10-0', 1 + i, 'T00:00:00.000Z'), 'vcsRevision', 'c'), '2026-10-01', '', '2026-10-01' from generate_series(0, 1) as i
    union all select 'build.commit', 'library:build:id-1', 'library', 'library:build:b/1', '{"revision": "c", "committedAt": "2026-09-20T00:00:00.000Z"}', '2026-10-01', '', '2026-10-01'
    union all select 'work-item', 'jira:work-item:' || i, 'jira', 'jira:work-item:' || i, '{"progress": "DONE"}', '2026-11-02', '', '2026-11-02T10:00:00Z' from generate_series(0, 2) as i`);
  await sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) select 'work-item', 'jira:work-item:' || i, '2026-10-01', '2026-11-02T10:00:00Z', '2026-10-01', 'jira', null, '{"progress": "TO_DO"}' from generate_series(0, 1) as i`);
  await sql(`insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at) select 'link:r-' || r || '|jira:work-item:' || i, 'r-' || r, 'WORK_ITEM', 'jira:work-item:' || i, 'jira:work-item:' || i, 'DECLARED', 'x', '2026-10-01' from generate_series(0, 1) as r, generate_series(0, 2) as i`);
  await sql(`insert into muster.sealed_package (release_key, revision, sealed_at, sealed_by, digest, artifacts) select 'r-' || i, 0, '2026-10-01', '{}', 'd', jsonb_build_array(jsonb_build_object('reference', 'library:artifact:' || i), jsonb_build_object('reference', 'library:artifact:2')) from generate_series(0, 1) as i`);
  await sql(`insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, package_digest, state, because, needs_attention, requested_at, start_kind, triggered_at, live_at, body_digest, correlation, steps, change_ids, fence, lease_ms, next_look_at, journal_length)
    select 'deployment:' || i, 'TRIGGERED', 'r-' || i, 'production', 's', i, 'd', 'SUCCEEDED', '', false, '2026-10-01', 'NOW', '2026-10-01', '2026-11-05T10:00:00Z', '', '', '[]', '[]', 0, 0, now(), 0 from generate_series(0, 1) as i
    on conflict (id) do update set release_key = excluded.release_key, package_digest = 'd', environment = 'production', live_at = excluded.live_at, back_out_of_id = null`);
}
