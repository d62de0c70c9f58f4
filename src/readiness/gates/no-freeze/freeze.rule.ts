import { concerns, type Freeze, type Stretch } from '../../../domain/freeze.ts';
import { humanBehind } from '../../../domain/person.ts';
import type { Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { evidenceOfFreeze } from '../../freeze.ts';
import { stretchAt, type Timed } from '../../time/freezes.ts';

/** What one rule found, and all the times that it reckoned with; null when some of them cannot be told. */
export interface Reckoned {
  readonly findings: readonly Finding[];
  readonly times: readonly Timed[] | null;
}

/** Freezes that somebody declared in Muster. */
export function ofFreezes({ asked: { freezes }, release, environment, judgedAt }: Facts): Reckoned {
  if (freezes.state !== 'known') return { findings: [unlearnt('which freezes stand', freezes)], times: null };
  const concerned = freezes.value.filter((freeze) => concerns(freeze, environment.name, release.serviceKey));
  const findings = concerned.flatMap((freeze) => findingOf(freeze, judgedAt));
  return { findings, times: findings.some(({ outcome }) => outcome === 'UNKNOWN') ? null : concerned };
}

function findingOf(freeze: Freeze, now: string): readonly Finding[] {
  const responsible = [humanBehind(freeze.declaredBy)].filter((person) => person !== null);
  let stretch: Stretch | null;
  try {
    stretch = stretchAt(freeze, now);
  } catch {
    return [finding('UNKNOWN', {
      because: `When the freeze "${freeze.name}" is on cannot be told.`, actual: `"${freeze.name}" at times unknown`, evidence: [evidenceOfFreeze(freeze, 'recurrence', freeze.recurrence)], restsOn: [`${freeze.id} times unknown`], responsible,
      remedy: `Lift the freeze "${freeze.name}" and declare it anew with times that can be read.`,
    })];
  }
  if (stretch === null) return [];
  const until = stretch.endAt === null ? 'until it is lifted' : `until ${stretch.endAt}`;
  return [finding('FAIL', {
    because: `The freeze "${freeze.name}" is on ${until}; ${freeze.declaredBy.name} declared it: ${freeze.reason.replace(/\.$/, '')}.`, actual: `"${freeze.name}" ${until}`,
    evidence: [evidenceOfFreeze(freeze, 'first', `${stretch.startAt} ${until}`)], restsOn: [`${freeze.id} on`], responsible,
    remedy: stretch.endAt === null ? `Ask ${freeze.declaredBy.name} whether "${freeze.name}" can be lifted.` : `Wait ${until}, or ask ${freeze.declaredBy.name} whether "${freeze.name}" can be lifted.`,
  })];
}
