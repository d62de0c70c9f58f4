import { ties } from '../../domain/incident-cause.ts';
import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { seenName, seenOrNull } from '../hidden.ts';
import { deployments, links } from '../kept.ts';
import { askedConnections, placesAsked, targetsCte, teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { incidentKeys, measures, rowsByIncident, rowsByRelease, spent } from './rows.ts';

/** The rule is the domain's (see ties and causeOf): each deployment with what it is worth for an incident, and the one worth most. */
export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  const base = [
    teamsCte(world.catalogue, values), targetsCte(asked, world.catalogue, values), incidents(asked, world, values), tied(asked, world, values), suspects(asked, values), caused(asked, world, values), spent(asked, values),
  ].join(',');
  const totals = `select ${measures} from shown`;
  return asked.word('by') === 'RELEASE' ? { base, values, totals, rows: rowsByRelease } : { base, values, totals, keys: incidentKeys, rows: rowsByIncident(asked, values) };
}

/**
 * Incidents of the period with their item and its place, and how many others their item had shortly before. Their beginning is
 * asked by its text, as it is indexed, and their end by the moment: of both bounds of one text of JSON the planner expects a
 * two-hundredth of all incidents, and would join them row by row.
 */
function incidents(asked: Asked, { connections }: ReportWorld, values: Values): string {
  const priority = asked.count('priority');
  const recurrence = `${values.as('float8', asked.duration('recurrence'))} * interval '1 millisecond'`;
  const from = new Date(Date.parse(asked.since) - asked.duration('recurrence')).toISOString();
  const isOpen = `(c.content ->> 'isOpen')::boolean`;
  const named = (field: string): string => seenOrNull(asked, `(c.content ->> '${field}')`, values);
  const openedAt = `(c.content ->> 'openedAt')::timestamptz`;
  return `
    opened as (
      select c.identity, coalesce(c.content ->> 'number', c.reference, c.identity) as number, c.content ->> 'title' as title, (c.content ->> 'priority')::int as priority, ${isOpen} as is_open,
        ${openedAt} as opened_at, case when not ${isOpen} then (c.content ->> 'resolvedAt')::timestamptz end as resolved_at,
        ${named('configurationItemId')} as item_id, ${named('problemId')} as problem_id, ${named('causedByChangeId')} as change_id
      from ${copies('incident', asked, values)} as c
      where c.connection = any(${values.as('text[]', askedConnections(asked, connections))}) and c.content ->> 'openedAt' >= ${values.as('text', from)}
        and ${openedAt} ${asked.until <= asked.at ? '<' : '<='} ${values.as('timestamptz', asked.until <= asked.at ? asked.until : asked.at)}),
    counted as (select *, item_id is not null and count(*) over (partition by item_id collate "C" order by opened_at range between ${recurrence} preceding and current row) > 1 as is_recurrence from opened),
    place as materialized (select distinct on (item) item, service, environment from wanted order by item, service, environment),
    incident as materialized (
      select counted.*, coalesce(item.content ->> 'name', item.reference) as item, item.reference as item_reference, place.service, place.environment, reach.is_complete,
        case when change_id is null then item_id end as suspected_id
      from counted left join ${copies('ci', asked, values)} as item on item.identity = counted.item_id
      left join place on place.item = item.reference
      left join (select identity, (content ->> 'isComplete')::boolean as is_complete from ${copies('ci.dependencyReach', asked, values)} as r) as reach on reach.identity = counted.item_id
      where opened_at >= ${values.as('timestamptz', asked.since)} ${priority === null ? '' : `and priority <= ${values.as('int', priority)}`})`;
}

/**
 * Where a deployment would have touched an item that incidents are about, and over what. Of items and not of incidents, for
 * many are about the same one; and without those of incidents that name a change, which mean no other deployment.
 */
function tied(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const production = catalogue.environments.filter(({ isProduction }) => isProduction).map(({ name }) => name);
  const suffering = catalogue.services.filter(({ record }) => record !== null).map(({ key, name, record }) => ({ service: key, name, record }));
  return `
    suffering as (select s.*, environment from jsonb_to_recordset(${values.json(suffering)}) as s(service text, name text, record text) cross join unnest(${values.as('text[]', production)}) as environment),
    about as materialized (select distinct suspected_id as item_id, item_reference, item from incident where suspected_id is not null),
    tied as materialized (
      select item_id, wanted.service, wanted.environment, 'ITEM' as tie, ${farness('ITEM')} as farness, about.item as via, item_id as via_id from about join wanted on wanted.item = about.item_reference
      union all
      select item_id, wanted.service, wanted.environment, 'PATH', (reached ->> 'distance')::float8, reached -> 'item' ->> 'label', reached -> 'item' ->> 'id'
      from about join ${copies('ci.dependencyReach', asked, values)} as c on c.identity = item_id cross join lateral jsonb_array_elements(c.content -> 'items') as reached
      join wanted on wanted.item = reached -> 'item' -> 'source' ->> 'reference' and ${seenName(asked, `(reached -> 'item' ->> 'id')`, values)}
      union all
      select item_id, suffering.service, suffering.environment, 'SERVICE', ${farness('SERVICE')}, suffering.name, s ->> 'id'
      from about join ${copies('ci.impactedServices', asked, values)} as c on c.identity = item_id cross join lateral jsonb_array_elements(c.content) as s
      join suffering on suffering.record = s -> 'source' ->> 'reference' and ${seenName(asked, `(s ->> 'id')`, values)})`;
}

