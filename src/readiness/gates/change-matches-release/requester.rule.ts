import type { Change } from '../../../domain/change.ts';
import { areFourEyes, isSamePerson } from '../../../domain/person.ts';
import type { ApprovalFacts, Facts } from '../../facts.ts';
import { finding, says, unread, type Finding } from '../../finding.ts';
import { contradiction, type Rule } from './contradiction.ts';
import { ownChanges, type OwnChange } from './own-changes.ts';

const gate = 'change-is-approved';

/**
 * Who asked for a change is not who approved its release, by whatever account. The template of a standard change approves
 * it, not a person. Where the policy wants approvals, those that do not tell who gave them may be the requester's own.
 */
export const requesterRule: Rule = { kind: 'REQUESTER_APPROVED', look: (facts) => ownChanges(facts).flatMap((own) => requesterFinding(own, facts)) };

function requesterFinding({ change, record }: OwnChange, { release, policy }: Facts): readonly Finding[] {
  const { requester, approvals } = change;
  if (record.type === 'STANDARD' && record.template !== null) return [];
  if (approvals.state !== 'known') return [unread(change, `the approvals of ${record.label}`, approvals.state === 'unknown' ? approvals.problem.message : 'the tool hides them')];
  const given = approvals.value.filter(({ state, phase }) => state === 'APPROVED' && phase !== 'BUILD_AND_TEST');
  const own = given.find(({ approver }) => approver !== null && requester !== null && isSamePerson(approver, requester));
  if (own?.approver == null || requester === null) {
    const isShown = given.length > 0 && given.every((approval) => isFourEyes(approval, change.requester));
    return isShown || !policy.gates.some((one) => one.gate === gate) ? [] : [unshown(record)];
  }
  const approval = { ...says(record, 'approvals', `approved by ${own.approver.name}`), source: { ...record.source, fetchedAt: approvals.fetchedAt } };
  return [contradiction({
    because: `${requester.name} asked for ${record.label} and approved it too`, actual: `${record.label}: approved by its requester`, between: [says(record, 'requestedBy', requester.name), approval],
    restsOn: [`${record.id} approved by its requester ${requester.id}`], remedy: `Have somebody other than ${requester.name} approve ${record.label} for ${release.key}.`, remedyUrl: record.source.url, responsible: [requester],
  })];
}

function unshown(record: Change): Finding {
  return finding('UNKNOWN', {
    because: `No approval of ${record.label} shows that somebody other than its requester gave it.`, actual: `${record.label}: nobody knows who asked and who approved`, evidence: [says(record, 'approvals', null)],
    restsOn: [`${record.id} approvals unshown`], remedy: `Have ${record.label} approved in ${record.source.connection} by somebody whom Muster knows, and see to it that it tells its requester.`, remedyUrl: record.source.url,
  });
}

function isFourEyes({ approver, phase }: ApprovalFacts, requester: OwnChange['change']['requester']): boolean {
  return phase === 'RELEASE' && approver !== null && requester !== null && areFourEyes(approver, requester);
}
