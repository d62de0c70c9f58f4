import type { DatabaseRow } from '../../domain/ports/report-reader.ts';
import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { deployments as kept, links } from '../kept.ts';
import { askedConnections, askedServices, sortable } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { kinds } from './definition.ts';
import { timesOf } from './recurring.ts';

export function sql(asked: Asked, world: ReportWorld, before: readonly DatabaseRow[]): ReportSql {
  const values = new Values();
  const again = `again as (select * from jsonb_to_recordset(${values.json(timesOf(before, asked, world))}) as a(identity text, part int, starts_at timestamptz, ends_at timestamptz))`;
  const base = [again, changes(asked, world, values), schedules(asked, world, values), freezes(asked, values), deployments(asked, values), shown(asked, world, values)].join(',');
  const id = `concat_ws('|', ${sortable('starts_at')}, kind, uid)`;
  const told = isNarrowed(asked, world) ? 'chosen' : `chosen left join lateral ${linked(asked, 'record_id', values)} as linked on kind = 'CHANGE'`;
  const names = (of: string): string => (isNarrowed(asked, world) ? of : `coalesce(chosen.${of}, linked.${of})`);
  const local = (moment: string): string => `to_char(${moment} at time zone ${values.as('text', asked.timeZone)}, 'YYYY-MM-DD HH24:MI')`;
  return {
    base, values,
    keys: { select: 'select * from shown', id, at: 'starts_at' },
    rows: `select ${id} as id, kind, title, ${local('starts_at')} as starts, ${local('ends_at')} as ends, status, state, array_to_string(${names('services')}, ', ') as services, array_to_string(${names('environments')}, ', ') as environments,
      release, note, starts_at, ends_at, is_open_ended, connection, uid, updated_at, greatest(0, extract(epoch from updated_at - timestamptz '2026-01-01T00:00:00Z'))::int as revision, url, record_id from ${told}`,
    totals: `select count(*)::int as entries, ${kinds.map((kind) => `(count(*) filter (where kind = '${kind}'))::int as ${kind.toLowerCase()}`).join(', ')}, (count(*) filter (where status = 'CANCELLED'))::int as cancelled from shown`,
  };
}

/** Whether entries are chosen by what they are about: else it is looked up of those alone that are shown. */
function isNarrowed(asked: Asked, { catalogue }: ReportWorld): boolean {
  return askedServices(asked, catalogue) !== null || asked.texts('environment') !== null;
}

/** What the releases of a change say of services and environments. */
function linked(asked: Asked, change: string, values: Values): string {
  const listed = (of: string): string => `array_agg(distinct ${of} order by ${of}) filter (where ${of} is not null)`;
  return `(
    select ${listed('r.service_key')} as services, ${listed('l.environment')} as environments from ${links(asked, values)} as l join muster.release as r on r.key = l.release_key
    where l.relation = 'CHANGE' and l.identity = ${change} and l.is_judged)`;
}

/** Changes with a planned beginning. */
function changes(asked: Asked, world: ReportWorld, values: Values): string {
  const [names, join] = isNarrowed(asked, world) ? ['linked.services, linked.environments', `left join lateral ${linked(asked, 'c.identity', values)} as linked on true`] : ['null::text[] as services, null::text[] as environments', ''];
  return `
    change as (
      select 'CHANGE' as kind, c.identity as uid, concat_ws(': ', c.content ->> 'number', c.content ->> 'title') as title, c.content ->> 'state' as state,
        case when c.content ->> 'state' = 'CANCELED' then 'CANCELLED' when c.gone_because is not null or (c.content ->> 'isOnHold')::boolean or c.content ->> 'state' not in ('SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED') then 'TENTATIVE' else 'CONFIRMED' end as status,
        ${names}, null as release, c.gone_because as note, (c.content ->> 'plannedStartAt')::timestamptz as starts_at, (c.content ->> 'plannedEndAt')::timestamptz as ends_at, false as is_open_ended,
        c.connection, c.valid_from as updated_at, c.content -> 'source' ->> 'url' as url, c.identity as record_id
      from ${copies('change', asked, values)} as c ${join}
      where c.content ->> 'plannedStartAt' < ${values.as('text', asked.until)} and coalesce(c.content ->> 'plannedEndAt', c.content ->> 'plannedStartAt') >= ${values.as('text', asked.since)}
        and c.connection = any(${values.as('text[]', askedConnections(asked, world.connections))}))`;
}

