import type { Asked } from '../asked.ts';
import { seenName } from '../hidden.ts';
import { judgedCte } from '../judgements.ts';
import { teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';

export function sql(asked: Asked, { catalogue }: ReportWorld): ReportSql {
  const values = new Values();
  const base = [teamsCte(catalogue, values), judgedCte(asked, catalogue, values), verdicts(asked, values), about(asked, values)].join(',');
  const isByGate = asked.word('by') === 'GATE';
  const [release, service, team] = isByGate ? ['null::text', 'null::text', 'null::text'] : ['release', 'service', 'team'];
  const keys = `environment, gate${isByGate ? '' : ', release, service, team'}`;
  const rows = `
    select concat_ws('|', environment, gate, ${release}) as id, environment, gate, ${release} as release, ${service} as service, ${team} as team,
      coalesce((select string_agg(distinct tool, ' ') from tool as t where ${same(isByGate)}), '') as tools, (select string_agg(distinct name, ', ') from person as t where ${same(isByGate)}) as responsible,
      ${measures}, bool_or(is_red and next_at is null) as is_red_now, min(at) filter (where is_red) as first_red_at, max(at) filter (where is_red) as last_red_at,
      array_agg(id order by number) filter (where is_red) as assessment_ids, array_agg(id order by number) filter (where earlier <> outcome_of_gate) as turn_ids
    from verdict group by ${keys} having count(*) filter (where is_red) > 0`;
  return { base, rows, totals: `select ${measures} from verdict`, values };
}

const measures = `
  round(coalesce(sum(held_s), 0)::numeric, 3)::float8 as waited, round(max(held_s)::numeric, 3)::float8 as longest,
  (count(distinct release) filter (where is_red))::int as releases, (count(*) filter (where is_red))::int as red_judgements, (count(*) filter (where earlier <> outcome_of_gate))::int as turns`;

function verdicts(asked: Asked, values: Values): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  return `
    said as (
      select judged.id, number, release, environment, service, team, at, next_at, judged.outcome, greatest(at, least(coalesce(next_at, ${end}), over_at)) as until_at,
        v ->> 'gate' as gate, v ->> 'outcome' as outcome_of_gate, (v ->> 'isBlocking')::boolean as is_blocking, v -> 'evidence' as evidence, v -> 'responsible' as responsible, coalesce(v -> 'restsOn', '[]') as rests_on
      from judged cross join lateral jsonb_array_elements(readiness -> 'verdicts') as v),
    turned as (
      select *, lag(outcome_of_gate) over (partition by release, environment, gate order by number) as earlier,
        is_blocking and outcome <> 'READY' and outcome_of_gate in ('FAIL', 'UNKNOWN') as is_red
      from said),
    verdict as (select *, case when is_red then extract(epoch from until_at - at)::float8 end as held_s from turned)`;
}

/** Whose records the red verdicts rest on, and who could turn them; of verdicts that rest on what is hidden neither is told. */
function about(asked: Asked, values: Values): string {
  const isTold = asked.hidden.length === 0 ? '' : `and not exists (select from jsonb_array_elements(evidence) as of where not (${seenName(asked, `(of ->> 'recordId')`, values)} and ${seenName(asked, `(of -> 'source' ->> 'reference')`, values)}))
      and not exists (select from jsonb_array_elements_text(rests_on) as of where not (${seenName(asked, `split_part(of, ' ', 1)`, values)}))`;
  return `
    tool as (select distinct release, environment, gate, e -> 'source' ->> 'connection' as tool from verdict cross join lateral jsonb_array_elements(evidence) as e where is_red ${isTold}),
    person as (select distinct release, environment, gate, p ->> 'name' as name from verdict cross join lateral jsonb_array_elements(responsible) as p where is_red ${isTold})`;
}

function same(isByGate: boolean): string {
  return ['environment', 'gate', ...(isByGate ? [] : ['release'])].map((key) => `t.${key} = verdict.${key}`).join(' and ');
}
