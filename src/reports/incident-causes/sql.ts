import { ties } from '../../domain/incident-cause.ts';
import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { askedConnections, placesAsked, targetsCte, teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { measures, rowsByIncident, rowsByRelease, spent } from './rows.ts';

/** The rule is the domain's (see ties and causeOf): each deployment with what it is worth for an incident, and the one worth most. */
export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  const base = [
    teamsCte(world.catalogue, values), targetsCte(asked, world.catalogue, values), incidents(asked, world, values), tied(asked, world, values), suspects(asked, values), caused(asked, world, values), spent(asked, values),
  ].join(',');
  return { base, values, rows: asked.word('by') === 'RELEASE' ? rowsByRelease : rowsByIncident, totals: `select ${measures} from shown` };
}

/** Incidents of the period with their item and its place, and how many others their item had shortly before. */
function incidents(asked: Asked, { connections }: ReportWorld, values: Values): string {
  const priority = asked.count('priority');
  const recurrence = `${values.as('float8', asked.duration('recurrence'))} * interval '1 millisecond'`;
  const from = new Date(Date.parse(asked.since) - asked.duration('recurrence')).toISOString();
  const isOpen = `(c.content ->> 'isOpen')::boolean`;
  return `
    opened as (
      select c.identity, coalesce(c.content ->> 'number', c.reference, c.identity) as number, c.content ->> 'title' as title, (c.content ->> 'priority')::int as priority, ${isOpen} as is_open,
        (c.content ->> 'openedAt')::timestamptz as opened_at, case when not ${isOpen} then (c.content ->> 'resolvedAt')::timestamptz end as resolved_at,
        c.content ->> 'configurationItemId' as item_id, c.content ->> 'problemId' as problem_id, c.content ->> 'causedByChangeId' as change_id
      from ${copies('incident', asked, values)} as c
      where c.connection = any(${values.as('text[]', askedConnections(asked, connections))}) and c.content ->> 'openedAt' >= ${values.as('text', from)} and c.content ->> 'openedAt' < ${values.as('text', asked.until)} and c.content ->> 'openedAt' <= ${values.as('text', asked.at)}),
    counted as (select *, item_id is not null and count(*) over (partition by item_id order by opened_at range between ${recurrence} preceding and current row) > 1 as is_recurrence from opened),
    incident as (
      select counted.*, coalesce(item.content ->> 'name', item.reference) as item, item.reference as item_reference, place.service, place.environment, reach.is_complete
      from counted left join ${copies('ci', asked, values)} as item on item.identity = counted.item_id
      left join (select distinct on (item) item, service, environment from wanted order by item, service, environment) as place on place.item = item.reference
      left join (select identity, (content ->> 'isComplete')::boolean as is_complete from ${copies('ci.dependencyReach', asked, values)} as r) as reach on reach.identity = counted.item_id
      where opened_at >= ${values.as('timestamptz', asked.since)} ${priority === null ? '' : `and priority <= ${values.as('int', priority)}`})`;
}

/** Where a deployment would have touched an incident's item, and over what. */
function tied(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const production = catalogue.environments.filter(({ isProduction }) => isProduction).map(({ name }) => name);
  const suffering = catalogue.services.filter(({ record }) => record !== null).map(({ key, name, record }) => ({ service: key, name, record }));
  return `
    suffering as (select s.*, environment from jsonb_to_recordset(${values.json(suffering)}) as s(service text, name text, record text) cross join unnest(${values.as('text[]', production)}) as environment),
    tied as (
      select incident.identity, opened_at, wanted.service, wanted.environment, 'ITEM' as tie, ${farness('ITEM')} as farness, incident.item as via, item_id as via_id from incident join wanted on wanted.item = incident.item_reference
      union all
      select incident.identity, opened_at, wanted.service, wanted.environment, 'PATH', (reached ->> 'distance')::float8, reached -> 'item' ->> 'label', reached -> 'item' ->> 'id'
      from incident join ${copies('ci.dependencyReach', asked, values)} as c on c.identity = incident.item_id cross join lateral jsonb_array_elements(c.content -> 'items') as reached
      join wanted on wanted.item = reached -> 'item' -> 'source' ->> 'reference'
      union all
      select incident.identity, opened_at, suffering.service, suffering.environment, 'SERVICE', ${farness('SERVICE')}, suffering.name, s ->> 'id'
      from incident join ${copies('ci.impactedServices', asked, values)} as c on c.identity = incident.item_id cross join lateral jsonb_array_elements(c.content) as s
      join suffering on suffering.record = s -> 'source' ->> 'reference')`;
}

