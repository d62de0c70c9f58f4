import { brief, count, record, records, rowId, text, truth } from '../columns.ts';
import { copies } from '../copies.ts';
import { seenName } from '../hidden.ts';
import { deployments, links } from '../kept.ts';
import { askedConnections, placesAsked, targetsCte, teamsCte } from '../lanes.ts';
import type { Asked } from '../asked.ts';
import { asOf, connection, parameter, production, service, team, timeZone } from '../parameters.ts';
import { define, type Report, type ReportWorld } from '../report.ts';
import { Values } from '../values.ts';

const findings = {
  VERSION_DIFFERS: 'the item’s version is not that of the release which went live last; not certain when the item says no version, or the release is not known',
  ITEM_NOT_FOUND: 'the item that configuration names was never read, or is gone',
  ARTIFACT_NOT_IN_LIBRARY: 'a pinned artifact of what went live last is gone from the library or has another content there; not certain when it was never read',
  ARTIFACT_UNKNOWN: 'no digest of what went live last is on record',
  UNTOUCHED_ITEM: 'an item of the CMDB that no deployment ever touched: neither the target of one, nor linked to a release that went live',
} as const;

/** Where what runs, what was deployed and what the records say part ways. */
export const runningVersusRecorded: Report = {
  definition: define({
    name: 'running-versus-recorded',
    title: 'Running versus recorded',
    says: 'What runs that the library or the CMDB does not know so, and which items did no release ever touch?',
    rules: [
      ...Object.entries(findings).map(([finding, meaning]) => `${finding}: ${meaning}.`),
      'What runs is what went live last in its place, a back-out included. What the CMDB and the library say is the mirror’s last copy: see sources.',
    ],
    parameters: [timeZone, service, team, production, connection, parameter({ name: 'finding', kind: 'WORDS', words: Object.keys(findings), says: 'Only these findings. Left out: all.' }), asOf],
    behind: [],
    columns: [
      rowId,
      text('finding', 'What was found; see the rules.', brief),
      truth('is_certain', 'false: it may be so, and nothing on record says that it is not.', brief),
      text('environment', 'Name of the environment; null for an untouched item.', { isNullable: true, ...brief }),
      text('service', 'Key of the service; null for an untouched item.', { isNullable: true, ...brief }),
      text('team', 'Who looks after the service; null when nobody said.', { isNullable: true }),
      text('release', 'Key of the release that went live last.', { isNullable: true }),
      text('subject', 'The item or artifact.', brief),
      text('expected', 'What was deployed: a version or a digest.', { isNullable: true, ...brief }),
      text('recorded', 'What the record says.', { isNullable: true, ...brief }),
      record('deployment_id', 'The deployment that went live last.'),
      records('record_ids', 'The item or artifact.'),
    ],
    moreTotals: [count('findings', 'All of them.'), count('uncertain', 'Those that are not certain.'), count('places', 'Services in environments that were looked at; the configuration names them.'), ...Object.keys(findings).map((finding) => count(finding.toLowerCase(), `Findings ${finding}.`))],
    restsOn: ['deployment', 'ci', 'artifact'],
  }),
  sql(asked, world) {
    const values = new Values();
    const { catalogue } = world;
    const base = [teamsCte(catalogue, values), targetsCte(asked, catalogue, values), running(asked, world, values), found(asked, world, values)].join(',');
    const each = Object.keys(findings).map((finding) => `(count(*) filter (where finding = '${finding}'))::int as ${finding.toLowerCase()}`);
    return {
      base, values,
      rows: `select concat_ws('|', finding, service, environment, coalesce(record_ids[1], subject)) as id, * from found`,
      totals: `select count(*)::int as findings, (count(*) filter (where not is_certain))::int as uncertain, (select count(*)::int from place) as places, ${each.join(', ')} from found`,
    };
  },
};

