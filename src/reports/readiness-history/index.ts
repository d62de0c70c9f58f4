import { brief, count, moment, record, rowId, text } from '../columns.ts';
import { judgedCte } from '../judgements.ts';
import { sortable, teamsCte } from '../lanes.ts';
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
    const base = `${teamsCte(catalogue, values)}, ${judgedCte(asked, catalogue, values)}, shown as (select * from judged where outcome = any(${values.as('text[]', asked.words('outcome'))}))`;
    const gates = (condition: string): string => `(select coalesce(string_agg(v ->> 'gate', ' ' order by v ->> 'gate'), '') from jsonb_array_elements(readiness -> 'verdicts') as v where ${condition})`;
    const id = `concat_ws('|', ${sortable('at')}, id)`;
    const isRed = `(v ->> 'isBlocking')::boolean and v ->> 'outcome' in ('FAIL', 'UNKNOWN')`;
    return {
      base, values,
      keys: { select: 'select * from shown', id, at: 'at' },
      rows: `select ${id} as id, at, release, environment, service, team, outcome, before as outcome_before, readiness ->> 'basis' as basis,
          concat_ws(' ', readiness -> 'policy' ->> 'name', readiness -> 'policy' ->> 'version') as policy,
          (select count(*)::int from jsonb_array_elements(readiness -> 'verdicts') as v where ${isRed}) as red, ${gates(isRed)} as red_gates, ${gates(`v ->> 'outcome' = 'WAIVED'`)} as waived_gates,
          assessed_by ->> 'name' as judged_by, id as assessment_id from chosen`,
      totals: `select count(*)::int as judgements, ${outcomes.map((outcome) => `(count(*) filter (where outcome = '${outcome}'))::int as ${outcome.toLowerCase()}`).join(', ')},
        (count(*) filter (where before <> outcome))::int as turns, count(distinct release)::int as releases from shown`,
    };
  },
};
