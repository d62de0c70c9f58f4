import type { Asked } from '../asked.ts';
import { seenName } from '../hidden.ts';
import { isOfPeriod } from '../judgements.ts';
import type { Values } from '../values.ts';

/**
 * `deviation`: verdicts of the judgements of the period (needs `judged`) that are not PASS, each with whether it held its release (`is_red`) and
 * how long (`held_s`), and at which judgements the verdict of its gate turned: at its own (`turn_number`), and at the next, where it passes
 * again (`off_number`). Beside them what is asked for of their judgement, as expressions by name.
 */
export function verdicts(asked: Asked, values: Values, beside: Readonly<Record<string, string>>): string {
  const end = `least(${values.as('timestamptz', asked.until)}, ${values.as('timestamptz', asked.at)})`;
  const names = Object.keys(beside);
  return `
    deviation as materialized (
      select number, place, release collate "C" as release, environment collate "C" as environment, gate collate "C" as gate, at, next_at is null as is_last, is_red, case when is_red then extract(epoch from greatest(at, least(coalesce(next_at, ${end}), over_at)) - at)::float8 end as held_s,
        case when turns then number end as turn_number, off_number${names.map((name) => `, ${name}`).join('')}
      from (
        select number, place, release, environment, at, next_at, over_at, gate, outcome <> 'READY' and gate = any(red_gates) as is_red${names.map((name) => `, ${beside[name]} as ${name}`).join('')},
          case when gates_before = gates then deviations_before ->> gate is distinct from said when gates_before is not null then ${other(asked, values, 'before')} <> said end as turns,
          case when gates_after = gates then case when not deviations_after ? gate then next_number end when gates_after is not null then ${other(asked, values, 'after')} end as off_number
        from judged cross join lateral jsonb_each_text(deviations) as each(gate, said) offset 0) as verdict)`;
}

/** What red verdicts rest on, null where anything of it is hidden from whoever asks. */
export function told(asked: Asked, rests: string, values: Values): string {
  return asked.hidden.length === 0 ? rests : `case when not exists (select from jsonb_array_elements_text(${rests} -> 'names') as name where not (${seenName(asked, 'name', values)})) then ${rests} end`;
}

/** Of judgements that asked other gates than this one, as a policy's list for back-outs has, and so may its next version: what the gate said when it was asked before, or which judgement has it pass when it is asked again. */
function other(asked: Asked, values: Values, which: 'before' | 'after'): string {
  const [answer, isThere, order] = which === 'before' ? [`other.outcomes ->> gate`, '<', 'desc'] : [`case when other.outcomes ->> gate = 'PASS' then other.number end`, '>', 'asc'];
  return `(
    select ${answer} from muster.assessment as other
    where other.release_key = judged.release and other.environment = judged.environment and other.number ${isThere} judged.number and other.outcomes ? gate and ${isOfPeriod('other', asked, values)}
    order by other.number ${order} limit 1)`;
}
