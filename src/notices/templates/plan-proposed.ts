import { line } from '../line.ts';
import { defineTemplate } from '../template.ts';
import { nameOf } from './people.ts';
import { placeNames, placeValues } from './places.ts';

export const planProposed = defineTemplate({
  kind: 'PLAN_PROPOSED',
  when: 'a deployment plan is proposed, and wants its agreements',
  names: { ...placeNames, plan: 'id of the plan', planVersion: 'its version', window: 'its window, or that the change\'s own holds', by: 'who proposed it' },
  subject: '{{release}} → {{environment}}: plan {{planVersion}} wants your agreement',
  text: `{{by}} proposed plan {{planVersion}} to bring {{release}} to {{environment}}.
window    {{window}}

Look: muster plan --help · agree as the role you hold in this release ({{plan}})`,
  valuesOf: (told) => {
    const { id, version, window, proposedBy } = told.event.facts;
    return { ...placeValues(told), plan: id, planVersion: String(version), window: window === null ? 'that of the change' : `${window.startAt} to ${window.endAt}`, by: line(nameOf(proposedBy)) };
  },
  concerns: () => [],
});
