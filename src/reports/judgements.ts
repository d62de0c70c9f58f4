import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Asked } from './asked.ts';
import { placesAsked } from './lanes.ts';
import type { Values } from './values.ts';

/**
 * `judged`: stored judgements of the period with their release's service and team, in their order within a release and environment. Needs `declared`. Only
 * what the database keeps beside a judgement is read (migrations 32 and 34): which gates did not pass (`deviations`), which held it (`red_gates`), and what each of those rests on (`rests`), by gate.
 * To be named once: what is not asked of it is not read then.
 */
export function judgedCte(asked: Asked, catalogue: Catalogue, values: Values): string {
  return `
    judged as (
      select a.id, a.number, first_value(a.number) over place as place, a.release_key as release, a.environment, a.judged_at as at, a.outcome, a.deviations, a.gates, a.red_gates, a.red_tools, a.tools_by_gate, a.rests, a.told, r.service_key as service, declared.team, least(r.canceled_at, r.closed_at) as over_at,
        lag(a.outcome) over place as before, lag(a.gates) over place as gates_before, lag(a.deviations) over place as deviations_before,
        lead(a.judged_at) over place as next_at, lead(a.number) over place as next_number, lead(a.gates) over place as gates_after, lead(a.deviations) over place as deviations_after
      from muster.assessment as a left join muster.release as r on r.key = a.release_key left join declared on declared.service = r.service_key
      where ${isOfPeriod('a', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}
      window place as (partition by a.release_key collate "C", a.environment collate "C" order by a.number))`;
}

/** Whether a stored judgement is of the period. */
export function isOfPeriod(assessment: string, asked: Asked, values: Values): string {
  return `${assessment}.judged_at >= ${values.as('timestamptz', asked.since)} and ${assessment}.judged_at < ${values.as('timestamptz', asked.until)} and ${assessment}.judged_at <= ${values.as('timestamptz', asked.at)}`;
}
