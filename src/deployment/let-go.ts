import { inWords } from '../domain/person.ts';
import type { Readiness } from '../domain/readiness.ts';
import type { Waiver } from '../domain/waiver.ts';

/**
 * What waivers let go in a judgement, a sentence each and one space before it; nothing where nothing was let go. Their
 * reasons are left out: they are free text, and this is told on changes, which others read than those who may read waivers.
 */
export function letGoIn({ verdicts }: Readiness): string {
  return verdicts.flatMap(({ gate, waiver }) => (waiver === null ? [] : [` ${gate} was let go ${sentence(waiver)}.`])).join('');
}

function sentence({ id, requestedBy, decision, expiresAt, breakGlass }: Waiver): string {
  const by = `by ${decision === null ? 'nobody' : inWords(decision.by)} until ${expiresAt}, as ${inWords(requestedBy)} asked (${id})`;
  return breakGlass === null ? by : `in an emergency ${by}; ${breakGlass.followUp.ownerEmail} looks into it until ${breakGlass.followUp.dueAt}`;
}
