import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Asked } from '../asked.ts';
import { seenName } from '../hidden.ts';
import { isOfPeriod } from '../judgements.ts';
import { placesAsked } from '../lanes.ts';
import type { Values } from '../values.ts';

/**
 * `deviation`: verdicts of the judgements of the period that are not PASS, as they are kept (docs/decisions/0049), each with whether it held its release (`is_red`) and
 * how long (`held_s`), and at which judgements of the period the verdict of its gate turned: at its own (`turn_number`), and at the next, where it passes
 * again (`off_number`). Seconds are by date_part, since extract goes by way of decimals, which takes longer. Beside them what is asked for of each, as expressions by name, over `kept` and, for whoever may not see all names, over the judgement itself.
 */
export function verdicts(asked: Asked, catalogue: Catalogue, values: Values, beside: Readonly<Record<string, string>>): string {
  const [since, until, at] = [values.as('timestamptz', asked.since), values.as('timestamptz', asked.until), values.as('timestamptz', asked.at)];
  const isWithin = (moment: string): string => `${moment} < ${until} and ${moment} <= ${at}`;
  const more = Object.entries(beside).map(([name, expression]) => `, ${expression} as ${name}`).join('');
  return `
    deviation as materialized (
      select number, place, release, environment, gate, at, next_at is null as is_last, is_red, case when is_red then date_part('epoch', greatest(at, least(coalesce(next_at, ${until}), ${at}, over_at)) - at) end as held_s,
        turn_number, off_number${Object.keys(beside).map((name) => `, ${name}`).join('')}
      from (
        select kept.number, kept.place, kept.release_key collate "C" as release, kept.environment collate "C" as environment, kept.gate collate "C" as gate, kept.judged_at as at, kept.is_red, least(r.canceled_at, r.closed_at) as over_at,
          case when ${isWithin('kept.next_at')} then kept.next_at end as next_at, case when kept.prior_at >= ${since} then kept.number end as turn_number, case when ${isWithin('kept.off_at')} then kept.off_number end as off_number${more}
        from muster.deviation as kept left join muster.release as r on r.key = kept.release_key ${asked.hidden.length === 0 ? '' : 'join muster.assessment as judged on judged.number = kept.number'}
        where ${isOfPeriod('kept', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'kept.environment' })}) as verdict)`;
}

/** What red verdicts rest on, null where anything of it is hidden from whoever asks. */
export function told(asked: Asked, rests: string, values: Values): string {
  return asked.hidden.length === 0 ? rests : `case when not exists (select from jsonb_array_elements_text(${rests} -> 'names') as every (name) where not (${seenName(asked, 'name', values)})) then ${rests} end`;
}
