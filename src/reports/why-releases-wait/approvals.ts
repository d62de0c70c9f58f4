import type { Asked } from '../asked.ts';
import { spreadSql } from '../columns.ts';
import { copies, versions } from '../copies.ts';
import { links } from '../kept.ts';
import { isOfPeriod } from '../judgements.ts';
import { askedEnvironments, placesAsked, teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { approvalWaitColumns, approvalWaitsOf, readingsOf } from '../../store/approval-waits.ts';
import type { Values } from '../values.ts';

/**
 * A row per approval of the changes that are linked to releases, from all that was read of them. What only a row of a page shows is looked up for the page:
 * what all are sorted and counted by is narrow.
 */
export function approvalsSql(asked: Asked, world: ReportWorld, values: Values): ReportSql {
  const base = [teamsCte(world.catalogue, values), linked(asked, world, values), waits(asked, values), approvals(asked, values), shown(asked, world, values)].join(',');
  return { base, keys: { select: 'select * from shown', id: 'key' }, rows: rows(asked, values), totals, values };
}

/** Changes with each release that they are linked to, and when the last of those was over. */
function linked(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const anyAsked = `(${values.as('text[]', askedEnvironments(asked, catalogue))})[1]`;
  return `
    linked as materialized (
      select l.identity as change, r.key as release, r.service_key as service, declared.team, l.environment, least(r.canceled_at, r.closed_at) as over_at
      from ${links(asked, values)} as l join muster.release as r on r.key = l.release_key left join declared on declared.service = r.service_key
      where l.relation = 'CHANGE' and l.identity is not null and l.is_judged ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: `coalesce(l.environment, ${anyAsked})` })}),
    about as (select change, case when bool_and(over_at is not null) then max(over_at) end as over_at from linked group by change)`;
}

/**
 * What the readings of their approvals tell of how long each waited, as it is kept (docs/decisions/0048), and of changes about which
 * something was written since reckoned now: the same moment of the database tells of both, so that none is old. Of a past moment all is reckoned.
 */
function waits(asked: Asked, values: Values): string {
  if (asked.isPast) return `
    wait as (${approvalWaitsOf(`(select change, valid_from, content from ${versions('change.approvals', asked, values)} as c join about on about.change = c.identity where gone_because is null)`)})`;
  const columns = ['change', 'who', 'place', ...approvalWaitColumns].join(', ');
  return `
    noted as materialized (select distinct change from muster.approval_note),
    wait as (
      select ${columns} from muster.approval_wait where change not in (select change from noted)
      union all select ${columns} from (${approvalWaitsOf(readingsOf('noted'))}) as fresh)`;
}

/** Since when and until when each waited, as far as that is known. An approval that was asked for is over when one of the things that end it came. */
function approvals(asked: Asked, values: Values): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  const seconds = (since: string): string => `case when end_at is not null and ${since} is not null then greatest(0, date_part('epoch', end_at - ${since})) end`;
  return `
    known as (
      select wait.*, least(left_at, gone.valid_from, about.over_at) as over_at
      from wait join about using (change) left join (select identity, valid_from from ${copies('change', asked, values)} as c where gone_because is not null) as gone on gone.identity = change),
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
    red as not materialized (
      select a.id, a.number, a.judged_at as at, unnest(a.red_names) as change from muster.assessment as a left join muster.release as r on r.key = a.release_key
      where a.outcome <> 'READY' and ${isOfPeriod('a', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}),
    held as materialized (select shown.key, shown.change, red.id, red.number, red.at from shown join red using (change) where red.at >= shown.seen_at and (shown.end_at is null or red.at < shown.end_at))`;
}

const rounded = (seconds: string): string => `round((${seconds})::numeric, 3)::float8`;
const person = `coalesce(a -> 'approver' ->> 'name', a -> 'approver' ->> 'email', a -> 'approver' ->> 'userName')`;
function rows(asked: Asked, values: Values): string {
  const onlyOne = (column: string): string => `case when count(distinct coalesce(${column}, '')) = 1 then min(${column}) end`;
  return `
    select chosen.key as id, environment, coalesce(gate, '') as gate, release, service, team, connection as tools, coalesce(${person}, a ->> 'group') as responsible,
      ${rounded('waited')} as waited, ${rounded('waited')} as longest, cardinality(releases) as releases, coalesce(red_judgements, 0) as red_judgements, turns, is_open as is_red_now,
      first_red_at, last_red_at, coalesce(assessment_ids, '{}') as assessment_ids, '{}'::text[] as turn_ids,
      (select content ->> 'number' from ${copies('change', asked, values)} as c where c.identity = change) as change, ${person} as approver, a ->> 'group' as approval_group, a ->> 'phase' as phase, state as approval_state, asked_at, decided_at, ${rounded('waited_at_least')} as waited_at_least, array[change] as change_ids
    from chosen
    join (
      select change, array_agg(distinct release) as releases, ${onlyOne('release')} as release, ${onlyOne('service')} as service, ${onlyOne('team')} as team,
        case when bool_and(environment is not null) then string_agg(distinct environment, ' ') else '' end as environment
      from linked where change in (select change from chosen) group by change) as its using (change)
    left join (
      select key, count(*)::int as red_judgements, min(at) as first_red_at, max(at) as last_red_at, array_agg(id order by number) as assessment_ids
      from held where key in (select key from chosen) group by key) as holding using (key)
    left join (
      select key, string_agg(distinct gate, ' ') as gate from held
      cross join lateral (select rests from muster.assessment as a where a.number = held.number offset 0) as judged cross join lateral jsonb_each(rests) as each(gate, rest)
      where key in (select key from chosen) and rest -> 'names' ? change group by key) as gates using (key)
    cross join lateral (select connection, content -> (chosen.number - 1) as a from ${versions('change.approvals', asked, values)} as c where c.identity = change and c.valid_from = read_at and c.gone_because is null offset 0) as whole`;
}

const totals = `
  select ${rounded('coalesce(sum(waited), 0)')} as waited, ${rounded('max(waited)')} as longest, (select count(distinct release)::int from linked where change in (select change from shown)) as releases,
    (select count(*)::int from held) as red_judgements, coalesce(sum(turns), 0)::int as turns,
    count(*)::int as approvals, (count(*) filter (where is_open))::int as open_approvals, (count(*) filter (where waited is null))::int as approvals_of_unknown_wait,
    ${spreadSql('approval_wait', `case when state in ('APPROVED', 'REJECTED') then waited end`)}
  from shown`;