/** Deployments that an incident could be put down to, by each ground. Who names a change means no other. */
function suspects(asked: Asked, values: Values): string {
  const [at, within] = [values.as('timestamptz', asked.at), `${values.as('float8', asked.duration('within'))} * interval '1 millisecond'`];
  return `
    suspect as (
      select i.identity, d.id, d.sequence, coalesce(d.triggered_at, d.requested_at) as began_at, 'INCIDENT' as tie, ${farness('DECLARED')} as farness, null as via, null as via_id
      from incident as i join muster.deployment as d on d.incident_id = i.identity where d.requested_at <= ${at}
      union all
      select i.identity, d.id, d.sequence, d.triggered_at, 'CHANGE', ${farness('CHANGE')}, c.content ->> 'number', i.change_id
      from incident as i cross join lateral (
        select id from muster.deployment where change_ids @> to_jsonb(i.change_id)
        union select deployment.id from muster.link as l join muster.deployment on deployment.release_key = l.release_key and deployment.environment = coalesce(l.environment, deployment.environment)
        where l.relation = 'CHANGE' and l.identity = i.change_id and l.excluded is null and l.origin <> 'DISCOVERED') as of_change
      join muster.deployment as d on d.id = of_change.id left join ${copies('change', asked, values)} as c on c.identity = i.change_id
      where i.change_id is not null and d.triggered_at <= i.opened_at
      union all
      select t.identity, d.id, d.sequence, d.triggered_at, t.tie, t.farness, t.via, t.via_id
      from tied as t join muster.deployment as d on d.service_key = t.service and d.environment = t.environment and d.triggered_at between t.opened_at - ${within} and t.opened_at),
    meant as (select suspect.* from suspect join incident using (identity) where change_id is null or tie in ('INCIDENT', 'CHANGE')),
    grounded as (select identity, count(distinct id)::int as suspects from meant group by identity),
    cause as (select distinct on (identity) * from meant order by identity, farness, began_at desc, sequence desc)`;
}

/** Each incident with its cause; of the places that are asked for, or of none at all while none is named. */
function caused(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const isNarrowed = ['service', 'team', 'environment'].some((name) => asked.texts(name) !== null);
  const confidence = asked.texts('confidence') === null ? '' : `where confidence = any(${values.as('text[]', asked.words('confidence'))})`;
  const ofPlaces = (service: string, environment: string): string => `(true ${placesAsked(asked, catalogue, values, { service, environment })})`;
  return `
    attributed as (
      select i.*, c.id as deployment_id, c.tie, c.via, c.via_id, c.farness, c.began_at, d.service_key as cause_service, d.environment as cause_environment, d.release_key as release, declared.team as cause_team, d.availability, d.change_ids,
        case when c.tie is null and i.change_id is not null then '${ties.CHANGE.confidence}' when c.tie is null then 'UNKNOWN' ${grounds.map(([tie, { confidence: said }]) => `when c.tie = '${tie}' then '${said}'`).join(' ')} end as confidence,
        coalesce(grounded.suspects, 0) as suspects
      from incident as i left join cause as c using (identity) left join grounded using (identity) left join muster.deployment as d on d.id = c.id left join declared on declared.service = d.service_key
      where ${isNarrowed ? 'false' : 'd.id is null and i.environment is null'} or ${ofPlaces('d.service_key', 'd.environment')} or ${ofPlaces('i.service', 'i.environment')}),
    named as (select * from attributed ${confidence})`;
}

/** The report calls a declaration by what was declared for it. */
const grounds = Object.entries(ties).map(([tie, worth]) => [tie === 'DECLARED' ? 'INCIDENT' : tie, worth] as const);

function farness(tie: keyof typeof ties): string {
  return `'${ties[tie].farness ?? Infinity}'::float8`;
}
