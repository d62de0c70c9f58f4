import type { Asked } from '../asked.ts';
import { spreadSql } from '../columns.ts';
import { copies, versions } from '../copies.ts';
import { links } from '../kept.ts';
import { isOfPeriod } from '../judgements.ts';
import { askedEnvironments, placesAsked, teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import type { Values } from '../values.ts';

/**
 * A row per approval of the changes that are linked to releases, from all that was read of them. What only a row of a page shows is looked up for the page:
 * what all are sorted and counted by is narrow.
 */
export function approvalsSql(asked: Asked, world: ReportWorld, values: Values): ReportSql {
  const base = [teamsCte(world.catalogue, values), linked(asked, world, values), read(asked, values), waits(asked, values), shown(asked, world, values)].join(',');
  return { base, keys: { select: 'select * from shown', id: 'key' }, rows: rows(asked, values), totals, values };
}

/** Changes with each release that they are linked to, and when the last of those was over. */
function linked(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const anyAsked = `(${values.as('text[]', askedEnvironments(asked, catalogue))})[1]`;
  return `
    linked as materialized (
      select l.identity as change, r.key as release, r.service_key as service, declared.team, l.environment, least(r.canceled_at, r.closed_at) as over_at
      from ${links(asked, values)} as l join muster.release as r on r.key = l.release_key left join declared on declared.service = r.service_key
      where l.relation = 'CHANGE' and l.identity is not null and l.is_judged and ${mayHaveWaited(asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: `coalesce(l.environment, ${anyAsked})` })}),
    about as (select change, case when bool_and(over_at is not null) then max(over_at) end as over_at from linked group by change)`;
}

/**
 * Leaves out what was over before the period, as far as a change’s last reading tells at a glance: it is older, nobody in it is asked, and nobody decided
 * later than it was read. Of a past moment all are gone through.
 */
function mayHaveWaited(asked: Asked, values: Values): string {
  if (asked.isPast) return 'true';
  const since = values.as('timestamptz', asked.since);
  return `not exists (
        select from muster.copy as last where last.kind = 'change.approvals' and last.identity = l.identity and last.gone_because is null and last.valid_from < ${since} and not last.content @> '[{"state": "REQUESTED"}]'
          and not exists (select from jsonb_array_elements(last.content) as a where (a ->> 'decidedAt')::timestamptz >= ${since}))`;
}

/**
 * Every approval in each reading of its change’s approvals, by its place there (`number`). Tools give approvals no name: one is told by who is asked for which group, and by its
 * place among those alike. `begins`: it was read as standing otherwise than in the reading before, or not at all there.
 */
function read(asked: Asked, values: Values): string {
  const who = `concat_ws('|', coalesce(a -> 'approver' ->> 'userName', lower(a -> 'approver' ->> 'email'), a -> 'approver' ->> 'name', ''), coalesce(a ->> 'group', ''))`;
  return `
    said as materialized (
      select identity as change, valid_from, who, place::int, number::int, state, decided
      from ${versions('change.approvals', asked, values)} as c join about on about.change = c.identity
      left join lateral (
        select ${who} as who, a ->> 'state' as state, a ->> 'decidedAt' as decided, number, row_number() over (partition by ${who} order by a ->> 'decidedAt', number) as place
        from jsonb_array_elements(content) with ordinality as each(a, number)) as each on true
      where gone_because is null),
    reading as (select *, dense_rank() over (its order by valid_from) as reading, max(valid_from) over its as last_from from said window its as (partition by change collate "C")),
    stood as (
      select *, lag(reading) over its = reading - 1 as is_told_before, lag(state) over its as before, lead(reading) over its is null as is_last
      from reading where who is not null window its as (partition by change collate "C", who collate "C", place order by reading)),
    moved as (select *, (is_told_before and before = state) is not true as begins, (is_told_before and before <> state) is true as is_turn from stood)`;
}

/**
 * Since when and until when each waited, as far as that is known: the first reading of a change’s approvals tells no beginning. An approval
 * that was asked for is over when one of the things that end it came.
 */
function waits(asked: Asked, values: Values): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  const first = (moments: string, condition: string): string => `max(${moments}) filter (where ${condition})`;
  const isAsked = `begins and state = 'REQUESTED'`;
  const seconds = (since: string): string => `case when end_at is not null and ${since} is not null then greatest(0, extract(epoch from end_at - ${since}))::float8 end`;
  const next = `(select min(valid_from) from ${versions('change.approvals', asked, values)} as later where later.identity = summed.change and later.valid_from > read_at and later.gone_because is null)`;
  return `
    summed as (
      select change, who, place, ${first('state', 'is_last')} as state, ${first('decided', 'is_last')} as decided, ${first('number', 'is_last')} as number, max(valid_from) as read_at, max(last_from) as last_from, (count(*) filter (where is_turn))::int as turns,
        ${first('valid_from', isAsked)} as seen_at, ${first('reading', isAsked)} > 1 as is_seen_asked, ${first('valid_from', 'begins')} as moved_at, ${first('reading', 'begins')} > 1 as is_seen_moved
      from moved group by change, who, place),
    known as materialized (
      select summed.*, case when is_seen_asked then seen_at end as asked_at, c.number as change_number, least(case when read_at < last_from then ${next} end, case when c.gone_because is not null then c.valid_from end, about.over_at) as over_at,
        case when state in ('APPROVED', 'REJECTED') then coalesce(decided::timestamptz, case when is_seen_moved then moved_at end) end as decided_at
      from summed join about using (change) left join (select identity, content ->> 'number' as number, valid_from, gone_because from ${copies('change', asked, values)} as c) as c on c.identity = change),
    waiting as (
      select *, state = 'REQUESTED' and (over_at is null or over_at > ${end}) as is_open, case when state in ('APPROVED', 'REJECTED') then decided_at when state = 'REQUESTED' then least(over_at, ${end}) when state in ('CANCELED', 'NOT_REQUESTED') and is_seen_moved then moved_at end as end_at from known),
    approval as (
      select concat_ws('|', change, who, place) as key, *, ${seconds('asked_at')} as waited, ${seconds('seen_at')} as waited_at_least from waiting
      where (state <> 'NOT_REQUESTED' or seen_at is not null)
        and case when is_open then seen_at < ${values.as('timestamptz', asked.until)} else coalesce(end_at, moved_at) >= ${values.as('timestamptz', asked.since)} and coalesce(end_at, moved_at) < ${values.as('timestamptz', asked.until)} end)`;
}

