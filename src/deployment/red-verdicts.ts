import type { GateVerdict, Readiness } from '../domain/readiness.ts';

/** The blocking verdicts that stand in the way; failures first. */
export function redVerdicts(readiness: Readiness): readonly GateVerdict[] {
  const blocking = readiness.verdicts.filter((verdict) => verdict.isBlocking);
  return [...blocking.filter(({ outcome }) => outcome === 'FAIL'), ...blocking.filter(({ outcome }) => outcome === 'UNKNOWN')];
}

/** Every red verdict as the end of a sentence: "change-is-approved: One approval is open; …." */
export function sayRed(readiness: Readiness): string {
  const red = redVerdicts(readiness);
  return red.length === 0 ? 'no gate passed.' : `${red.map(({ gate, because }) => `${gate}: ${because.replace(/\.$/, '')}`).join('; ')}.`;
}
