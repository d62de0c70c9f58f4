import type { Asked } from '../asked.ts';
import { seenName } from '../hidden.ts';
import { isOfPeriod } from '../judgements.ts';
import type { Values } from '../values.ts';

/**
 * `red`: red verdicts of the judgements of the period (needs `judged`), how long each held, and what is kept of it (`r`), which is to be `told` unless it rests on what is hidden; and
 * `turned`: verdicts of the same gates that are otherwise than the one before.
 */
export function verdicts(asked: Asked, values: Values): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  const isTold = asked.hidden.length === 0 ? '' : `cross join lateral (select not exists (select from jsonb_array_elements_text(r -> 'names') as name where not (${seenName(asked, 'name', values)})) as is_told) as seen`;
  return `
    red as materialized (
      select id, number, release, environment, service, team, at, next_at, r ->> 'gate' as gate, extract(epoch from greatest(at, least(coalesce(next_at, ${end}), over_at)) - at)::float8 as held_s,
        r, ${asked.hidden.length === 0 ? 'r' : 'case when is_told then r end'} as told
      from judged cross join lateral jsonb_array_elements(red) as r ${isTold} where outcome <> 'READY'),
    turned as (
      select judged.id, number, release, environment, service, team, at, next_at, gate
      from judged join (select distinct release, environment, gate from red) as gates using (release, environment) cross join lateral (${before(asked, values)}) as before
      where outcomes_before is not null and outcomes ->> gate <> before.outcome)`;
}

/** What the gate said before: in the judgement before, nearly always; a policy's list for back-outs has other gates, and so may its next version. */
function before(asked: Asked, values: Values): string {
  return `
    select case when outcomes_before ? gate then outcomes_before ->> gate when outcomes ? gate then (
      select older.outcomes ->> gate from muster.assessment as older
      where older.release_key = judged.release and older.environment = judged.environment and older.number < judged.number and older.outcomes ? gate and ${isOfPeriod('older', asked, values)}
      order by older.number desc limit 1) end as outcome`;
}
