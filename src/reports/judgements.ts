import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Asked } from './asked.ts';
import { placesAsked } from './lanes.ts';
import type { Values } from './values.ts';

/**
 * `judged`: stored judgements of the period with their release's service and team, in their order within a release and environment. Needs `declared`. Only
 * what the database keeps beside a judgement is read (migration 32): `outcomes` by gate, and what each `red` gate rests on. To be named once: what is not asked
 * of it is not read then.
 */
export function judgedCte(asked: Asked, catalogue: Catalogue, values: Values): string {
  return `
    judged as (
      select a.id, a.number, a.release_key as release, a.environment, a.judged_at as at, a.outcome, a.outcomes, a.red, r.service_key as service, declared.team, least(r.canceled_at, r.closed_at) as over_at,
        lead(a.judged_at) over place as next_at, lag(a.outcome) over place as before, lag(a.outcomes) over place as outcomes_before
      from muster.assessment as a left join muster.release as r on r.key = a.release_key left join declared on declared.service = r.service_key
      where ${isOfPeriod('a', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}
      window place as (partition by a.release_key collate "C", a.environment collate "C" order by a.number))`;
}

/** Whether a stored judgement is of the period. */
export function isOfPeriod(assessment: string, asked: Asked, values: Values): string {
  return `${assessment}.judged_at >= ${values.as('timestamptz', asked.since)} and ${assessment}.judged_at < ${values.as('timestamptz', asked.until)} and ${assessment}.judged_at <= ${values.as('timestamptz', asked.at)}`;
}
