import type { Asked } from '../asked.ts';
import { seenName } from '../hidden.ts';
import type { Values } from '../values.ts';

/**
 * `verdict`: each verdict of the judgements of the period, whether it turned, and how long a red one held (needs `judged`); `red`: those that are
 * red, without evidence, which is null, and people where they rest on what is hidden; `resting`: the same for each tool that they rest on, which is
 * empty where they rest on none.
 */
export function verdicts(asked: Asked, values: Values): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  return `
    said as (
      select judged.id, number, release, environment, service, team, at, next_at, judged.outcome, greatest(at, least(coalesce(next_at, ${end}), over_at)) as until_at, v,
        v ->> 'gate' as gate, v ->> 'outcome' as outcome_of_gate, (v ->> 'isBlocking')::boolean and judged.outcome <> 'READY' and v ->> 'outcome' in ('FAIL', 'UNKNOWN') as is_red
      from judged cross join lateral jsonb_array_elements(readiness -> 'verdicts') as v),
    verdict as (
      select *, coalesce(lag(outcome_of_gate) over (partition by release, environment, gate order by number) <> outcome_of_gate, false) as is_turn from said),
    red as materialized (
      select id, number, release, environment, service, team, gate, at, next_at, extract(epoch from until_at - at)::float8 as held_s, evidence, case when evidence is not null then v -> 'responsible' end as responsible
      from (select *, ${told(asked, values)} as evidence from verdict where is_red) as seen),
    resting as (
      select red.*, coalesce(tool, '') as tool from red left join lateral (select distinct e -> 'source' ->> 'connection' as tool from jsonb_array_elements(evidence) as e) as its on true)`;
}

/** Whose records a red verdict rests on and who could turn it: of verdicts that rest on what is hidden neither is told. */
function told(asked: Asked, values: Values): string {
  if (asked.hidden.length === 0) return `v -> 'evidence'`;
  const seen = (name: string): string => seenName(asked, name, values);
  return `case when not exists (select from jsonb_array_elements(v -> 'evidence') as of where not (${seen(`(of ->> 'recordId')`)} and ${seen(`(of -> 'source' ->> 'reference')`)}))
      and not exists (select from jsonb_array_elements_text(coalesce(v -> 'restsOn', '[]')) as of where not (${seen(`split_part(of, ' ', 1)`)})) then v -> 'evidence' end`;
}
