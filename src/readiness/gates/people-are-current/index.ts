import { z } from 'zod';
import type { Facts } from '../../facts.ts';
import { finding, unread, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { activityFinding } from './activity.ts';
import { licenceFinding } from './licence.ts';
import { involvedIn } from './people.ts';

const parameters = z.strictObject({
  /** Connections whose directories are the system of record of who works here; left out, all that keep accounts count alike. */
  systems: z.array(z.string().min(1)).default([]),
  /** Product for which everybody must hold a licence, by its name in the tool that keeps licences. */
  licensedFor: z.string().min(1).optional(),
});
export type Parameters = z.output<typeof parameters>;

/** Accounts are looked up by e-mail. A directory that says of one that it is switched off is believed over another that says nothing, or that it is on. */
export const peopleAreCurrent = defineGate({
  name: 'people-are-current',
  sentence: 'Everybody who approved, owns, proposed or agreed to the release still works here.',
  why: 'A yes of somebody who left binds nobody, and an owner who left answers no call at night.',
  needs: ['who approved each change', 'owner and stakeholders of the release', 'who proposed the plan and agreed to it', 'their accounts in every directory, by e-mail', 'the licences they hold, where the policy asks for one'],
  empty: 'No change is linked; everybody else who has a part is still looked at.',
  asks: ['accounts'],
  asksIf: { licensedFor: 'licences' },
  parameters,
  reads: ['change', 'account', 'licence', 'entitlement'],
  relations: ['CHANGE'],
  look(facts, given, mayBeEmpty) {
    const people = involvedIn(facts);
    return {
      expected: `an active account of everybody involved${given.systems.length === 0 ? '' : ` in ${given.systems.join(' and ')}`}${given.licensedFor === undefined ? '' : `, licensed for ${given.licensedFor}`}`,
      findings: [...unreadApprovals(facts, mayBeEmpty), ...people.flatMap((one) => {
        const activity = activityFinding(one, facts, given);
        return activity.outcome === 'PASS' && given.licensedFor !== undefined ? [activity, licenceFinding(one, facts, given.licensedFor)] : [activity];
      })],
      passes: `All ${people.length} people who have a part in ${facts.release.key} are current.`,
      nothing: { because: `Nobody has a part in ${facts.release.key}.`, remedy: `Name the owner of ${facts.release.key}.` },
    };
  },
});

/** Who approved what cannot be read may have left. */
function unreadApprovals({ changes, release, environment }: Facts, mayBeEmpty: boolean): readonly Finding[] {
  if (changes.length === 0 && !mayBeEmpty) {
    return [finding('FAIL', {
      because: `No change is linked to ${release.key} for ${environment.name}, so nobody approved it who could be current.`, actual: 'no change', restsOn: ['no change'],
      remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
    })];
  }
  return changes.flatMap((change) => unusable(change) ?? (change.approvals.state === 'known' ? [] : [unread(change, `the approvals of ${change.source.key}`, change.approvals.state === 'unknown' ? change.approvals.problem.message : 'the tool hides them')]));
}
