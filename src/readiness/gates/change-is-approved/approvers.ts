import { isSamePerson, type Person } from '../../../domain/person.ts';
import type { Change } from '../../../domain/change.ts';
import type { ApprovalFacts, ChangeFacts } from '../../facts.ts';
import { finding, hidden, says, unread, type Finding } from '../../finding.ts';

/**
 * Judges the approvals of one change; null when they are as they must be. `among`: e-mails of which one at least must
 * have said yes, null for anybody. Approvals of the build-and-test phase do not matter here; one whose phase nobody can
 * tell stands against the change when it is open or refused, and is no yes when it is given.
 */
export function approvalsFinding(change: ChangeFacts, record: Change, among: readonly string[] | null): Finding | null {
  if (change.approvals.state === 'unknown') return unread(change, `the approvals of ${record.label}`, change.approvals.problem.message);
  if (change.approvals.state === 'absent') return unread(change, `the approvals of ${record.label}`, 'the tool hides them');
  const approvals = change.approvals.value.filter((approval) => approval.phase !== 'BUILD_AND_TEST');
  return undecided(record, approvals) ?? given(change, record, approvals, among);
}

/** An approval that was refused or is still awaited stands against the change, whoever else said yes. */
function undecided(record: Change, approvals: readonly ApprovalFacts[]): Finding | null {
  const rejected = approvals.filter(({ state }) => state === 'REJECTED');
  if (rejected.length > 0) return against(record, 'FAIL', rejected, `${record.label} was rejected by ${names(rejected)}.`, `Settle with ${names(rejected)} what stands against ${record.label}, and ask again.`);
  const open = approvals.filter(({ state }) => state === 'REQUESTED' || state === 'NOT_REQUESTED');
  if (open.length > 0) return against(record, 'FAIL', open, `${record.label} still waits for the approval of ${names(open)}.`, `Ask ${names(open)} to approve ${record.label} in ${record.source.connection}.`);
  const garbled = approvals.filter(({ state }) => state === 'UNKNOWN');
  if (garbled.length > 0) return against(record, 'UNKNOWN', garbled, `${record.label} has an approval by ${names(garbled)} that Muster cannot read.`, `Look at the approvals of ${record.label}.`);
  return null;
}

/** Four eyes: every yes comes from somebody known to be another person than the requester, and there is one at least. */
function given(change: ChangeFacts, record: Change, approvals: readonly ApprovalFacts[], among: readonly string[] | null): Finding | null {
  const yes = approvals.filter(({ state }) => state === 'APPROVED');
  if (yes.length === 0) return against(record, 'FAIL', [], `Nobody approved ${record.label}.`, `Ask for the approval of ${record.label} in ${record.source.connection}.`);
  const phaseless = yes.filter(({ phase }) => phase === null);
  if (phaseless.length > 0) return against(record, 'UNKNOWN', phaseless, `Nobody can tell what ${names(phaseless)} approved of ${record.label}: the build or the release.`, `Look at the approvals of ${record.label}.`);
  const requester = change.requester;
  if (requester === null) return hidden(change, 'requestedBy', 'the requester');
  const own = yes.filter(({ approver }) => approver !== null && isSamePerson(approver, requester));
  if (own.length > 0) return against(record, 'FAIL', own, `${record.label} was approved by ${requester.name}, who asked for it.`, `Have somebody other than ${requester.name} approve ${record.label}.`);
  const nameless = yes.filter(({ approver }) => approver?.isMapped !== true);
  if (!requester.isMapped || nameless.length > 0) return unmapped(record, requester, nameless);
  return among === null ? null : emergency(record, yes, among);
}

function unmapped(record: Change, requester: Person, nameless: readonly ApprovalFacts[]): Finding {
  const who = requester.isMapped ? names(nameless) : requester.name;
  return against(record, 'UNKNOWN', nameless, `Nobody can tell who ${who} is, so ${record.label} cannot be shown to have four eyes.`, `Map the account of ${who} to a person in Muster's configuration.`);
}

function emergency(record: Change, yes: readonly ApprovalFacts[], emails: readonly string[]): Finding | null {
  const named = new Set(emails.map((email) => email.toLowerCase()));
  if (yes.some(({ approver }) => approver?.email != null && named.has(approver.email.toLowerCase()))) return null;
  const remedy = emails.length === 0 ? 'Name emergencyApprovers in the policy of change-is-approved.' : `Have ${emails.join(' or ')} approve ${record.label}.`;
  return against(record, 'FAIL', yes, `${record.label} is an emergency change, and nobody the policy names for emergencies approved it.`, remedy);
}

function against(record: Change, outcome: 'FAIL' | 'UNKNOWN', approvals: readonly ApprovalFacts[], because: string, remedy: string): Finding {
  return finding(outcome, {
    because, actual: because.replace(/\.$/, ''), remedy, remedyUrl: record.source.url,
    evidence: approvals.length === 0
      ? [says(record, 'approvals', 'none')]
      : approvals.map((approval) => says(record, 'approvals', `${approval.state.toLowerCase().replace('_', ' ')}: ${nameOf(approval)}`)),
    restsOn: [`${record.id} approvals ${outcome}`, ...approvals.map((approval) => `${record.id} ${approval.state} ${approval.approver?.id ?? approval.group ?? 'somebody'}`)],
    responsible: approvals.flatMap(({ approver }) => (approver === null ? [] : [approver])),
  });
}

function names(approvals: readonly ApprovalFacts[]): string {
  return [...new Set(approvals.map(nameOf))].join(', ');
}

function nameOf({ approver, group }: ApprovalFacts): string {
  return approver?.name ?? group ?? 'somebody whose name is hidden';
}
