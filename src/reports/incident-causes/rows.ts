import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { sortable } from '../lanes.ts';
import type { ReportKeys } from '../report.ts';
import type { Values } from '../values.ts';

/** What each incident cost, and what that comes to of each release. */
export function spent(asked: Asked, values: Values): string {
  const at = values.as('timestamptz', asked.at);
  const outage = values.as('int', asked.count('outagePriority'));
  return `
    shown as (
      select named.*, priority <= ${outage} as is_outage,
        case when priority <= ${outage} and (is_open or resolved_at is not null) then tstzrange(opened_at, greatest(opened_at, coalesce(resolved_at, ${at}))) when priority > ${outage} then 'empty'::tstzrange end as outage
      from named),
    grouped as (
      select concat_ws('|', coalesce(cause_environment, ''), coalesce(cause_service, ''), coalesce(release, '')) as id, min(cause_environment) as environment, min(cause_service) as cause_service, min(cause_team) as cause_team, min(release) as release,
        min(began_at) as began_at, (count(*))::int as incidents, (count(*) filter (where is_outage))::int as outages, range_agg(outage) filter (where not isempty(outage)) as stretches, (count(*) filter (where outage is null))::int as lost_unknown,
        (count(*) filter (where is_recurrence))::int as recurrences, coalesce(jsonb_agg(to_jsonb(suspect_ids)) filter (where suspect_ids is not null), '[]') as suspected, nullif(string_agg(distinct levels_breached, ', ') filter (where levels_breached <> ''), '') as breached, bool_or(levels_breached is not null) as is_watched, max(level_used) as level_used,
        (array_agg(deployment_id order by began_at, deployment_id))[1] as deployment_id, array_agg(identity order by opened_at, identity) as incident_ids,
        array_agg(distinct item_id) as item_ids, array_agg(distinct problem_id) as problem_ids, array_agg(distinct change_id) as named_ids, coalesce(jsonb_agg(distinct change_ids) filter (where change_ids is not null), '[]') as deployed_under
      from shown group by cause_environment, cause_service, release),
    released as (select *, (select round(coalesce(sum(extract(epoch from upper(s) - lower(s))), 0)::numeric, 3)::float8 from unnest(stretches) as s) as lost from grouped)`;
}

const seconds = (stretch: string): string => `case when isempty(${stretch}) then 0 else round(extract(epoch from upper(${stretch}) - lower(${stretch}))::numeric, 3)::float8 end`;
const listed = (of: string): string => `coalesce((select array_agg(distinct one order by one) from unnest(${of}) as one where one is not null), '{}')`;
const changesOf = (column: string): string => `array(select jsonb_array_elements_text(${column}))`;

const evidence = `
  case when confidence = 'DECLARED' and deployment_id is null then 'It names a change as its cause under which nothing was deployed.'
    when tie = 'INCIDENT' then 'It was opened for the deployment.'
    when tie = 'CHANGE' then concat('It names ', coalesce(via, change_id), ' as its cause.')
    when tie = 'ITEM' then concat('The deployment changed ', via, ', which it is about.')
    when tie = 'PATH' then concat(coalesce(item, item_id), ' depends on ', via, ' over ', farness, case when farness = 1 then ' relation' else ' relations' end, ', which the deployment changed.')
    when tie = 'SERVICE' then concat('The deployment changed ', via, ', which suffers when ', coalesce(item, item_id), ' does; no item ties them.')
    when item_id is null then 'It names no configuration item.'
    when item is null then 'Its configuration item was never read.'
    when is_complete is null then concat('Nothing that touches ', item, ' was deployed in time, by what is known: what it depends on was never read.')
    when not is_complete then concat('Nothing that touches ', item, ' was deployed in time, by what is known: not all that it depends on was read.')
    else concat('Nothing that ', item, ' is or depends on was deployed in time.') end`;

export const incidentKeys: ReportKeys = { select: 'select * from shown', id: `concat_ws('|', ${sortable('opened_at')}, identity)`, at: 'opened_at' };

/** The problem behind each is looked up where it is told, so that a page does so for its own rows only. */
export function rowsByIncident(asked: Asked, values: Values): string {
  const problem = (said: string): string => `(select ${said} from ${copies('problem', asked, values)} as problem where problem.identity = problem_id limit 1)`;
  return `
    select ${incidentKeys.id} as id, confidence, tie, number as incident, title, priority, item, service, environment, opened_at, resolved_at, cause_service, cause_team, release, began_at,
      round(extract(epoch from opened_at - began_at)::numeric, 3)::float8 as after, ${evidence} as evidence, coalesce(cardinality(suspect_ids), 0) as suspects, coalesce(is_complete, false) as is_reach_known, 1 as incidents, coalesce(is_outage, false)::int as outages, ${seconds('outage')} as lost, (outage is null)::int as lost_unknown,
      is_recurrence::int as recurrences, ${problem(`content ->> 'number'`)} as problem, ${problem(`(content ->> 'isKnownError')::boolean`)} as is_known_error, levels_breached, level_used, deployment_id, array[identity] as incident_ids, ${listed('array[item_id, case when tie = \'PATH\' then via_id end]')} as item_ids,
      ${listed(`${changesOf(`coalesce(change_ids, '[]')`)} || change_id`)} as change_ids, ${listed('array[problem_id]')} as problem_ids, coalesce(suspect_ids, '{}') as suspect_ids
    from chosen`;
}

/** Of several incidents each deployment once. */
const suspected = listed('array(select jsonb_array_elements_text(jsonb_array_elements(suspected)))');

export const rowsByRelease = `
  select id, null::text as confidence, null::text as tie, null::text as incident, null::text as title, null::int as priority, null::text as item, null::text as service, environment, null::timestamptz as opened_at, null::timestamptz as resolved_at,
    cause_service, cause_team, release, began_at, null::float8 as after, null::text as evidence, cardinality(${suspected}) as suspects, null::boolean as is_reach_known, incidents, outages, lost, lost_unknown, recurrences, null::text as problem, null::boolean as is_known_error,
    case when is_watched then coalesce(breached, '') end as levels_breached, level_used, deployment_id, incident_ids,
    ${listed('item_ids')} as item_ids, ${listed('array(select jsonb_array_elements_text(jsonb_array_elements(deployed_under))) || named_ids')} as change_ids, ${listed('problem_ids')} as problem_ids, ${suspected} as suspect_ids
  from released`;

const counted = (when: string): string => `(count(*) filter (where ${when}))::int`;

export const measures = `
  count(*)::int as incidents, ${counted('is_outage')} as outages, (select round(coalesce(sum(lost), 0)::numeric, 3)::float8 from released) as lost, ${counted('outage is null')} as lost_unknown, ${counted('is_recurrence')} as recurrences,
  count(deployment_id)::int as attributed, ${['DECLARED', 'STRONG', 'WEAK', 'UNKNOWN'].map((confidence) => `${counted(`confidence = '${confidence}'`)} as ${confidence.toLowerCase()}`).join(', ')},
  ${counted('is_recurrence and problem_id is null')} as recurrences_without_problem`;
