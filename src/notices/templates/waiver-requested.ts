import { defineTemplate } from '../template.ts';
import { placeNames, placeValues } from './places.ts';
import { waiverNames, waiverValues } from './waiver-words.ts';

export const waiverRequested = defineTemplate({
  kind: 'WAIVER_REQUESTED',
  when: 'somebody asks that a gate be let go',
  names: { ...placeNames, ...waiverNames },
  subject: '{{release}} → {{environment}}: {{by}} asks to waive {{gate}}',
  text: `{{by}} asks that {{gate}} be let go for {{release}} in {{environment}}, until {{until}}.
because   {{reason}}

Somebody else decides: muster waiver --help ({{waiver}})`,
  valuesOf: (told) => ({ ...placeValues(told), ...waiverValues(told.event.facts) }),
  concerns: () => [],
});
