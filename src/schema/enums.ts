import { confidences } from '../domain/incident-cause.ts';
import { registerEnumType } from 'type-graphql';
import { promotionStates, scanStates } from '../domain/artifact.ts';
import { approvalPhases, approvalStates, changeStates, changeTypes, riskLevels, taskStates } from '../domain/change.ts';
import { operationalStates } from '../domain/configuration-item.ts';
import { deploymentStates } from '../domain/deployment.ts';
import { eventKinds } from '../domain/event.ts';
import { freezeStates } from '../domain/freeze.ts';
import { noticeStates } from '../domain/notice.ts';
import { judgementPurposes, readinessOutcomes, verdictOutcomes } from '../domain/readiness.ts';
import { linkOrigins, linkRelations, releaseStates, stakeholderRoles } from '../domain/release.ts';
import { circuitStates } from '../domain/ports/connection.ts';
import { syncStates } from '../domain/ports/sync-store.ts';
import { sourceProblemCodes } from '../domain/source.ts';
import { waiverStates } from '../domain/waiver.ts';
import { workProgress } from '../domain/work-item.ts';

/** A GraphQL enum from a domain list, so that the two cannot drift apart. */
function enumOf<const T extends string>(name: string, description: string, values: readonly T[], meanings: Partial<Record<T, string>> = {}): { readonly [K in T]: K } {
  const entries = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };
  const valuesConfig = Object.fromEntries(Object.entries(meanings).map(([value, meaning]) => [value, { description: meaning as string }])) as Partial<Record<T, { description: string }>>;
  registerEnumType(entries, { name, description, valuesConfig });
  return entries;
}

