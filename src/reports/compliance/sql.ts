import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { deployments, links } from '../kept.ts';
import { askedConnections, placesAsked, sortable, teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { findings } from './definition.ts';

export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  const base = [teamsCte(world.catalogue, values), went(asked, world, values), changes(asked, values), eyes(asked, world, values), closed(asked, world, values), found(asked, values)].join(',');
  const id = `concat_ws('|', ${sortable('at')}, finding, coalesce(deployment_id, record_ids[1]))`;
  const each = Object.keys(findings).map((finding) => `count(*) filter (where finding = '${finding}')::int as ${finding.toLowerCase()}`);
  return {
    base, values,
    keys: { select: 'select * from found', id, at: 'at' },
    rows: `select ${id} as id, * from chosen`,
    totals: `select count(*)::int as findings, count(*) filter (where not is_certain)::int as uncertain, (select count(*)::int from went) as deployments,
      count(distinct number) filter (where finding <> 'MADE_WITHOUT_MUSTER')::int as deployments_with_findings, ${each.join(', ')} from found`,
  };
}

/**
 * What was triggered in the period, and by whom. A back-out is judged by its bytes alone, as it was before it went: the changes of
 * what it puts back are over, and the way back was agreed upon with the plan of what it takes back (docs/decisions/0015, 0020).
 */
function went(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  return `
    went as (
      select d.sequence as number, d.id, d.triggered_at as at, d.environment, d.service_key as service, declared.team, d.release_key as release, d.package_digest, d.plan_id, d.origin, d.back_out_of_id, d.change_ids,
        lower(coalesce(d.requested_by ->> 'email', d.requested_by -> 'onBehalfOf' ->> 'email')) as requester
      from ${deployments(asked, values)} as d left join declared on declared.service = d.service_key
      where d.triggered_at >= ${values.as('timestamptz', asked.since)} and d.triggered_at < ${values.as('timestamptz', asked.until)}
        ${placesAsked(asked, catalogue, values, { service: 'd.service_key', environment: 'd.environment' })}),
    ruled as not materialized (select * from went where back_out_of_id is null)`;
}

/** The changes it acted under, else those linked to its release by then, each as it stood when it was triggered; and what they come to of each deployment, by its number, which is quicker to sort by than its id. */
function changes(asked: Asked, values: Values): string {
  const within = `(content ->> 'plannedStartAt')::timestamptz <= at and at < (content ->> 'plannedEndAt')::timestamptz`;
  return `
    acted as (
      select went.number, went.at, went.requester, change from went cross join lateral jsonb_array_elements_text(went.change_ids) as change
      union all select went.number, went.at, went.requester, l.identity from went join ${links(asked, values)} as l on l.release_key = went.release and l.relation = 'CHANGE'
        and coalesce(l.environment, went.environment) = went.environment and l.identity is not null and l.is_judged and l.linked_at <= went.at
      where went.change_ids = '[]'),
    stood as (
      select acted.number, acted.at, acted.change, coalesce(c.content, v.content) as content from acted
      left join muster.copy as c on c.kind = 'change' and c.identity = acted.change and c.valid_from <= acted.at
      left join muster.copy_version as v on v.kind = 'change' and v.identity = acted.change and v.valid_from <= acted.at and v.valid_to > acted.at),
    said as materialized (
      select number, change, content is null as is_unread, content ->> 'approval' = 'APPROVED' or (content ->> 'type' = 'STANDARD' and content ->> 'template' is not null) as is_fine, ${within} as is_within from stood),
    judged as (
      select number, array_agg(distinct change order by change) as ids, bool_or(not is_fine) as is_bad, bool_or(is_unread) as is_unread, bool_or(not is_within) as is_outside, bool_or(is_within is null) as is_unplanned
      from said group by number)`;
}

/** Who agreed and who approved, beside the one who asked; and which roles did not. */
function eyes(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const required = catalogue.environments.map((environment) => ({ environment: environment.name, roles: catalogue.policyOf(environment).requiredAgreements }));
  return `
    required as (select environment, role from jsonb_to_recordset(${values.json(required)}) as r(environment text, roles jsonb) cross join lateral jsonb_array_elements_text(roles) as role),
    agreed as (
      select went.number, lower(a.email) as email, a.role from went join muster.plan as p on p.id = went.plan_id
      join muster.agreement as a on a.plan_id = p.id and a.plan_version = p.version and coalesce(a.first_agreed_at, a.agreed_at) <= went.at),
    approved as (
      select acted.number from acted join ${copies('change.approvals', asked, values)} as c on c.identity = acted.change
      where exists (select from jsonb_array_elements(c.content) as approval where approval ->> 'state' = 'APPROVED' and lower(approval -> 'approver' ->> 'email') <> acted.requester)),
    missing as (
      select went.number, string_agg(required.role, ', ' order by required.role) as roles from went join required using (environment)
      where not exists (select from agreed where agreed.number = went.number and agreed.role = required.role) group by went.number),
    others as (
      select number from approved union all select agreed.number from agreed join went using (number) where agreed.email <> went.requester)`;
}

