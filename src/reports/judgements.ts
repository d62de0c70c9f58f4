import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Asked } from './asked.ts';
import { placesAsked } from './lanes.ts';
import type { Values } from './values.ts';

/** `judged`: stored judgements of the period with their release's service and team, in their order within a release and environment. Needs `declared`. */
export function judgedCte(asked: Asked, catalogue: Catalogue, values: Values): string {
  return `
    judged as (
      select a.id, a.number, a.release_key as release, a.environment, a.readiness, a.assessed_by, (a.readiness ->> 'judgedAt')::timestamptz as at, a.readiness ->> 'outcome' as outcome,
        r.service_key as service, declared.team, least(r.canceled_at, r.closed_at) as over_at,
        lead((a.readiness ->> 'judgedAt')::timestamptz) over place as next_at, lag(a.readiness ->> 'outcome') over place as before
      from muster.assessment as a left join muster.release as r on r.key = a.release_key left join declared on declared.service = r.service_key
      where a.readiness ->> 'judgedAt' >= ${values.as('text', asked.since)} and a.readiness ->> 'judgedAt' < ${values.as('text', asked.until)} and a.readiness ->> 'judgedAt' <= ${values.as('text', asked.at)}
        ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}
      window place as (partition by a.release_key, a.environment order by a.number))`;
}
