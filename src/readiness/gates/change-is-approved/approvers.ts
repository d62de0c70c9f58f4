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
  return undecided(record, approvals) ?? onlyBuilt(record, change.approvals.value) ?? given(change, record, approvals, among);
}

/** The same for the phase before, where the policy wants that one approved too: a yes to the release is none to building and testing it. */
export function buildFinding(change: ChangeFacts, record: Change): Finding | null {
  if (change.approvals.state !== 'known') return null;
  const approvals = change.approvals.value.filter(({ phase }) => phase === 'BUILD_AND_TEST');
  const isGiven = approvals.some(({ state }) => state === 'APPROVED');
  if (isGiven || undecided(record, approvals) !== null) return undecided(record, approvals) ?? given(change, record, approvals, null);
  const phaseless = change.approvals.value.some(({ phase }) => phase === null);
  return against(record, phaseless ? 'UNKNOWN' : 'FAIL', [], `Nobody ${phaseless ? 'can tell whether building and testing of' : 'approved building and testing'} ${record.label}${phaseless ? ' was approved' : ''}.`,
    `Ask for the approval of building and testing ${record.label} in ${record.source.connection}, or take BUILD_AND_TEST out of the policy's phases of change-is-approved.`);
}

/** Somebody said yes to building and testing, and nobody to the release: the one never stands for the other. */
function onlyBuilt(record: Change, approvals: readonly ApprovalFacts[]): Finding | null {
  const yes = approvals.filter(({ state }) => state === 'APPROVED');
  if (yes.length === 0 || yes.some(({ phase }) => phase !== 'BUILD_AND_TEST')) return null;
  return against(record, 'FAIL', yes, `Nobody approved the release of ${record.label}: ${names(yes)} approved building and testing it, no more.`, `Ask for the release approval of ${record.label} in ${record.source.connection}.`);
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
