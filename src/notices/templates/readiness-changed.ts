import type { OpenVerdict } from '../../domain/event.ts';
import { line } from '../line.ts';
import { defineTemplate } from '../template.ts';
import { placeNames, placeValues } from './places.ts';

export const readinessChanged = defineTemplate({
  kind: 'READINESS_CHANGED',
  when: 'a judgement from live facts has another outcome than the one before, or is the first',
  names: {
    ...placeNames,
    outcome: 'READY, NOT_READY or UNDETERMINED', before: 'the outcome before; "unknown" at first', policy: 'name and version of the policy', judgedAt: 'when it was judged',
    verdicts: 'each verdict that is not green: because, what to do, who, where', opens: 'from when it is ready, when only time stands in the way; otherwise nothing',
  },
  subject: '{{release}} → {{environment}}: {{outcome}}',
  text: `{{release}} → {{environment}}: {{outcome}} (before: {{before}}; policy {{policy}}, judged {{judgedAt}})
{{opens}}
{{verdicts}}

Look again: muster readiness {{release}} --env {{environment}}`,
  valuesOf: (told) => {
    const { outcome, before, policy, judgedAt, readyFromAt, open } = told.event.facts;
    return {
      ...placeValues(told), outcome, before: before ?? 'unknown', policy: line(policy), judgedAt,
      opens: readyFromAt === null ? '' : `Only time stands in the way: it is ready from ${readyFromAt}.`,
      verdicts: open.length === 0 ? 'Nothing stands in the way.' : open.map(verdictText).join('\n'),
    };
  },
  concerns: () => [],
});

/** In the words of the command line. */
function verdictText({ gate, outcome, isBlocking, because, remedy, remedyUrl, responsible }: OpenVerdict): string {
  return [
    `${line(gate)}${isBlocking ? '' : ' (advisory)'}: ${outcome}, ${line(because)}`,
    ...(remedy === null ? [] : [`  do        ${line(remedy)}`]),
    ...(responsible.length === 0 ? [] : [`  who       ${line(responsible.join(', '))}`]),
    ...(remedyUrl === null ? [] : [`  where     ${line(remedyUrl)}`]),
  ].join('\n');
}
