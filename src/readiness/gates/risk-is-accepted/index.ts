import { z } from 'zod';
import { riskLevels, type Change, type RiskLevel } from '../../../domain/change.ts';
import { isSamePerson } from '../../../domain/person.ts';
import type { ApprovalFacts, ChangeFacts } from '../../facts.ts';
import { finding, hidden, says, unread, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

const parameters = z.strictObject({
  /** The highest risk that needs nobody's acceptance. */
  highest: z.enum(riskLevels).default('MODERATE'),
  /** E-mails of the people whose approval of a change accepts a higher risk. */
  acceptedBy: z.array(z.email()).default([]),
});
type Parameters = z.output<typeof parameters>;

/**
 * Muster keeps no acceptance of risk of its own: who the policy names accepts by approving the change for release in the
 * change tool, while in office and not as its requester. Whether the risk rose after that approval is not seen.
 */
export const riskIsAccepted = defineGate({
  name: 'risk-is-accepted',
  sentence: 'No change is riskier than the policy bears, unless somebody whom it names accepted that by approving the change.',
  why: 'A risk is taken by somebody who may take it, and not by whoever presses the button.',
  needs: ['changes linked to the release', 'the risk of each', 'approvals of each', 'who asked for each change', 'who each account is'],
  empty: 'No change is linked.',
  parameters,
  reads: ['change', 'account'],
  relations: ['CHANGE'],
  look({ changes, release, environment }, policy) {
    return {
      expected: `risk of at most ${spoken(policy.highest)}${policy.acceptedBy.length === 0 ? '' : `, or accepted by ${policy.acceptedBy.join(' or ')}`}`,
      findings: changes.map((change) => findingOf(change, policy)),
      passes: `The risk of ${changes.map((change) => change.source.key).join(', ')} is one that the policy bears, or was accepted.`,
      nothing: {
        because: `No change is linked to ${release.key} for ${environment.name}, so nobody said how risky it is.`,
        remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
      },
    };
  },
});

function findingOf(change: ChangeFacts, policy: Parameters): Finding {
  const broken = unusable(change);
  if (broken !== null || change.record.state !== 'known') return broken ?? hidden(change, 'risk', 'the risk');
  const record = change.record.value;
  if (record.risk === null) return hidden(change, 'risk', 'the risk');
  if (riskLevels.indexOf(record.risk) <= riskLevels.indexOf(policy.highest)) return about(record, 'PASS', `The risk of ${record.label} is ${spoken(record.risk)}.`, null);
  return acceptanceOf(change, record, record.risk, policy);
}

function acceptanceOf(change: ChangeFacts, record: Change, risk: RiskLevel, { highest, acceptedBy }: Parameters): Finding {
  const tooHigh = `The risk of ${record.label} is ${spoken(risk)}, more than ${spoken(highest)}`;
  if (acceptedBy.length === 0) return about(record, 'FAIL', `${tooHigh}, and the policy names nobody who may accept it.`, `Lower the risk of ${record.label}, or name acceptedBy in the policy of risk-is-accepted.`);
  const { approvals, requester } = change;
  if (approvals.state !== 'known') return unread(change, `the approvals of ${record.label}`, approvals.state === 'unknown' ? approvals.problem.message : 'the tool hides them');
  const named = new Set(acceptedBy.map((email) => email.toLowerCase()));
  const yes = approvals.value.filter(({ approver, state, phase }) => state === 'APPROVED' && phase !== 'BUILD_AND_TEST' && approver?.isMapped === true && approver.email !== null && named.has(approver.email.toLowerCase()));
  const others = yes.filter(({ approver }) => requester === null || (approver !== null && !isSamePerson(approver, requester)));
  const ask = `Have ${acceptedBy.join(' or ')} approve ${record.label}, or lower its risk.`;
  if (yes.length > others.length && others.length === 0) return about(record, 'FAIL', `${tooHigh}, and who accepted it asked for the change.`, ask, yes);
  const current = others.filter(({ approver }) => approver?.isActive !== false);
  if (current.length === 0) return about(record, 'FAIL', `${tooHigh}, and ${others.length === 0 ? 'nobody who may accept it has approved the change' : `${names(others)}, who accepted it, is no longer active`}.`, ask, others);
  if (requester?.isMapped !== true) return about(record, 'UNKNOWN', `${tooHigh}, and nobody can tell whether who accepted it asked for the change.`, `Map the account of the requester of ${record.label} to a person in Muster's configuration.`, current);
  const sure = current.filter(({ approver, phase }) => phase === 'RELEASE' && approver?.isActive === true);
  if (sure.length === 0) return about(record, 'UNKNOWN', `${tooHigh}, and nobody can tell whether ${names(current)} accepted it for the release, and is still active.`, `Look at the approvals of ${record.label}.`, current);
  return about(record, 'PASS', `The risk of ${record.label} is ${spoken(risk)}, accepted by ${names(sure)}.`, null, sure);
}

function about(record: Change, outcome: Finding['outcome'], because: string, remedy: string | null, approvals: readonly ApprovalFacts[] = []): Finding {
  const risk = record.risk ?? '';
  return finding(outcome, {
    because, actual: `${record.label}: ${spoken(risk)}`, remedy, remedyUrl: record.source.url,
    evidence: [says(record, 'risk', risk), ...approvals.map((approval) => says(record, 'approvals', `approved by ${names([approval])}`))],
    restsOn: [`${record.id} risk ${risk} ${outcome}`, ...approvals.map(({ approver }) => `${record.id} accepted by ${approver?.id ?? 'somebody'}`)],
    responsible: outcome === 'PASS' ? [] : approvals.flatMap(({ approver }) => approver ?? []),
  });
}

function names(approvals: readonly ApprovalFacts[]): string {
  return [...new Set(approvals.map(({ approver }) => approver?.name ?? 'somebody'))].join(', ');
}

function spoken(risk: string): string {
  return risk.toLowerCase().replace('_', ' ');
}