export const SourceProblemCode = enumOf('SourceProblemCode', 'Why a tool could not be asked, or not be believed.', sourceProblemCodes, { UNEXPECTED_ANSWER: 'It answered, but not what its API promises.', CIRCUIT_OPEN: 'It failed so often that it is being left alone for a moment.' });
export const SyncState = enumOf('SyncState', 'What the background sync of one kind is doing.', syncStates, { READING_ALL: 'From the first record to the last; only then it is noticed what is gone.', FAILING: 'The tool failed; what was read stays, and the sync goes on from there later.' });
export const CircuitState = enumOf('CircuitState', 'Whether pages ask the tool.', circuitStates, { OPEN: 'It failed so often that it is left alone until retryAt.', HALF_OPEN: 'One question is trying whether it is back.' });
export const ChangeType = enumOf('ChangeType', 'The kind of change process.', changeTypes);
export const ChangeState = enumOf('ChangeState', 'Where a change stands, whatever words the tool uses.', changeStates, { UNKNOWN: 'A state of the tool that Muster does not know; it never counts as approved.' });
export const ApprovalState = enumOf('ApprovalState', 'What has been decided.', approvalStates);
export const ApprovalPhase = enumOf('ApprovalPhase', 'What the approval is for: doing the work, or letting the release go.', approvalPhases);
export const RiskLevel = enumOf('RiskLevel', 'The change tool’s own risk.', riskLevels);
export const TaskState = enumOf('TaskState', 'Where a step of a change stands.', taskStates);
export const PromotionState = enumOf('PromotionState', 'Where a promotion or a bundle stands.', promotionStates, { UNKNOWN: 'A state of the tool that Muster does not know: neither done nor over.' });
export const WorkProgress = enumOf('WorkProgress', 'How far a work item is, by the category of its status.', workProgress);
export const ScanState = enumOf('ScanState', 'Whether the scanner has looked. Not scanned is not the same as clean.', scanStates);
export const OperationalState = enumOf('OperationalState', 'Whether a configuration item is in service.', operationalStates);
export const ReleaseState = enumOf('ReleaseState', 'Derived from the release’s package and deployments.', releaseStates, { DEPLOYED: 'Live in the last of its environments.' });
export const LinkRelation = enumOf('LinkRelation', 'What a linked record is to the release.', linkRelations);
export const LinkOrigin = enumOf('LinkOrigin', 'Who drew the link: a person, a correlation id, or a rule.', linkOrigins);
export const StakeholderRole = enumOf('StakeholderRole', 'As what a person has a say in a release.', stakeholderRoles);
export const VerdictOutcome = enumOf('VerdictOutcome', 'What a gate says.', verdictOutcomes, { UNKNOWN: 'It could not be judged; unknown is not yes.' });
export const ReadinessOutcome = enumOf('ReadinessOutcome', 'Only READY deploys.', readinessOutcomes, { NOT_READY: 'A blocking gate failed.', UNDETERMINED: 'No blocking gate failed, but one could not be judged.' });
export const JudgementBasis = enumOf('JudgementBasis', 'From which facts a judgement is made.', ['LIVE', 'MIRROR'], { LIVE: 'Facts fetched after the question.', MIRROR: 'The copies at hand.' });
export const JudgementPurpose = enumOf('JudgementPurpose', 'What a release would go out for.', judgementPurposes, { BACK_OUT: 'It ran before, and takes the place of one that went wrong; the policy has a list of gates for that.' });
export const DeploymentState = enumOf('DeploymentState', 'Where a deployment stands.', deploymentStates, { UNCLEAR: 'The deployer’s answer to the trigger was lost; it is looked up and never triggered again.', REFUSED: 'No longer ready when its turn came.' });
export const DeploymentOrigin = enumOf('DeploymentOrigin', 'Whether Muster made a deployment or only read of it.', ['TRIGGERED', 'OBSERVED']);
export const DeploymentStart = enumOf('DeploymentStart', 'When an accepted deployment may begin.', ['NOW', 'WHEN_WINDOW_OPENS']);
export const StepState = enumOf('StepState', 'How one step of a deployment stands.', ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'UNCLEAR']);
export const StepOutcome = enumOf('StepOutcome', 'What a person says about a step that could not be done.', ['DONE', 'SKIPPED', 'RETRY'], { DONE: 'Done by hand, or seen to be done. Of the run: it succeeded. Of its health: it is well.', SKIPPED: 'Not to be done. Nobody can vouch for the run or its health: that counts as failed.', RETRY: 'What stood in the way is gone; it is tried again at once.' });
export const FreezeState = enumOf('FreezeState', 'Whether a freeze is on.', freezeStates, { SCHEDULED: 'Its next occurrence is to come.', PAST: 'Its last occurrence is over.' });
export const NoticeState = enumOf('NoticeState', 'Whether somebody was told.', noticeStates, { GIVEN_UP: 'It was never taken, and is not tried any more.' });
export const EventKind = enumOf('EventKind', 'What somebody may be told of; docs/notices.md says when.', eventKinds);
export const WaiverState = enumOf('WaiverState', 'Where a waiver stands; only an ACTIVE one lets anything go.', waiverStates, { REQUESTED: 'Nobody else has decided it yet.', EXPIRED: 'Its time is over.', VOID: 'The package was sealed anew since.' });
export const ReleaseOrder = enumOf('ReleaseOrder', 'In which order releases are listed.', ['NEWEST', 'OLDEST', 'KEY']);
export const UserErrorCode = enumOf('UserErrorCode', 'What kind of mistake a person can mend.', ['INVALID', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN', 'ALREADY_SEALED', 'NOT_SEALED', 'NOT_READY', 'RECEIPT_EXPIRED', 'RECEIPT_INVALID', 'FACTS_CHANGED', 'SAME_PERSON', 'IDEMPOTENCY_MISMATCH', 'SOURCE_UNAVAILABLE']);
export const Confidence = enumOf('Confidence', 'How sure Muster is of a cause.', confidences, { DECLARED: 'Somebody said so.', STRONG: 'The configuration item ties them, or what it depends on.', WEAK: 'The same service, and the time; no item ties them.' });