/**
 * Closed changes of production that nothing was deployed under. Those that something was deployed under are taken away as one set from another, and nothing is
 * joined: of a condition on what a record says the planner expects next to no rows, and would go through every deployment again for each of them.
 */
function closed(asked: Asked, { connections }: ReportWorld, values: Values): string {
  const changes = copies('change', asked, values);
  return `
    unused as materialized (
      select c.identity from ${changes} as c where c.content ->> 'state' = 'CLOSED' and c.connection = any(${values.as('text[]', askedConnections(asked, connections))})
      except all (
        select jsonb_array_elements_text(change_ids) from ${deployments(asked, values)} as d where triggered_at is not null
        union all select l.identity from ${links(asked, values)} as l join ${deployments(asked, values)} as d on d.release_key = l.release_key and d.triggered_at is not null where l.relation = 'CHANGE' and l.identity is not null)),
    closed as (
      select identity, c.content ->> 'number' as name, coalesce((c.content ->> 'plannedEndAt')::timestamptz, c.valid_from) as at from unused join ${changes} as c using (identity))`;
}

function found(asked: Asked, values: Values): string {
  const narrowed = asked.texts('finding')?.map((finding) => finding.toUpperCase()) ?? Object.keys(findings);
  const none = `'{}'::text[]`;
  const find = (finding: keyof typeof findings, certain: string, because: string, ids: string, from: string, whose: 'went' | 'ruled' = 'ruled'): string =>
    `select went.number, went.at, '${finding}' as finding, ${certain} as is_certain, ${because} as because, went.environment, went.service, went.team, went.release, went.id as deployment_id, ${ids} as record_ids from ${whose} as went ${from}`;
  const all = [
    find('WITHOUT_APPROVED_CHANGE', 'case when judged.ids is null then went.release is not null or went.change_ids <> \'[]\' else coalesce(judged.is_bad, false) end',
      `case when judged.ids is null then 'No change is on record.' when judged.is_bad then 'A change was not approved.' else 'What a change said then was not read.' end`,
      `coalesce(judged.ids, ${none})`, 'left join judged using (number) where judged.ids is null or judged.is_bad or judged.is_unread'),
    find('OUTSIDE_ITS_WINDOW', 'coalesce(judged.is_outside, false)', `case when judged.is_outside then 'It was outside the planned time of a change.' else 'A change said no planned time.' end`,
      'judged.ids', 'join judged using (number) where judged.is_outside or judged.is_unplanned'),
    find('UNDER_A_WAIVER', 'true', `concat('Waived: ', w.gate, '. ', w.reason)`, 'array[w.id]', `join muster.waiver as w on w.release_key = went.release and w.environment = went.environment and w.package_digest = went.package_digest
      where (w.decision ->> 'isApproved')::boolean and (w.decision ->> 'at')::timestamptz <= went.at and w.expires_at > went.at and (w.revoked is null or (w.revoked ->> 'at')::timestamptz > went.at)`),
    find('UNSEALED_ARTIFACT', 'true', `'No sealed package of its release has the digest that went out.'`, none,
      `where went.package_digest is not null and not exists (select from muster.sealed_package as s where s.digest = went.package_digest and s.release_key = went.release and s.sealed_at <= ${values.as('timestamptz', asked.at)})`, 'went'),
    find('UNKNOWN_ARTIFACT', 'true', `'No digest of what went out is on record.'`, none, 'where went.package_digest is null', 'went'),
    find('WITHOUT_AGREEMENT', 'true', `case when went.plan_id is null then 'It had no plan.' else concat('Not agreed: ', missing.roles, '.') end`, none, 'join missing using (number)'),
    find('BY_THE_REQUESTER_ALONE', 'went.requester is not null', `case when went.requester is null then 'Who asked for it is not known.' else 'Nobody else agreed or approved.' end`, none, 'where not exists (select from others where others.number = went.number)'),
    find('MADE_WITHOUT_MUSTER', 'true', `'Others deployed it.'`, none, `where went.origin = 'OBSERVED'`),
    `select null, at, 'CHANGE_WITHOUT_DEPLOYMENT', true, concat(name, ' was closed.'), null, null, null, null, null, array[identity] from closed
      where at >= ${values.as('timestamptz', asked.since)} and at < ${values.as('timestamptz', asked.until)}`,
  ];
  return `found as (select * from (${all.join(' union all ')}) as f where finding = any(${values.as('text[]', narrowed)}))`;
}
