import { z } from 'zod';
import { countedSchedules } from '../../counted-schedules.ts';
import { mustFit, timeNeeded } from '../../expected-duration.ts';
import type { Facts } from '../../facts.ts';
import { finding, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { passedByStandard, standardChangesOf } from '../../standard-changes.ts';
import { freeFrom } from '../../time/freezes.ts';
import { ofBlackouts } from './blackout.rule.ts';
import { ofFreezes } from './freeze.rule.ts';
import type { Rules } from './reckoned.ts';

const parameters = z.strictObject({
  /** Which blackout schedules of the tools count beside the freezes of Muster: all, none, or these by name, for every service or for some. */
  blackouts: countedSchedules.default('ALL'),
  /** Whether none may begin before a deployment that begins now is over, by the duration that the plan or the deployer expects. */
  mustFit,
  /** What lets a release pass whose changes are all standard ones; a line that is stopped until further notice never does. */
  standardChangesPass: passedByStandard.default([]),
});
type Parameters = z.output<typeof parameters>;

/** Judges by the moment handed in: the start of a freeze belongs to it, its end does not. Whatever denies wins. */
export const noFreeze = defineGate({
  name: 'no-freeze',
  sentence: 'No freeze and no blackout covers this environment and service now.',
  why: 'When the business says that nothing may change, nothing changes, however good the release is.',
  needs: ['freezes that stand in Muster', 'blackout schedules of the production tools', 'with `mustFit`: how long the deployment takes', 'with `standardChangesPass`: the types of the changes'],
  asks: ['freezes', 'windows'],
  parameters,
  reads: ['window', 'change'],
  relations: [],
  look(facts, given) {
    return {
      expected: `no freeze of ${facts.release.serviceKey} in ${facts.environment.name} at ${facts.judgedAt}`,
      findings: lookAt(facts, given),
      passes: `No freeze of ${facts.release.serviceKey} in ${facts.environment.name} is on.`,
      nothing: { because: 'Nobody looked for freezes.', remedy: 'Judge again.' },
    };
  },
});

function lookAt(facts: Facts, { blackouts, mustFit: isAsked, standardChangesPass }: Parameters): readonly Finding[] {
  const needed = timeNeeded(facts, isAsked);
  const rules: Rules = { neededMs: needed.ms, passed: standardChangesPass, standard: standardChangesPass.length === 0 ? null : standardChangesOf(facts) };
  const reckoned = [ofFreezes(facts, rules), ofBlackouts(facts, blackouts, rules)];
  const found = [...needed.findings, ...reckoned.flatMap(({ findings }) => findings)];
  if (found.length === 0) return [finding('PASS', { because: 'No freeze is on.', actual: 'no freeze', restsOn: ['no freeze'] })];
  // Only where all times could be read is it known when the last of them ends.
  const times = reckoned.every((one) => one.times !== null) ? reckoned.flatMap((one) => one.times ?? []) : null;
  const freeAt = times === null ? null : freeFrom(times, facts.judgedAt, needed.ms);
  return found.map((one) => (one.outcome === 'FAIL' ? { ...one, passesFromAt: freeAt } : one));
}
