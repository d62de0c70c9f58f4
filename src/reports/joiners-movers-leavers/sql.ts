import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { seenOrNull } from '../hidden.ts';
import { askedConnections } from '../lanes.ts';
import { agreed, areKnown, listedPeople, openReleases } from '../people.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { findings } from './definition.ts';

export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  const base = [people(asked, values), held(asked, world, values), involved(asked, values), found(asked, values)].join(',');
  return { base, values, rows: asked.word('by') === 'PRODUCT' ? byProduct : byPerson, totals: `select ${sums}, ${Object.keys(findings).map((finding) => `${counted(`finding = '${finding}'`)} as ${finding.toLowerCase()}`).join(', ')}, ${counted('exempt is not null')} as exempt, (select count(*)::int from person where is_listed) as people_listed from found` };
}

/** Whom a feed no longer names nothing is known of. */
function people(asked: Asked, values: Values): string {
  return `person as (select email, name, case when is_listed then employment else 'UNKNOWN' end as employment, unit, starts_on, ends_on, moved_on, is_listed from ${listedPeople(asked, values)} as listed)`;
}

/** Accounts that people use, and licences that they hold, by e-mail. */
function held(asked: Asked, { connections }: ReportWorld, values: Values): string {
  const names = values.as('text[]', askedConnections(asked, connections));
  return `
    account as (
      select c.identity, c.connection, c.content ->> 'userName' as user_name, lower(c.content ->> 'email') as email, coalesce((c.content ->> 'isActive')::boolean, true) and c.gone_because is null and not coalesce((c.content ->> 'isService')::boolean, false) as is_used
      from ${copies('account', asked, values)} as c where c.connection = any(${names})),
    used as (select email, array_agg(identity order by identity) as ids from account where is_used and email is not null group by email),
    holding as (
      select e.identity, coalesce(lower(e.content -> 'heldBy' ->> 'email'), a.email) as email, e.content -> 'heldBy' ->> 'name' as holder, (e.content ->> 'since')::timestamptz as held_since,
        l.identity as licence_id, coalesce(l.content ->> 'product', l.content ->> 'name', ${seenOrNull(asked, `(e.content ->> 'licenceId')`, values)}) as product, (l.content ->> 'monthlyCost')::float8 as cost, l.content ->> 'currency' as currency
      from ${copies('entitlement', asked, values)} as e
      left join account as a on a.connection = e.content -> 'heldBy' ->> 'connection' and a.user_name = e.content -> 'heldBy' ->> 'userName'
      left join ${copies('licence', asked, values)} as l on l.identity = e.content ->> 'licenceId'
      where e.connection = any(${names}) and e.gone_because is null and coalesce((e.content ->> 'isActive')::boolean, true) and jsonb_typeof(e.content -> 'heldBy') = 'object')`;
}

/** Open releases, by those who own them, look after them, or agreed to a plan of theirs. */
function involved(asked: Asked, values: Values): string {
  return `
    open_release as (select id, key, owner_email, stakeholders from ${openReleases(asked, values)} as standing),
    involved as (
      select email, array_agg(distinct id order by id) as ids from (
        select lower(owner_email) as email, id from open_release
        union all select lower(s ->> 'email'), id from open_release cross join lateral jsonb_array_elements(stakeholders) as s
        union all select lower(a.email), open_release.id from open_release join ${agreed(asked, values)} as a on a.release_key = open_release.key) as one
      where email is not null group by email)`;
}

