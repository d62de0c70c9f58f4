import { z } from 'zod';
import { approvalPhases } from '../../../domain/change.ts';
import type { Facts } from '../../facts.ts';
import { finding, hidden, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { approvalFinding } from './approval.ts';
import { countsAsApproval } from './counting.ts';

const parameters = z.strictObject({
  /** Names of standard-change templates whose pre-approval stands for approvals. */
  allowedTemplates: z.array(z.string().min(1)).default([]),
  /** E-mails of the people who may approve an emergency change. */
  emergencyApprovers: z.array(z.email()).default([]),
  /** What must be approved: the release always, and where it is named, building and testing before it. */
  phases: z.array(z.enum(approvalPhases)).refine((phases) => phases.includes('RELEASE'), 'must name RELEASE').default(['RELEASE']),
});

/** DESIGN §6, "Approved means". Every judged change must be approved; only a declared or correlated one can be the approval. */
export const changeIsApproved = defineGate({
  name: 'change-is-approved',
  sentence: 'Every change of the release is approved by someone other than its requester, and scheduled.',
  why: 'Change management approves the release before it is scheduled and executed; nobody approves their own work.',
  needs: ['changes linked to the release', 'approvals of each change', 'who asked for each change', 'who each account is'],
  parameters,
  reads: ['change', 'account'],
  relations: ['CHANGE'],
  look(facts, policy) {
    return {
      expected: 'approved by a person who did not ask for it, nothing open or rejected, scheduled, not on hold',
      findings: [...facts.changes.map((change) => approvalFinding(change, policy)), ...nothingDeclared(facts)],
      passes: `${facts.changes.map((change) => change.source.key).join(', ')} ${facts.changes.length === 1 ? 'is' : 'are'} approved and scheduled.`,
      nothing: {
        because: `No change is linked to ${facts.release.key} for ${facts.environment.name}.`,
        remedy: `Open a change with the correlation id ${facts.release.key}, or link the one there is.`,
      },
    };
  },
});

/** Discovery can make a release redder, never greener: a change that only mentions the release is not its approval. */
function nothingDeclared({ changes, release, environment }: Facts): readonly Finding[] {
  if (changes.length === 0 || changes.some((change) => countsAsApproval(change, release) === 'YES')) return [];
  const undecided = changes.find((change) => countsAsApproval(change, release) === 'UNKNOWN');
  // One that could not be read is unknown already; to say it twice would tell nobody more.
  if (undecided !== undefined) return undecided.record.state === 'known' ? [hidden(undecided, 'correlationId', 'the correlation id')] : [];
  return [finding('FAIL', {
    because: `No change was declared for ${release.key} or carries it as its correlation id; those found only mention it.`,
    actual: 'only changes that mention the release',
    restsOn: ['no declared change'],
    remedy: `Link the change that approves ${release.key} for ${environment.name}, or set its correlation id to ${release.key}.`,
  })];
}
