import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Asked } from '../asked.ts';
import { spreadSql } from '../columns.ts';
import { definition } from './definition.ts';
import { copies } from '../copies.ts';
import { hides } from '../hidden.ts';
import { deployments, links } from '../kept.ts';
import { askedConnections, placesAsked, targetsCte, teamsCte } from '../lanes.ts';
import type { ReportKeys, ReportSql, ReportWorld } from '../report.ts';
import { buildCommit } from '../../domain/ports/undated-builds.ts';
import { beginningOf, buildOf, leadTimesOf, movedReleases } from '../../store/lead-times.ts';
import { Values } from '../values.ts';

/** A condition on the name of a record’s connection, where some are asked for. */
type OfConnection = (name: string) => string;

/** Up to here what is shipped and planned is looked up one by one. */
const fewDaysMs = 10 * 86_400_000;

export function sql(asked: Asked, { catalogue, connections }: ReportWorld): ReportSql {
  const values = new Values();
  const ofConnection: OfConnection = (name) => (asked.texts('connection') === null ? '' : `and ${name} = any(${values.as('text[]', askedConnections(asked, connections))})`);
  // What is reckoned once is of now, and of all that there is.
  const isOfAll = !asked.isPast && asked.texts('connection') === null && !hides(asked, 'artifact', 'build', 'work-item');
  const lead = isOfAll ? keptLeadTimes : leadTimes(asked, values, ofConnection);
  const base = [teamsCte(catalogue, values), targetsCte(asked, catalogue, values), places(asked, catalogue, values), lane(asked, lead.rests, values), incidents(asked, values, ofConnection), lead.base, facts(asked, lead)].join(',');
  return { base, keys: keys(asked), rows: rows(asked, values), totals: `select ${measures(days(asked, values))} from fact`, values };
}

/** Where something was deployed: its number, and that of the group of rows that it is about. Numbers are quicker to sort by than words, and to carry along; and of a join by one name the planner knows better how much comes of it than of one by two. */
function places(asked: Asked, catalogue: Catalogue, values: Values): string {
  const { team, service } = keysBy(asked.word('by'));
  return `
    place as materialized (
      select concat(service_key, ' ', environment) as name, service_key, environment, team, row_number() over (order by service_key collate "C" desc, environment collate "C" desc) as place, dense_rank() over (order by environment, ${team}, ${service}) as about
      from (select distinct service_key, environment from muster.deployment where true ${placesAsked(asked, catalogue, values, { service: 'service_key', environment: 'environment' })}) as place left join declared on declared.service = service_key)`;
}

/**
 * Deployments that ended from `since` on, in the order in which each place saw them, each in its `slot`, which is its period and its group: also those
 * after `until`, for they end what came before. Asked by column and not by the expression: of that the planner knows no
 * distribution, takes it for few rows, and joins everything below row by row. `n` numbers them all; what went live next is looked
 * for from the end, since a frame that loses rows is counted anew for each, and one sort serves both.
 */
function lane(asked: Asked, rests: readonly string[], values: Values): string {
  const ended = 'coalesce(d.live_at, d.finished_at)';
  const order = `${ended} desc, d.sequence desc`;
  const backOuts = `select b.back_out_of_id from ${deployments(asked, values)} as b where b.back_out_of_id is not null`;
  return `
    lane as (
      select d.id, ${rests.map((column) => `d.${column}, `).join('')}place.place, place.about, d.origin = 'OBSERVED' as is_observed, ${ended} as at,
        d.live_at is not null as is_live, d.back_out_of_id is not null as is_back_out, d.state = 'FAILED' as is_failed,
        d.id in (${backOuts} and b.live_at <= ${values.as('timestamptz', asked.at)}) or (d.state = 'BACKED_OUT' and d.id not in (${backOuts})) as is_backed_out,
        - row_number() over (order by place.place, ${order}) as n, min(d.live_at) over (partition by place.place order by ${order} rows between unbounded preceding and 1 preceding) as next_live_at
      from ${deployments(asked, values)} as d join place on place.name = concat(d.service_key, ' ', d.environment)
      where d.state in ('SUCCEEDED', 'FAILED', 'BACKED_OUT') and (d.live_at between ${values.as('timestamptz', asked.since)} and ${values.as('timestamptz', asked.at)} or (d.live_at is null and d.finished_at between ${values.as('timestamptz', asked.since)} and ${values.as('timestamptz', asked.at)}))
        and d.triggered_at is not null),
    placed as (
      select *, (date_trunc(${values.as('text', asked.word('period').toLowerCase())}, at at time zone ${values.as('text', asked.timeZone)})::date - date '0001-01-01')::bigint * ${manyPlaces} + about as slot from lane where at < ${values.as('timestamptz', asked.until)})`;
}

