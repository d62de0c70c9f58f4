import { line } from '../line.ts';
import { defineTemplate } from '../template.ts';
import { placeNames, placeValues } from './places.ts';
import { waiverNames, waiverValues } from './waiver-words.ts';

export const glassBroken = defineTemplate({
  kind: 'GLASS_BROKEN',
  when: 'in an emergency somebody asks that a gate be let go, and names who confirms it',
  names: { ...placeNames, ...waiverNames, second: 'e-mail address of the second person' },
  subject: 'EMERGENCY {{release}} → {{environment}}: {{by}} breaks the glass over {{gate}}',
  text: `In an emergency {{by}} asks that {{gate}} be let go for {{release}} in {{environment}}, until {{until}}.
because   {{reason}}

It counts once {{second}} has confirmed it: muster waiver --help ({{waiver}})`,
  valuesOf: (told) => ({ ...placeValues(told), ...waiverValues(told.event.facts), second: line(told.event.facts.breakGlass?.secondPersonEmail ?? 'the second person') }),
  concerns: ({ facts: { breakGlass } }) => (breakGlass === null ? [] : [breakGlass.secondPersonEmail]),
});
