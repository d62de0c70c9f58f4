import { now, services } from './fill.ts';

/**
 * Delivery performance of the filled year by service and week, as somebody would write it who knows these tables and this
 * question and nothing else: the numbers of the report without its lists of ids, its teams, its parameters, its totals.
 */
export const byHand = `
  with d as (
    select id, service_key, release_key, package_digest, state = 'FAILED' as failed, live_at, coalesce(live_at, finished_at) as at,
      row_number() over w as n, min(live_at) over (partition by service_key order by coalesce(live_at, finished_at) desc, sequence desc rows between unbounded preceding and 1 preceding) as next_live_at
    from muster.deployment
    where state in ('SUCCEEDED', 'FAILED', 'BACKED_OUT') and environment = 'production' and finished_at >= timestamptz '${now}' - interval '364 days' and finished_at < '${now}'
    window w as (partition by service_key order by coalesce(live_at, finished_at), sequence)),
  i as (
    select 's-' || s as service_key, identity, (content ->> 'openedAt')::timestamptz as opened_at, case when (content ->> 'isOpen')::boolean then null else (content ->> 'resolvedAt')::timestamptz end as restored_at
    from generate_series(0, ${services - 1}) as s join muster.copy on kind = 'incident' and content ->> 'configurationItemId' = 'servicenow:ci:' || s),
  followed as (
    select service_key, at as opened_at, identity, restored_at, max(n) over (partition by service_key order by at, identity nulls first rows unbounded preceding) as n
    from (select service_key, at, n, null as identity, null::timestamptz as restored_at from d union all select service_key, opened_at, null, identity, restored_at from i) as e),
  trouble as (
    select d.id, case when bool_and(f.restored_at is not null) then max(f.restored_at) end as restored_at
    from followed as f join d using (service_key, n) where f.identity is not null and f.opened_at < d.at + interval '1 day' group by d.id),
  b as (
    select s.release_key, s.digest, min(coalesce(case when c.content ->> 'committedAt' <= b.content ->> 'startedAt' then c.content ->> 'committedAt' end, b.content ->> 'startedAt'))::timestamptz as began_at
    from muster.sealed_package as s join d on d.release_key = s.release_key and d.package_digest = s.digest and d.live_at is not null cross join lateral jsonb_array_elements(s.artifacts) as pin
    join muster.copy as a on a.kind = 'artifact' and a.reference = pin ->> 'reference'
    join muster.copy as b on b.kind = 'build' and b.reference = concat(a.connection, ':build:', a.content ->> 'buildName', '/', a.content ->> 'buildNumber')
    left join muster.copy as c on c.kind = 'build.commit' and c.identity = b.identity and c.content ->> 'revision' = b.content ->> 'vcsRevision' group by 1, 2),
  l as (select release_key, identity from muster.link where relation = 'WORK_ITEM' and excluded is null),
  said as materialized (
    select identity, at from (
      select identity, valid_from as at, true as done from muster.copy where kind = 'work-item' and content ->> 'progress' = 'DONE'
      union all select identity, valid_from, true from muster.copy_version where kind = 'work-item' and content ->> 'progress' = 'DONE'
      union all select identity, valid_to, false from muster.copy_version where kind = 'work-item' and content ->> 'progress' <> 'DONE') as both_of group by 1, 2 having bool_or(done) and not bool_and(done)),
  waited as (
    select d.id, l.identity, max(said.at) as done_at from d join l using (release_key) join said using (identity)
    where d.live_at is not null and said.at <= d.at group by 1, 2),
  f as (
    select d.service_key, d.at, d.id, d.live_at is not null as live, d.failed or trouble.id is not null as failure,
      case when d.live_at is not null then extract(epoch from d.at - b.began_at) end as lead_s,
      case when d.failed or trouble.id is not null then extract(epoch from case when trouble.id is null then d.next_live_at else trouble.restored_at end - d.at) end as recovery_s, null::numeric as work_s
    from d left join trouble using (id) left join b on b.release_key = d.release_key and b.digest = d.package_digest
    union all select d.service_key, d.at, null, false, false, null, null, extract(epoch from d.at - waited.done_at) from waited join d using (id))
  select date_trunc('week', at at time zone 'UTC') as week, service_key, (count(*) filter (where live))::int as deployments, count(id)::int as attempts, (count(*) filter (where failure))::int as failures,
    ${['lead_s', 'work_s', 'recovery_s'].map((column) => `${[0.5, 0.75, 0.9].map((share) => `percentile_cont(${share}) within group (order by ${column}) as ${column}_${share * 100}`).join(', ')}, avg(${column}) as ${column}_mean, count(${column})::int as ${column}_count`).join(', ')}
  from f group by 1, 2 order by 1, 2`;