/** Incidents, each with the deployment it followed on its item, or was opened for; and per deployment what became of them. */
function incidents(asked: Asked, values: Values, ofConnection: OfConnection): string {
  const within = values.as('float8', asked.duration('incidentWithin'));
  const priority = asked.count('incidentPriority');
  const grave = priority === null ? '' : `and (c.content ->> 'priority')::int <= ${values.as('int', priority)}`;
  const isMeant = values.as('boolean', asked.words('failure').includes('INCIDENT'));
  const restored = `case when (c.content ->> 'isOpen')::boolean then null else (c.content ->> 'resolvedAt')::timestamptz end as restored_at`;
  const its = 'placed.n, placed.slot, placed.is_back_out';
  return `
    on_item as (
      select place.place, c.identity, (c.content ->> 'openedAt')::timestamptz as opened_at, ${restored}
      from target join place on place.service_key = target.service and place.environment = target.environment cross join lateral (
        select identity, content from ${copies('incident', asked, values)} as c
        where c.content ->> 'configurationItemId' = target.identity and c.content ->> 'openedAt' >= ${values.as('text', asked.since)} ${grave} ${ofConnection('c.connection')} offset 0) as c
      where ${isMeant}),
    event as (
      select place, at, n, null as identity, null::timestamptz as restored_at from lane
      union all select place, opened_at, null, identity, restored_at from on_item),
    followed as (
      select at as opened_at, identity, restored_at,
        max(n) over (partition by place order by at, identity nulls first rows unbounded preceding) as n from event),
    blame as (
      select ${its}, followed.identity, followed.restored_at from followed join placed using (n)
      where followed.identity is not null and followed.opened_at < placed.at + ${within} * interval '1 millisecond'
      union select ${its}, c.identity, ${restored} from ${deployments(asked, values)} as d join placed using (id) join ${copies('incident', asked, values)} as c on c.identity = d.incident_id where d.incident_id is not null and ${isMeant} ${grave} ${ofConnection('c.connection')}),
    trouble as (select n, case when bool_and(restored_at is not null) then max(restored_at) end as restored_at from blame group by n)`;
}

/** Whose lead times count. */
const shipped = 'is_live and not is_back_out';

interface LeadTimes {
  /** Columns of a deployment that they rest on. */
  readonly rests: readonly string[];
  readonly base: string;
  /** Joins `placed` with what tells how long it had waited since it began, and since the commit that it began with. */
  readonly join: string;
  readonly lead: string;
  readonly fromCommit: string;
  /** Selects slot and seconds of each work item. */
  readonly waited: string;
}

/**
 * Lead times as they are kept, and those of deployments about which something was written since, reckoned now: the same
 * moment of the database tells of both, so that none is old.
 */
const keptLeadTimes: LeadTimes = {
  rests: [],
  base: `
    ${movedReleases('muster.lead_time_note')},
    open as (
      select name as id from noted where kind = 'deployment'
      union select d.id from moved cross join lateral (select id from muster.deployment where release_key = moved.release_key offset 0) as d
      union select deployment_id from muster.lead_time where turn = 0),
    fresh as materialized (
      select d.id, lead.lead_s, lead.commit_s, lead.work_s from open cross join lateral (select id, release_key, package_digest, environment, live_at as at from muster.deployment where id = open.id and live_at is not null offset 0) as d
      cross join lateral ${leadTimesOf('d')} as lead),
    led as (
      select placed.n, placed.slot, case when fresh.id is null then kept.lead_s else fresh.lead_s end as lead_s, case when fresh.id is null then kept.commit_s else fresh.commit_s end as commit_s, case when fresh.id is null then kept.work_s else fresh.work_s end as work_s
      from placed left join muster.lead_time as kept on kept.deployment_id = placed.id left join fresh on fresh.id = placed.id where ${shipped})`,
  join: 'left join led on led.n = placed.n',
  lead: 'coalesce(led.commit_s, led.lead_s)',
  fromCommit: 'led.commit_s',
  waited: 'select slot, item_s from led cross join lateral unnest(led.work_s) as item(item_s)',
};

/**
 * The same at a past moment, of some connections, and for whoever may not see all: when the builds of each package, or the commits they were made of, began, and when the work items of
 * each release were read as done: what was said of them otherwise ended at that moment. Three partial indexes hold just that, so
 * that no record is opened. Ends and beginnings are counted, since of a join the planner expects a row or two where there are a
 * hundred thousand. Of few services or days only what they shipped and planned is looked up; of all of them that takes longer
 * than to read everything through, which offset 0 keeps the planner from.
 */