function found(asked: Asked, values: Values): string {
  const today = `(${values.as('timestamptz', asked.at)} at time zone ${values.as('text', asked.timeZone)})::date`;
  const days = (name: string): string => values.as('int', Math.floor(asked.duration(name) / 86_400_000));
  const [starter, joined, joinerGrace, moverGrace, leaverGrace] = ['newStarter', 'joinedWithin', 'joinerGrace', 'moverGrace', 'leaverGrace'].map(days);
  const narrowed = asked.texts('finding') === null ? Object.keys(findings) : asked.words('finding');
  const none = 'null::text, null::text, null::float8, null::text';
  const what = (finding: string, since: string, exempt: string, licence: string, ids: string): string =>
    `select '${finding}' as finding, p.email, p.name, p.employment, p.unit, ${since} as since, ${exempt} as exempt, ${licence}, ${ids} as record_ids`;
  const ofHolding = 'h.identity as entitlement_id, h.product, h.cost, h.currency';
  const has = 'array_remove(array[h.licence_id], null)';
  const joiner = `p.employment = 'ACTIVE' and p.starts_on <= ${today} and p.starts_on + ${joined ?? ''} >= ${today}`;
  const left = `p.employment = 'LEFT' and p.ends_on < ${today}`;
  const graceOfJoiner = `case when p.starts_on + ${joinerGrace ?? ''} >= ${today} then 'GRACE' end`;
  const graceOfLeaver = `case when p.ends_on + ${leaverGrace ?? ''} >= ${today} then 'GRACE' end`;
  const all = [
    what('JOINER_WITHOUT_ACCOUNT', 'p.starts_on', graceOfJoiner, 'null::text as entitlement_id, null::text as product, null::float8 as cost, null::text as currency', `'{}'::text[]`) + ` from person as p where ${joiner} and not exists (select from used where used.email = p.email)`,
    what('JOINER_WITHOUT_LICENCE', 'p.starts_on', graceOfJoiner, none, 'used.ids') + ` from person as p join used using (email) where ${joiner} and not exists (select from holding as h where h.email = p.email)`,
    what('MOVER_HOLDS_LICENCE', 'p.moved_on', `case when p.employment = 'ON_LEAVE' then 'ON_LEAVE' when p.starts_on + ${starter ?? ''} >= ${today} then 'NEW_STARTER' when p.moved_on + ${moverGrace ?? ''} >= ${today} then 'GRACE' when h.held_since is null then 'SINCE_UNKNOWN' end`, ofHolding, has)
      + ` from person as p join holding as h using (email) where p.employment in ('ACTIVE', 'ON_LEAVE') and p.moved_on <= ${today} and (h.held_since is null or (h.held_since at time zone ${values.as('text', asked.timeZone)})::date < p.moved_on)`,
    what('LEAVER_HOLDS_LICENCE', 'p.ends_on', graceOfLeaver, ofHolding, has) + ` from person as p join holding as h using (email) where ${left}`,
    what('LEAVER_HAS_ACCOUNT', 'p.ends_on', graceOfLeaver, none, 'used.ids') + ` from person as p join used using (email) where ${left}`,
    what('LEAVER_ON_RELEASE', 'p.ends_on', graceOfLeaver, none, 'involved.ids') + ` from person as p join involved using (email) where ${left}`,
    `select 'UNKNOWN_HOLDER', h.email, coalesce(p.name, h.holder), 'UNKNOWN', p.unit, null::date, null, ${ofHolding}, ${has} from holding as h left join person as p using (email) where p.email is null or p.employment = 'UNKNOWN'`,
  ];
  return `
    found as (
      select one.*, one.finding in ('MOVER_HOLDS_LICENCE', 'LEAVER_HOLDS_LICENCE') and one.exempt is null as is_reclaimable, coalesce(cardinality(involved.ids), 0) as releases, coalesce(involved.ids, '{}') as release_ids
      from (${all.join(' union all ')}) as one left join involved using (email) where finding = any(${values.as('text[]', narrowed)}) and ${areKnown(asked, values)})`;
}

const counted = (when: string): string => `(count(*) filter (where ${when}))::int`;
const cost = (when: string): string => `case when count(distinct currency) filter (where cost is not null and ${when}) <= 1 then round(coalesce(sum(cost) filter (where ${when}), 0)::numeric, 2)::float8 end`;

const sums = `count(*)::int as findings, ${counted('is_reclaimable')} as reclaimable, ${cost('true')} as cost, ${cost('is_reclaimable')} as reclaimable_cost, ${counted('entitlement_id is not null and cost is null')} as cost_unknown`;

const byPerson = `
  select concat_ws('|', finding, email, entitlement_id) as id, finding, email, name, employment, unit, to_char(since, 'YYYY-MM-DD') as since, product, exempt, is_reclaimable, cost, case when is_reclaimable then cost end as reclaimable_cost, currency,
    1 as findings, is_reclaimable::int as reclaimable, (entitlement_id is not null and cost is null)::int as cost_unknown, releases, entitlement_id, record_ids, release_ids from found`;

const byProduct = `
  select concat_ws('|', coalesce(product, ''), coalesce(currency, '')) as id, null::text as finding, null::text as email, null::text as name, null::text as employment, null::text as unit, null::text as since, product, null::text as exempt, null::boolean as is_reclaimable,
    ${sums.replace(/^count\(\*\)::int as findings, /, '')}, currency, count(*)::int as findings, 0 as releases, null::text as entitlement_id, array_agg(entitlement_id order by entitlement_id) as record_ids, '{}'::text[] as release_ids
  from found where entitlement_id is not null group by product, currency`;