/** What went live last in each place that is asked for, and the item that holds its version. */
function running(asked: Asked, { catalogue }: ReportWorld, values: Values): string {
  const at = values.as('timestamptz', asked.at);
  return `
    latest as (
      select distinct on (d.service_key, d.environment) d.id, d.service_key as service, d.environment, d.release_key as release, d.package_digest, r.version
      from ${deployments(asked, values)} as d left join muster.release as r on r.key = d.release_key
      where d.live_at <= ${at} order by d.service_key, d.environment, d.live_at desc, d.sequence desc),
    place as (
      select coalesce(wanted.service, latest.service) as service, coalesce(wanted.environment, latest.environment) as environment, wanted.item, target.identity, latest.id, latest.release, latest.package_digest, latest.version,
        c.content ->> 'runningVersion' as recorded, c.gone_because, coalesce(c.content ->> 'name', wanted.item) as name
      from wanted full join latest using (service, environment) left join target on target.service = wanted.service and target.environment = wanted.environment
      left join ${copies('ci', asked, values)} as c on c.identity = target.identity
      where true ${placesAsked(asked, catalogue, values, { service: 'coalesce(wanted.service, latest.service)', environment: 'coalesce(wanted.environment, latest.environment)' })})`;
}

function found(asked: Asked, { connections }: ReportWorld, values: Values): string {
  const narrowed = asked.texts('finding')?.map((finding) => finding.toUpperCase()) ?? Object.keys(findings);
  const names = values.as('text[]', askedConnections(asked, connections));
  const ids = (id: string): string => `case when ${id} is null then '{}' else array[${id}] end`;
  return `
    pinned as (
      select place.service, place.environment, place.release, place.id, pin ->> 'reference' as reference, pin ->> 'sha256' as sha256, a.identity, a.gone_because, a.content ->> 'sha256' as recorded
      from place join muster.sealed_package as s on s.release_key = place.release and s.digest = place.package_digest and s.sealed_at <= ${values.as('timestamptz', asked.at)} cross join lateral jsonb_array_elements(s.artifacts) as pin
      left join lateral (select * from ${copies('artifact', asked, values)} as c where c.reference = pin ->> 'reference' order by (c.gone_because is null) desc, c.fetched_at desc limit 1) as a on true
      where ${seenName(asked, `(pin ->> 'reference')`, values)}),
    touched as (
      select target.identity from target join latest using (service, environment)
      union select l.identity from ${links(asked, values)} as l join latest on latest.release = l.release_key where l.relation = 'CONFIGURATION_ITEM' and l.identity is not null
      union select l.identity from ${links(asked, values)} as l join ${deployments(asked, values)} as d on d.release_key = l.release_key and d.live_at is not null where l.relation = 'CONFIGURATION_ITEM' and l.identity is not null),
    finding as (
      select 'VERSION_DIFFERS' as finding, version is not null and recorded is not null as is_certain, environment, service, release, name as subject, version as expected, recorded, id as deployment_id, ${ids('identity')} as record_ids
      from place where id is not null and identity is not null and gone_because is null and version is distinct from recorded
      union all select 'ITEM_NOT_FOUND', gone_because is not null, environment, service, release, item, version, gone_because, id, ${ids('identity')} from place where item is not null and (identity is null or gone_because is not null)
      union all select 'ARTIFACT_NOT_IN_LIBRARY', identity is not null, environment, service, release, reference, sha256, coalesce(gone_because, recorded), id, ${ids('identity')}
      from pinned where identity is null or gone_because is not null or recorded is distinct from sha256
      union all select 'ARTIFACT_UNKNOWN', true, environment, service, release, coalesce(name, service), null, null, id, '{}' from place where id is not null and package_digest is null
      union all select 'UNTOUCHED_ITEM', true, null, null, null, coalesce(c.content ->> 'name', c.reference, c.identity), null, c.content ->> 'runningVersion', null, array[c.identity]
      from ${copies('ci', asked, values)} as c left join touched on touched.identity = c.identity where touched.identity is null and c.gone_because is null and c.connection = any(${names})),
    found as (select finding.*, declared.team from finding left join declared using (service) where finding = any(${values.as('text[]', narrowed)}))`;
}