/**
 * Deployments that an incident could be put down to, by each ground, and the one worth most with what its watch saw. Nothing is
 * joined with incidents twice: of what JSON narrows the planner may expect a single row, and would go through all again for each.
 * Deployments of a place are looked up by their moment (offset 0 keeps the planner from joining all of the place).
 */
function suspects(asked: Asked, values: Values): string {
  const [at, within] = [values.as('timestamptz', asked.at), `${values.as('float8', asked.duration('within'))} * interval '1 millisecond'`];
  const first = ['id', 'tie', 'farness', 'began_at', 'via', 'via_id'].map((column) => `(array_agg(${column} order by farness, began_at desc, sequence desc))[1] as ${column}`);
  return `
    suspect as (
      select i.identity, d.id, d.sequence, coalesce(d.triggered_at, d.requested_at) as began_at, 'INCIDENT' as tie, ${farness('DECLARED')} as farness, null as via, null as via_id
      from incident as i join ${deployments(asked, values)} as d on d.incident_id = i.identity where d.incident_id is not null and d.requested_at <= ${at}
      union all
      select i.identity, d.id, d.sequence, d.triggered_at, 'CHANGE', ${farness('CHANGE')}, c.content ->> 'number', i.change_id
      from incident as i cross join lateral (
        select id from muster.deployment where change_ids @> to_jsonb(i.change_id)
        union select deployment.id from ${links(asked, values)} as l join ${deployments(asked, values)} as deployment on deployment.release_key = l.release_key and deployment.environment = coalesce(l.environment, deployment.environment)
        where l.relation = 'CHANGE' and l.identity = i.change_id and l.is_judged and l.origin <> 'DISCOVERED') as of_change
      join ${deployments(asked, values)} as d on d.id = of_change.id left join ${copies('change', asked, values)} as c on c.identity = i.change_id
      where i.change_id is not null and d.triggered_at <= i.opened_at
      union all
      select i.identity, d.id, d.sequence, d.triggered_at, t.tie, t.farness, t.via, t.via_id
      from incident as i join tied as t on t.item_id = i.suspected_id
      cross join lateral (select * from ${deployments(asked, values)} as placed where service_key = t.service and environment = t.environment and triggered_at between i.opened_at - ${within} and i.opened_at offset 0) as d),
    worst as (select identity, array_agg(distinct suspect.id) as suspect_ids, ${first.join(', ')} from suspect group by identity),
    cause as materialized (
      select worst.*, d.service_key, d.environment, d.release_key, declared.team, d.change_ids, level.breached, level.used
      from worst join ${deployments(asked, values)} as d using (id) left join declared on declared.service = d.service_key
      left join lateral (
        select coalesce(string_agg(distinct concat(l ->> 'service', ': ', l ->> 'name'), ', ') filter (where (l ->> 'isBreached')::boolean and not (l ->> 'wasBreached')::boolean), '') as breached,
          max((l ->> 'leftBefore')::float8 - (l ->> 'leftAfter')::float8) as used
        from jsonb_array_elements(d.availability -> 'serviceLevels') as l having d.availability is not null and d.finished_at is not null) as level on true)`;
}

/** Each incident with its cause; of the places that are asked for, or of none at all while none is named. */
function caused(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const isNarrowed = ['service', 'team', 'environment'].some((name) => asked.texts(name) !== null);
  const confidence = asked.texts('confidence') === null ? '' : `where confidence = any(${values.as('text[]', asked.words('confidence'))})`;
  const ofPlaces = (service: string, environment: string): string => `(true ${placesAsked(asked, catalogue, values, { service, environment })})`;
  return `
    attributed as (
      select i.*, c.id as deployment_id, c.tie, c.via, c.via_id, c.farness, c.began_at, c.service_key as cause_service, c.environment as cause_environment, c.release_key as release, c.team as cause_team, c.change_ids, c.breached as levels_breached, c.used as level_used,
        case when c.tie is null and i.change_id is not null then '${ties.CHANGE.confidence}' when c.tie is null then 'UNKNOWN' ${grounds.map(([tie, { confidence: said }]) => `when c.tie = '${tie}' then '${said}'`).join(' ')} end as confidence,
        c.suspect_ids
      from incident as i left join cause as c using (identity)
      where ${isNarrowed ? 'false' : 'c.id is null and i.environment is null'} or ${ofPlaces('c.service_key', 'c.environment')} or ${ofPlaces('i.service', 'i.environment')}),
    named as (select * from attributed ${confidence})`;
}

/** The report calls a declaration by what was declared for it. */
const grounds = Object.entries(ties).map(([tie, worth]) => [tie === 'DECLARED' ? 'INCIDENT' : tie, worth] as const);

function farness(tie: keyof typeof ties): string {
  return `'${ties[tie].farness ?? Infinity}'::float8`;
}