function leadTimes(asked: Asked, values: Values, ofConnection: OfConnection): LeadTimes {
  const readBefore = (moment: string): string => (asked.isPast ? `and ${moment} <= ${values.as('timestamptz', asked.at)}` : '');
  const isNarrow = asked.texts('service') !== null || asked.texts('team') !== null || Date.parse(asked.until) - Date.parse(asked.since) <= fewDaysMs;
  const [ofShipped, ofPlanned, readThrough] = isNarrow ? ['and l.release_key in (select release_key from shipped)', 'and identity in (select identity from planned)', ''] : ['', '', 'offset 0'];
  const began = (table: string): string => `select identity, valid_from as at, true as is_done from muster.${table} where kind = 'work-item' and content ->> 'progress' = 'DONE' ${readBefore('valid_from')} ${ofPlanned}`;
  const ended = `select identity, valid_to, false from muster.copy_version where kind = 'work-item' and content ->> 'progress' <> 'DONE' ${readBefore('valid_to')} ${ofPlanned}`;
  const base = `
    shipped as (select * from placed where ${shipped}),
    built as (
      select shipped.n, min(shipped.at) as at, ${beginningOf({ startedAt: 'b.started_at', committedAt: 'm.committed_at' })}
      from shipped join muster.sealed_package as s on s.digest = shipped.package_digest and coalesce(s.release_key, '') = shipped.release_key and s.sealed_at <= ${values.as('timestamptz', asked.at)}
      cross join lateral jsonb_array_elements(s.artifacts) as pinned
      join (select reference, ${buildOf('c')} as build from ${copies('artifact', asked, values)} as c where true ${ofConnection('c.connection')} ${readThrough}) as a on a.reference = pinned ->> 'reference'
      join (select identity, reference, content ->> 'startedAt' as started_at, content ->> 'vcsRevision' as revision from ${copies('build', asked, values)} as c ${readThrough}) as b on b.reference = a.build
      left join (select identity, reference, content ->> 'committedAt' as committed_at, content ->> 'revision' as revision from ${copies(buildCommit, asked, values)} as c ${readThrough}) as m on m.identity = b.identity and m.reference = b.reference and m.revision = b.revision
      group by shipped.n),
    planned as (
      select l.release_key, l.environment, l.identity from ${links(asked, values)} as l
      where l.relation = 'WORK_ITEM' and l.identity is not null and l.is_judged ${ofConnection(`split_part(l.identity, ':', 1)`)} ${ofShipped} ${readThrough}),
    turn as materialized (select identity, at from (${began('copy')} union all ${began('copy_version')} union all ${ended}) as said group by identity, at having bool_or(is_done) and not bool_and(is_done)),
    waited as (
      select min(shipped.slot) as slot, min(shipped.at) as at, max(turn.at) as done_at
      from shipped join planned on planned.release_key = shipped.release_key and coalesce(planned.environment, shipped.environment) = shipped.environment
      join turn on turn.identity = planned.identity and turn.at <= shipped.at
      group by shipped.n, planned.identity)`;
  return {
    rests: ['release_key', 'package_digest', 'environment'], base,
    join: 'left join built on built.n = placed.n and coalesce(built.committed_at, built.started_at) <= placed.at', lead: seconds('placed.at', 'coalesce(built.committed_at, built.started_at)'), fromCommit: 'built.committed_at', waited: `select slot, ${seconds('at', 'done_at')} from waited`,
  };
}

/** What is counted: a deployment, a work item that waited for it, or an incident that followed it and counts once in each group and period. */
function facts(asked: Asked, { join, lead, fromCommit, waited }: LeadTimes): string {
  const failure = asked.words('failure');
  const reasons = [...(failure.includes('FAILED') ? ['is_failed'] : []), ...(failure.includes('BACKED_OUT') ? ['is_backed_out'] : []), ...(failure.includes('INCIDENT') ? ['trouble.n is not null'] : [])];
  const nothing = 'null::bigint, null, false, false, false, false, null, null, false';
  return `
    judged as (
      select placed.*, ${lead} as lead_s, ${fromCommit} is not null as is_from_commit, not is_back_out and (${reasons.join(' or ')}) as is_failure,
        case when trouble.n is null then next_live_at when trouble.restored_at < placed.at then placed.at else trouble.restored_at end as mended_at
      from placed left join trouble on trouble.n = placed.n ${join}),
    fact as materialized (
      select slot, n, id, ${shipped} as is_deployment, is_observed, is_back_out, is_failure,
        case when is_failure then ${seconds('mended_at', 'at')} end as recovery_s, lead_s, is_from_commit, null::float8 as work_s, null as incident from judged
      union all select slot, ${nothing}, item_s, null from (${waited}) as waited(slot, item_s)
      union all select slot, ${nothing}, null, identity from (select distinct slot, identity from blame where not is_back_out) as blamed)`;
}

function seconds(later: string, earlier: string): string {
  return `extract(epoch from ${later} - ${earlier})::float8`;
}