/**
 * Where only some are asked for those that waited longest, as far as is known; each with the judgements that it held.
 */
function shown(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const most = asked.count('slowest');
  return `
    shown as (select * from approval ${most === null ? '' : `order by coalesce(waited, waited_at_least) desc nulls last, key limit ${values.as('int', most)}`}),
    held as (
      select distinct shown.key, red.change, red.id, red.number, red.at from shown
      join (
        select a.id, a.number, a.judged_at as at, named #>> '{}' as change from muster.assessment as a left join muster.release as r on r.key = a.release_key
        cross join lateral jsonb_path_query(a.rests, '$.*.names[*]') as named
        where a.outcome <> 'READY' and ${isOfPeriod('a', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}) as red using (change)
      where red.at >= shown.seen_at and (shown.end_at is null or red.at < shown.end_at))`;
}

const rounded = (seconds: string): string => `round((${seconds})::numeric, 3)::float8`;
const person = `coalesce(a -> 'approver' ->> 'name', a -> 'approver' ->> 'email', a -> 'approver' ->> 'userName')`;
function rows(asked: Asked, values: Values): string {
  const onlyOne = (column: string): string => `case when count(distinct coalesce(${column}, '')) = 1 then min(${column}) end`;
  return `
    select chosen.key as id, environment, coalesce(gate, '') as gate, release, service, team, connection as tools, coalesce(${person}, a ->> 'group') as responsible,
      ${rounded('waited')} as waited, ${rounded('waited')} as longest, cardinality(releases) as releases, coalesce(red_judgements, 0) as red_judgements, turns, is_open as is_red_now,
      first_red_at, last_red_at, coalesce(assessment_ids, '{}') as assessment_ids, '{}'::text[] as turn_ids,
      change_number as change, ${person} as approver, a ->> 'group' as approval_group, a ->> 'phase' as phase, state as approval_state, asked_at, decided_at, ${rounded('waited_at_least')} as waited_at_least, array[change] as change_ids
    from chosen
    join (
      select change, array_agg(distinct release) as releases, ${onlyOne('release')} as release, ${onlyOne('service')} as service, ${onlyOne('team')} as team,
        case when bool_and(environment is not null) then string_agg(distinct environment, ' ') else '' end as environment
      from linked where change in (select change from chosen) group by change) as its using (change)
    left join (
      select key, count(*)::int as red_judgements, min(at) as first_red_at, max(at) as last_red_at, array_agg(id order by number) as assessment_ids
      from held where key in (select key from chosen) group by key) as holding using (key)
    left join (
      select key, string_agg(distinct gate, ' ') as gate from held join muster.assessment using (id) cross join lateral jsonb_each(rests) as each(gate, rest)
      where key in (select key from chosen) and rest -> 'names' ? change group by key) as gates using (key)
    cross join lateral (select connection, content -> (chosen.number - 1) as a from ${versions('change.approvals', asked, values)} as c where c.identity = change and c.valid_from = read_at and c.gone_because is null) as whole`;
}

const totals = `
  select ${rounded('coalesce(sum(waited), 0)')} as waited, ${rounded('max(waited)')} as longest, (select count(distinct release)::int from linked where change in (select change from shown)) as releases,
    (select count(*)::int from held) as red_judgements, coalesce(sum(turns), 0)::int as turns,
    count(*)::int as approvals, (count(*) filter (where is_open))::int as open_approvals, (count(*) filter (where waited is null))::int as approvals_of_unknown_wait,
    ${spreadSql('approval_wait', `case when state in ('APPROVED', 'REJECTED') then waited end`)}
  from shown`;