function schedules(asked: Asked, { connections }: ReportWorld, values: Values): string {
  return `
    schedule as (
      select case when (c.content ->> 'isBlackout')::boolean then 'BLACKOUT' else 'WINDOW' end as kind, concat(c.identity, '/', t.name) as uid, coalesce(c.content ->> 'label', c.reference, c.identity) as title, null as state,
        case when c.gone_because is null then 'CONFIRMED' else 'TENTATIVE' end as status, null::text[] as services, null::text[] as environments, null as release,
        concat_ws(' ', c.gone_because, case when (c.content ->> 'isPartial')::boolean then 'Not all of this schedule could be read: it may cover more time.' end) as note, t.starts_at, t.ends_at, false as is_open_ended,
        c.connection, c.valid_from as updated_at, c.content -> 'source' ->> 'url' as url, c.identity as record_id
      from ${copies('window', asked, values)} as c cross join lateral (
        select concat('once-', o.n) as name, (o.w ->> 'startAt')::timestamptz as starts_at, (o.w ->> 'endAt')::timestamptz as ends_at from jsonb_array_elements(c.content -> 'occurrences') with ordinality as o(w, n)
        union all select concat(part, '-', ${sortable('starts_at')}), starts_at, ends_at from again where again.identity = c.identity) as t
      where c.connection = any(${values.as('text[]', askedConnections(asked, connections))}))`;
}

/** A freeze that was lifted ends then; times that had not begun by then are cancelled. */
function freezes(asked: Asked, values: Values): string {
  const at = values.as('timestamptz', asked.at);
  const names = (of: string): string => `case when jsonb_typeof(scope -> '${of}') = 'array' then array(select jsonb_array_elements_text(scope -> '${of}')) end`;
  return `
    frozen as (
      select 'FREEZE' as kind, concat(f.id, t.name) as uid, f.name as title, case when lifted_at is not null then 'LIFTED' end as state, case when lifted_at <= t.starts_at then 'CANCELLED' else 'CONFIRMED' end as status,
        ${names('services')} as services, ${names('environments')} as environments, null as release, f.reason as note, t.starts_at,
        case when lifted_at > t.starts_at and lifted_at < coalesce(t.ends_at, 'infinity') then lifted_at else t.ends_at end as ends_at, t.ends_at is null and lifted_at is null as is_open_ended,
        'muster' as connection, greatest(f.declared_at, lifted_at) as updated_at, null as url, f.id as record_id
      from (select *, case when (lifted ->> 'at')::timestamptz <= ${at} then (lifted ->> 'at')::timestamptz end as lifted_at from muster.freeze where declared_at <= ${at}) as f
      cross join lateral (
        select '' as name, (f.first ->> 'startAt')::timestamptz as starts_at, (f.first ->> 'endAt')::timestamptz as ends_at where f.recurrence is null
        union all select concat('/', ${sortable('starts_at')}), starts_at, ends_at from again where again.identity = f.id) as t)`;
}

function deployments(asked: Asked, values: Values): string {
  const at = values.as('timestamptz', asked.at);
  return `
    deployment as (
      select 'DEPLOYMENT' as kind, d.id as uid, concat(coalesce(d.release_key, d.service_key), ' to ', d.environment) as title, d.state, case when d.state in ('REFUSED', 'CANCELED') then 'CANCELLED' when d.begun is null then 'TENTATIVE' else 'CONFIRMED' end as status,
        array[d.service_key] as services, array[d.environment] as environments, d.release_key as release, null as note, coalesce(d.begun, d.start_at, d.requested_at) as starts_at,
        case when d.ended is not null then greatest(d.ended, coalesce(d.begun, d.ended)) when d.begun is not null then greatest(d.begun, ${at}) end as ends_at, false as is_open_ended,
        'muster' as connection, greatest(d.requested_at, d.begun, d.live, d.ended) as updated_at, null as url, d.id as record_id
      from (
        select id, release_key, service_key, environment, requested_at, start_at, triggered_at as begun, live_at as live, finished_at as ended, state from ${kept(asked, values)} as d) as d)`;
}

/** What touches the period and is about what is asked for. */
function shown(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const [services, environments, kind] = [askedServices(asked, catalogue), asked.texts('environment'), asked.words('kind')];
  // A change nobody linked is about no service; a schedule or a freeze without a scope is about all.
  const about = (column: string, names: readonly string[] | null): string => (names === null ? '' : `and (${column} && ${values.as('text[]', names)} or (${column} is null and kind in ('WINDOW', 'BLACKOUT', 'FREEZE')))`);
  return `
    shown as (
      select * from (select * from change union all select * from schedule union all select * from frozen union all select * from deployment) as entry
      where starts_at < ${values.as('timestamptz', asked.until)} and case when is_open_ended then true when ends_at is null or ends_at <= starts_at then starts_at >= ${values.as('timestamptz', asked.since)} else ends_at > ${values.as('timestamptz', asked.since)} end
        ${about('services', services)} ${about('environments', environments)} ${kind.length === 0 ? '' : `and kind = any(${values.as('text[]', kind)})`})`;
}