const measures = (days: string): string => `
  count(*) filter (where is_deployment)::int as deployments,
  round((count(*) filter (where is_deployment) / nullif(${days}, 0))::numeric, 4)::float8 as deployments_per_day,
  count(*) filter (where is_deployment and is_observed)::int as observed,
  count(id) filter (where not is_back_out)::int as attempts,
  count(*) filter (where is_failure)::int as failures,
  round(count(*) filter (where is_failure)::numeric / nullif(count(id) filter (where not is_back_out), 0), 4)::float8 as change_failure_rate,
  count(*) filter (where is_back_out)::int as back_outs,
  count(lead_s)::int as lead_times, ${spreadSql('lead_time', 'lead_s')}, count(*) filter (where is_from_commit)::int as lead_times_from_commit,
  count(work_s)::int as work_items, ${spreadSql('work_item_lead_time', 'work_s')},
  count(recovery_s)::int as recovered,
  count(*) filter (where is_failure and recovery_s is null)::int as unrecovered, ${spreadSql('recovery_time', 'recovery_s')}`;

/** What is counted of each group, in the words of the definition. */
const about = ['id', 'period', 'period_start', 'period_end', 'is_whole', 'environment', 'team', 'service'];
const counted = definition.columns.map(({ name }) => name).filter((name) => !about.includes(name));

/** Facts come in the order of the groups and, within, in that of the deployments and of the incidents’ ids. */
const idsOf = (what: string, from: string): string => `coalesce(array_agg(${from}) filter (where ${what}), '{}')`;

/** What a slot’s number is made of: days since the first of the year 1, and a group. */
const manyPlaces = 1_000_000;
const periodStart = `(date '0001-01-01' + (slot / ${manyPlaces})::int)::timestamp`;
const id = `concat_ws('|', to_char(period_start, 'YYYY-MM-DD'), environment, coalesce(team, ''), coalesce(service, ''))`;

/** What the groups are called. */
function named(asked: Asked): string {
  const { team, service } = keysBy(asked.word('by'));
  return `(select distinct about, environment, ${team} as team, ${service} as service from place)`;
}

/** A row is a group of places in a period; what is counted of it is gathered for those that are asked for. */
function keys(asked: Asked): ReportKeys {
  return { id, select: `select * from (select slot, ${periodStart} as period_start, slot % ${manyPlaces} as about from (select distinct slot from placed) as grouped) as grouped join ${named(asked)} as named using (about)` };
}

function rows(asked: Asked, values: Values): string {
  const length = values.as('interval', `1 ${asked.word('period').toLowerCase()}`);
  const zone = values.as('text', asked.timeZone);
  const bounds = `period_start at time zone ${zone} >= ${values.as('timestamptz', asked.since)} and (period_start + ${length}) at time zone ${zone} <= ${values.as('timestamptz', asked.until)}`;
  return `
    select ${id} as id, to_char(period_start, ${values.as('text', labels[asked.word('period')])}) as period,
      to_char(period_start, 'YYYY-MM-DD') as period_start, to_char(period_start + ${length}, 'YYYY-MM-DD') as period_end, ${bounds} as is_whole,
      environment, team, service, ${counted.join(', ')}
    from (
      select ${periodStart} as period_start, slot % ${manyPlaces} as about, ${measures(`extract(day from ${periodStart} + ${length} - ${periodStart})`)},
        ${idsOf('is_deployment', 'id')} as deployment_ids, ${idsOf('is_failure', 'id')} as failure_ids, ${idsOf('incident is not null', 'incident')} as incident_ids,
        ${idsOf('id is not null and not is_deployment and not is_back_out', 'id')} as failed_ids, ${idsOf('is_back_out', 'id')} as back_out_ids
      from (select fact.* from fact join (select slot from chosen) as chosen using (slot) order by slot, n, incident) as fact group by slot) as counted
    join ${named(asked)} as named using (about)`;
}

/** Which columns of a row say what it is about; the others are null. */
function keysBy(by: string): { readonly team: string; readonly service: string } {
  return { team: by === 'ENVIRONMENT' ? 'null::text' : 'team', service: by === 'SERVICE' ? 'service_key' : 'null::text' };
}

const labels: Readonly<Record<string, string>> = { DAY: 'YYYY-MM-DD', WEEK: 'IYYY-"W"IW', MONTH: 'YYYY-MM' };

/** Days as the rows count them, by the calendar: a week in which clocks change has seven. */
function days({ since, until, timeZone }: Asked, values: Values): string {
  const [zone, from, to] = [values.as('text', timeZone), values.as('timestamptz', since), values.as('timestamptz', until)];
  return `(extract(epoch from (${to} at time zone ${zone}) - (${from} at time zone ${zone})) / 86400)`;
}
