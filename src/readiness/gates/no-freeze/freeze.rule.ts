import { concerns, type Freeze, type Stretch } from '../../../domain/freeze.ts';
import { humanBehind } from '../../../domain/person.ts';
import type { Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { evidenceOfFreeze } from '../../freeze.ts';
import { stretchAt } from '../../time/freezes.ts';
import { passing, whenOn, type Reckoned, type Rules } from './reckoned.ts';

/** Freezes that somebody declared in Muster. */
export function ofFreezes({ asked: { freezes }, release, environment, judgedAt }: Facts, rules: Rules): Reckoned {
  if (freezes.state !== 'known') return { findings: [unlearnt('which freezes stand', freezes)], times: null };
  const concerned = freezes.value.filter((freeze) => concerns(freeze, environment.name, release.serviceKey));
  const findings = concerned.flatMap((freeze) => findingOf(freeze, judgedAt, rules));
  const holding = concerned.filter(({ first }) => passing('FREEZES', first, rules) === null);
  return { findings, times: findings.some(({ outcome }) => outcome === 'UNKNOWN') ? null : holding };
}

function findingOf(freeze: Freeze, now: string, rules: Rules): readonly Finding[] {
  const responsible = [humanBehind(freeze.declaredBy)].filter((person) => person !== null);
  let stretch: Stretch | null;
  try {
    stretch = stretchAt(freeze, now, rules.neededMs);
  } catch {
    return [finding('UNKNOWN', {
      because: `When the freeze "${freeze.name}" is on cannot be told.`, actual: `"${freeze.name}" at times unknown`, evidence: [evidenceOfFreeze(freeze, 'recurrence', freeze.recurrence)], restsOn: [`${freeze.id} times unknown`], responsible,
      remedy: `Lift the freeze "${freeze.name}" and declare it anew with times that can be read.`,
    })];
  }
  return stretch === null ? [] : [told(freeze, stretch, now, rules, responsible)];
}

function told(freeze: Freeze, stretch: Stretch, now: string, rules: Rules, responsible: Finding['responsible']): Finding {
  const until = stretch.endAt === null ? 'until it is lifted' : `until ${stretch.endAt}`;
  const on = whenOn(stretch, now, rules.neededMs);
  const shown = { actual: `"${freeze.name}" ${until}`, evidence: [evidenceOfFreeze(freeze, 'first', `${stretch.startAt} ${until}`)] };
  const standard = passing('FREEZES', stretch, rules);
  if (standard !== null) return finding('PASS', { ...shown, because: `The freeze "${freeze.name}" ${on}, and lets standard changes pass: ${standard.join(', ')}.`, restsOn: [`${freeze.id} lets standard changes pass`] });
  return finding('FAIL', {
    ...shown, because: `The freeze "${freeze.name}" ${on}; ${freeze.declaredBy.name} declared it: ${freeze.reason.replace(/\.$/, '')}.`, restsOn: [`${freeze.id} on`], responsible,
    remedy: stretch.endAt === null ? `Ask ${freeze.declaredBy.name} whether "${freeze.name}" can be lifted.` : `Wait ${until}, or ask ${freeze.declaredBy.name} whether "${freeze.name}" can be lifted.`,
  });
}
