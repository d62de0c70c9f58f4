import { z } from 'zod';
import { countedSchedules } from '../../counted-schedules.ts';
import { mustFit, timeNeeded } from '../../expected-duration.ts';
import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { ofMaintenance } from './maintenance.rule.ts';
import { ofPlan, ofWindows } from './window.rule.ts';

const parameters = z.strictObject({
  /** Whether a deployment that begins now must be over before any window closes, by the duration that the plan or the deployer expects. */
  mustFit,
  /** Maintenance schedules of the tools within which alone it may go out, any of them: all, none, or these by name, for every service or for some. */
  maintenance: countedSchedules.default('NONE'),
});
type Parameters = z.output<typeof parameters>;

/** Half-open windows: the start belongs to them, the end does not. Every window must be open at once. */
export const changeWindowIsOpen = defineGate({
  name: 'change-window-is-open',
  sentence: 'The windows of every change and of the plan are open now.',
  why: 'Work on production happens when change management, operations and the business expect it, and at no other time.',
  needs: ['planned start and end of each change', "the plan's window", 'with `mustFit`: how long the deployment takes', 'with `maintenance`: maintenance schedules of the production tools'],
  asksIf: { maintenance: 'windows' },
  parameters,
  reads: ['change', 'window'],
  relations: ['CHANGE'],
  look(facts, given, mayBeEmpty) {
    const isPlanned = mayBeEmpty && facts.plan?.plan.window != null;
    return {
      expected: `a window that is open at ${facts.judgedAt}`,
      findings: facts.changes.length > 0 || isPlanned ? lookAt(facts, given) : [],
      passes: 'Every change window is open, and the plan agrees.',
      nothing: {
        because: `No change is linked to ${facts.release.key} for ${facts.environment.name}, so there is no window.`,
        remedy: `Open a change with the correlation id ${facts.release.key} and a planned start and end.`,
      },
    };
  },
});

function lookAt(facts: Facts, { mustFit: isAsked, maintenance }: Parameters): readonly Finding[] {
  const needed = timeNeeded(facts, isAsked);
  const windows = facts.changes.length > 0 ? ofWindows(facts, needed.ms) : [ofPlan(facts, needed.ms)];
  return [...needed.findings, ...windows, ...ofMaintenance(facts, maintenance, needed.ms)];
}
