import { z } from 'zod';
import { concerns, type Freeze } from '../../../domain/freeze.ts';
import { humanBehind } from '../../../domain/person.ts';
import type { Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { evidenceOfFreeze } from '../../freeze.ts';
import { freeFrom, stretchAt } from '../../time/freezes.ts';

/** Judges by the moment handed in: the start of a freeze belongs to it, its end does not. */
export const noFreeze = defineGate({
  name: 'no-freeze',
  sentence: 'No freeze covers this environment and service now.',
  why: 'When the business says that nothing may change, nothing changes, however good the release is.',
  needs: ['freezes that stand in Muster'],
  asks: ['freezes'],
  parameters: z.strictObject({}),
  relations: [],
  look(facts) {
    return {
      expected: `no freeze of ${facts.release.serviceKey} in ${facts.environment.name} at ${facts.judgedAt}`,
      findings: lookAt(facts),
      passes: `No freeze of ${facts.release.serviceKey} in ${facts.environment.name} is on.`,
      nothing: { because: 'Nobody looked for freezes.', remedy: 'Judge again.' },
    };
  },
});

function lookAt({ asked: { freezes }, release, environment, judgedAt }: Facts): readonly Finding[] {
  if (freezes.state !== 'known') return [unlearnt('which freezes stand', freezes)];
  const concerned = freezes.value.filter((freeze) => concerns(freeze, environment.name, release.serviceKey));
  const found = concerned.flatMap((freeze) => findingOf(freeze, judgedAt));
  if (found.length === 0) return [finding('PASS', { because: 'No freeze is on.', actual: 'no freeze', restsOn: ['no freeze'] })];
  // Only where every freeze could be read is it known when the last of them ends.
  const freeAt = found.every(({ outcome }) => outcome === 'FAIL') ? freeFrom(concerned, judgedAt) : null;
  return found.map((one) => (one.outcome === 'FAIL' ? { ...one, passesFromAt: freeAt } : one));
}

function findingOf(freeze: Freeze, now: string): readonly Finding[] {
  const responsible = [humanBehind(freeze.declaredBy)].filter((person) => person !== null);
  let stretch;
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
