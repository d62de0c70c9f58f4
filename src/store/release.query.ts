import type { ReleaseQuery } from '../domain/ports/stores.ts';
import { releaseStateIn } from './deployment.decisive.ts';
import { Conditions } from './paging.ts';
import type { ListOrder } from './paging.ts';

export const orders: Readonly<Record<ReleaseQuery['orderBy'], ListOrder>> = {
  NEWEST: { table: 'muster.release', columns: ['created_at', 'id'], direction: 'desc' },
  OLDEST: { table: 'muster.release', columns: ['created_at', 'id'], direction: 'asc' },
  KEY: { table: 'muster.release', columns: ['key'], direction: 'asc' },
};

export function conditionsOf(query: ReleaseQuery): Conditions {
  const conditions = new Conditions();
  if (query.serviceKey !== undefined) conditions.add('service_key = ?', query.serviceKey);
  if (query.versions !== undefined) conditions.add('version = any(?)', query.versions);
  if (query.train !== undefined) conditions.add('train = ?', query.train);
  if (query.ownerEmail !== undefined) conditions.add('lower(owner_email) = lower(?)', query.ownerEmail);
  // strpos, not like: a percent sign or underscore that somebody searches for is only itself.
  if (query.text !== undefined) conditions.add(`strpos(lower(concat_ws(E'\\n', key, name, description)), lower(?)) > 0`, query.text);
  if (query.states !== undefined) conditions.add(`${releaseStateIn(conditions.parameter(query.lastEnvironment ?? null))} = any(?)`, query.states);
  if (query.environment !== undefined) conditions.add(isThere, query.environment);
  if (query.outcomes !== undefined) conditions.add(`exists (select from ${newestJudgements(thereOnly(conditions, query))} where outcome = any(?))`, query.outcomes);
  if (query.planned !== undefined) addPlanned(conditions, query, query.planned);
  return conditions;
}

const isThere = `(${['plan', 'deployment', 'link'].map((table) => `exists (select from muster.${table} where release_key = release.key and environment = ?)`).join(' or ')})`;

/** A further condition on rows that have an environment; none when any will do. */
function thereOnly(conditions: Conditions, { environment }: ReleaseQuery): string {
  return environment === undefined ? '' : `and environment = ${conditions.parameter(environment)}`;
}

function newestJudgements(there: string): string {
  return `(select distinct on (environment) readiness ->> 'outcome' as outcome from muster.assessment where release_key = release.key ${there} order by environment, number desc) as newest`;
}

function addPlanned(conditions: Conditions, query: ReleaseQuery, { from, to }: NonNullable<ReleaseQuery['planned']>): void {
  const there = thereOnly(conditions, query);
  const span = `tstzrange(${conditions.parameter(from)}::timestamptz, ?::timestamptz, '[)')`;
  const window = (startAt: string, endAt: string): string => `tstzrange((${startAt})::timestamptz, (${endAt})::timestamptz, '[)')`;
  // A window whose end is not after its start is no range that a database takes.
  const touches = (startAt: string, endAt: string): string => `${startAt} is not null and (${endAt} is null or ${endAt} > ${startAt}) and ${window(startAt, endAt)} && ${span}`;
  conditions.add(`(exists (select from (select distinct on (environment) time_window from muster.plan where release_key = release.key ${there} order by environment, version desc) as newest
      where ${touches(`time_window ->> 'startAt'`, `time_window ->> 'endAt'`)})
    or exists (select from muster.link join muster.copy using (identity) where release_key = release.key and excluded is null and kind = 'change' and gone_because is null
      ${there === '' ? '' : `and (environment is null ${there.replace('and', 'or')})`} and ${touches(`content ->> 'plannedStartAt'`, `content ->> 'plannedEndAt'`)}))`, to);
}
