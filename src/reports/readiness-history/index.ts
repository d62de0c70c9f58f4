import { brief, count, moment, record, rowId, text } from '../columns.ts';
import { isOfPeriod } from '../judgements.ts';
import { placesAsked, sortable, teamsCte } from '../lanes.ts';
import { asOf, parameter, production, service, since, team, timeZone, until } from '../parameters.ts';
import { firstWeek } from '../period.ts';
import { define, type Report } from '../report.ts';
import { Values } from '../values.ts';

const outcomes = ['READY', 'NOT_READY', 'UNDETERMINED'];

/** Every stored judgement, with what turned since the one before it. */
export const readinessHistory: Report = {
  definition: define({
    name: 'readiness-history',
    title: 'Readiness history',
    says: 'What was each release judged to be, when, by whom, and which gates were red?',
    rules: ['It rests on the judgements that were stored; looking at a release stores none.'],
    parameters: [since, until, timeZone, service, team, production, parameter({ name: 'outcome', kind: 'WORDS', words: outcomes, usual: outcomes.join(','), says: 'Only these outcomes.' }), asOf],
    behind: ['assessment_id'],
    columns: [
      rowId,
      moment('at', 'When it was judged.', brief),
      text('release', 'Key of the release.', brief),
      text('environment', 'Name of the environment.', brief),
      text('service', 'Key of the service.', { isNullable: true }),
      text('team', 'Who looks after the service; null when nobody said.', { isNullable: true }),
      text('outcome', 'READY, NOT_READY or UNDETERMINED.', brief),
      text('outcome_before', 'The one before it in the period; null for the first.', { isNullable: true }),
      text('basis', 'LIVE: asked of the tools then; MIRROR: from copies.'),
      text('policy', 'Name and version of the policy.'),
      count('red', 'Blocking gates that failed or were unknown.', { isTotal: false }),
      text('red_gates', 'Their names, joined by spaces.', brief),
      text('waived_gates', 'Gates that a waiver let go, joined by spaces.'),
      text('judged_by', 'Who asked for it.', { isNullable: true, ...brief }),
      record('assessment_id', 'The stored judgement.'),
    ],
    moreTotals: [count('judgements', 'All of them.'), ...outcomes.map((outcome) => count(outcome.toLowerCase(), `Those that were ${outcome}.`)), count('turns', 'Those with another outcome than the one before.'), count('releases', 'Releases that were judged.')],
    restsOn: [],
  }),
  beginning: firstWeek,
  sql(asked, { catalogue }) {
    const values = new Values();
    const base = `${teamsCte(catalogue, values)},
      judged as (
        select a.id, a.judged_at as at, a.release_key as release, a.environment, r.service_key as service, declared.team, a.outcome,
          lag(a.outcome) over (partition by a.release_key collate "C", a.environment collate "C" order by a.number) as before
        from muster.assessment as a left join muster.release as r on r.key = a.release_key left join declared on declared.service = r.service_key
        where ${isOfPeriod('a', asked, values)} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'a.environment' })}),
      shown as (select * from judged where outcome = any(${values.as('text[]', asked.words('outcome'))}))`;
    const id = `concat_ws('|', ${sortable('at')}, id)`;
    return {
      base, values,
      keys: { select: 'select * from shown', id, at: 'at' },
      rows: `select ${id} as id, at, release, environment, service, team, outcome, before as outcome_before, basis, concat_ws(' ', policy ->> 'name', policy ->> 'version') as policy,
          cardinality(red_gates) as red, (select coalesce(string_agg(gate, ' ' order by gate), '') from unnest(red_gates) as gate) as red_gates,
          (select coalesce(string_agg(key, ' ' order by key), '') from jsonb_each_text(deviations) where value = 'WAIVED') as waived_gates, judged_by, id as assessment_id
        from chosen cross join lateral (select red_gates, deviations, readiness ->> 'basis' as basis, readiness -> 'policy' as policy, assessed_by ->> 'name' as judged_by from muster.assessment as a where a.id = chosen.id offset 0) as whole`,
      totals: `select count(*)::int as judgements, ${outcomes.map((outcome) => `(count(*) filter (where outcome = '${outcome}'))::int as ${outcome.toLowerCase()}`).join(', ')},
        (count(*) filter (where before <> outcome))::int as turns, count(distinct release)::int as releases from shown`,
    };
  },
};
