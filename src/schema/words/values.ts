/** What each value of an enum means; where a report has an enum like another, it means the same. */
export const valueWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ApprovalPhase: { BUILD_AND_TEST: 'The work may be done.', RELEASE: 'The release may go out.' },
  ApprovalState: { APPROVED: 'Granted.', CANCELED: 'No longer wanted.', NOT_REQUESTED: 'Nobody has been asked.', REJECTED: 'Refused.', REQUESTED: 'Asked for, and open.', UNKNOWN: 'The tool did not say, or said a word that Muster does not know.' },
  CalendarKind: { BLACKOUT: 'A time in which a tool lets nothing go out.', CHANGE: 'A change, as it is planned.', DEPLOYMENT: 'A deployment, as it is planned, or was.', FREEZE: 'A freeze declared in Muster.', WINDOW: 'A time that a tool keeps for going out.' },
  ChangeState: {
    NEW: 'Written down.', ASSESS: 'Being looked at.', AUTHORIZE: 'Waiting for approval.', SCHEDULED: 'Approved, and waiting for its time.', IMPLEMENT: 'Being carried out.',
    REVIEW: 'Carried out, and being looked back at.', CLOSED: 'Over.', CANCELED: 'Given up.',
  },
  ChangeType: { EMERGENCY: 'Must go at once, and is looked at afterwards.', NORMAL: 'Assessed and approved one by one.', OTHER: 'A kind of the tool’s own.', STANDARD: 'From a template that was approved once for all.' },
  CircuitState: { CLOSED: 'The tool is asked.' },
  ComplianceFinding: {
    BY_THE_REQUESTER_ALONE: 'Nobody but who asked for it had a say.', CHANGE_WITHOUT_DEPLOYMENT: 'A change was carried out, and nothing was deployed by it.', MADE_WITHOUT_MUSTER: 'Somebody deployed past Muster.',
    OUTSIDE_ITS_WINDOW: 'It ran when its window was not open.', UNDER_A_WAIVER: 'A gate had been let go.', UNKNOWN_ARTIFACT: 'Nobody knows what bytes went out.', UNSEALED_ARTIFACT: 'What went out was in no sealed package.',
    WITHOUT_AGREEMENT: 'Its plan lacked an agreement.', WITHOUT_APPROVED_CHANGE: 'No approved change stood behind it.',
  },
  DeliveryPerformanceBy: { ENVIRONMENT: 'One row per environment.', SERVICE: 'One row per service.', TEAM: 'One row per team.' },
  DeliveryPerformanceFailure: { BACKED_OUT: 'It was backed out.', FAILED: 'Its run failed.', INCIDENT: 'An incident followed it.' },
  DeliveryPerformancePeriod: { DAY: 'One row per day.', MONTH: 'One row per month.', WEEK: 'One row per week.' },
  DeploymentOrigin: { OBSERVED: 'Made without Muster, and read from the deployer’s history.', TRIGGERED: 'Triggered by Muster.' },
  DeploymentStart: { NOW: 'At once; refused while only time stands in the way.', WHEN_WINDOW_OPENS: 'As soon as its window is open.' },
  DeploymentState: {
    ACCEPTED: 'Written down; nothing has happened yet.', WAITING: 'For its start, or for its turn.', REVALIDATING: 'Being judged once more.', TRIGGERING: 'The deployer is being asked, once.', RUNNING: 'The deployer is at work.',
    VERIFYING: 'What runs is being looked at.', RECORDING: 'The records are being written.', SUCCEEDED: 'Live, and recorded.', FAILED: 'It did not work out.', BACKED_OUT: 'What ran before was put back.', CANCELED: 'Given up.',
  },
  EventKind: {
    DEPLOYMENT_ACCEPTED: 'A deployment was written down.', DEPLOYMENT_BACKED_OUT: 'A deployment was backed out.', DEPLOYMENT_CANCELED: 'A deployment was given up.', DEPLOYMENT_FAILED: 'A deployment failed.', DEPLOYMENT_LIVE: 'A deployment went live.',
    DEPLOYMENT_NEEDS_ATTENTION: 'A deployment needs a person.', DEPLOYMENT_REFUSED: 'A deployment was refused when its turn came.', DEPLOYMENT_SUCCEEDED: 'A deployment is over, and recorded.', GLASS_BROKEN: 'Somebody broke the glass.',
    PLAN_PROPOSED: 'A plan wants agreement.', READINESS_CHANGED: 'A release was judged otherwise than before.', WAIVER_REQUESTED: 'A waiver was asked for.',
  },
  FreezeState: { ACTIVE: 'It freezes now.', LIFTED: 'Somebody ended it.' },
  IncidentCausesBy: { INCIDENT: 'One row per incident.', RELEASE: 'One row per release.' },
  IncidentCausesConfidence: { UNKNOWN: 'Nothing is known that ties it to a deployment.' },
  JoinersMoversLeaversBy: { PERSON: 'One row per finding of a person.', PRODUCT: 'One row per product and currency.' },
  JoinersMoversLeaversFinding: {
    JOINER_WITHOUT_ACCOUNT: 'Who came lately has no account that is in use.', JOINER_WITHOUT_LICENCE: 'Who came lately has an account and no licence.', LEAVER_HAS_ACCOUNT: 'Who left still has an account that is in use.',
    LEAVER_HOLDS_LICENCE: 'Who left still holds a licence.', LEAVER_ON_RELEASE: 'Who left still has a part in an open release.', MOVER_HOLDS_LICENCE: 'Who moved still holds a licence of before.', UNKNOWN_HOLDER: 'Nobody knows who holds a licence, or whether they still work here.',
  },
  JudgementPurpose: { RELEASE: 'May this release go out?' },
  LinkOrigin: { CORRELATED: 'The record itself names the release.', DECLARED: 'A person said so.', DISCOVERED: 'A rule found it.' },
  LinkRelation: {
    ARTIFACT: 'What goes out.', CHANGE: 'The change it goes out by.', CONFIGURATION_ITEM: 'What it is installed on.', INCIDENT: 'What broke.', KNOWLEDGE: 'What people must know.', PROBLEM: 'What keeps breaking.', SERVICE: 'What it is a version of.',
    WORK_ITEM: 'The work behind it.',
  },
  NoticeState: { SENT: 'The channel took it.', WAITING: 'It is going to be sent.' },
  OperationalState: {
    NON_OPERATIONAL: 'It does not work.', OPERATIONAL: 'It works.', PIPELINE: 'On its way, and not in use yet.', READY: 'Could be put to use.', REPAIR: 'Being mended.', RETIRED: 'Out of use for good.', STANDBY: 'In reserve.',
    UNKNOWN: 'The tool did not say, or said a word that Muster does not know.',
  },
  PromotionState: { COMPLETED: 'It lies there now.', FAILED: 'It did not get there.', PENDING: 'On its way.' },
  ReadinessOutcome: { READY: 'Every blocking gate passed, or was waived.' },
  ReleaseOrder: { KEY: 'By key, A to Z.', NEWEST: 'The newest first.', OLDEST: 'The oldest first.' },
  ReleaseState: {
    BACKED_OUT: 'Was live, and what ran before was put back.', CANCELED: 'Given up.', CLOSED: 'Over.', DEPLOYING: 'A deployment of it is under way.', PLANNED: 'Written down; its package may still change.', SEALED: 'Its package is pinned.',
  },
  RiskLevel: { HIGH: 'High.', LOW: 'Low.', MODERATE: 'Moderate.', VERY_HIGH: 'Very high.' },
  RunningVersusRecordedFinding: {
    ARTIFACT_NOT_IN_LIBRARY: 'What runs does not lie in the library.', ARTIFACT_UNKNOWN: 'Nobody knows what bytes run.', ITEM_NOT_FOUND: 'The CMDB has no such item.', UNTOUCHED_ITEM: 'The CMDB was not written after the deployment.',
    VERSION_DIFFERS: 'The CMDB says another version.',
  },
  ScanState: { FAILED: 'The scan broke off.', NOT_SCANNED: 'The scanner does not look at it; that is not the same as clean.', PENDING: 'Being scanned.', SCANNED: 'Scanned; the counts are known.', UNKNOWN: 'The scanner could not be asked.' },
  SourceProblemCode: {
    FORBIDDEN: 'The tool knows Muster, and refuses it this.', NOT_FOUND: 'The tool has no such record, or hides it.', RATE_LIMITED: 'The tool asks to be left alone for a while.', SERVER_ERROR: 'The tool failed.', TIMEOUT: 'The tool did not answer in time.',
    UNAUTHORIZED: 'The tool does not know Muster: its credentials are wrong or over.', UNREACHABLE: 'There is no way to the tool.',
  },
  StakeholderRole: { BUSINESS: 'Speaks for those who use it.', CHANGE_AUTHORITY: 'Decides about changes.', OPERATIONS: 'Runs it.', RELEASE_MANAGER: 'Leads the release.', SERVICE_OWNER: 'Answers for the service.', TESTER: 'Says whether it was tested.' },
  StepState: { FAILED: 'It did not work out.', PENDING: 'Not begun.', RUNNING: 'Being done.', SKIPPED: 'Not wanted here.', SUCCEEDED: 'Done.', UNCLEAR: 'Nobody knows yet whether it happened.' },
  SyncState: { READING_CHANGES: 'Reading what changed.', WAITING: 'For its next turn.' },
  TaskState: { CANCELED: 'Given up.', DONE: 'Done.', IN_PROGRESS: 'Being done.', OPEN: 'Can be begun.', PENDING: 'Waits for something else.', UNKNOWN: 'The tool did not say, or said a word that Muster does not know.' },
  UserErrorCode: {
    ALREADY_SEALED: 'The package is sealed: seal the next revision with `replace`.', CONFLICT: 'It clashes with what stands.', FACTS_CHANGED: 'What the receipt rests on is no longer so: validate again.', FORBIDDEN: 'Not for you, by a rule of the act itself.',
    IDEMPOTENCY_MISMATCH: 'This key was given with another input before.', INVALID: 'The input is not right.', NOT_FOUND: 'There is no such thing.', NOT_READY: 'A gate stands in the way.', NOT_SEALED: 'The package is not sealed yet.',
    RECEIPT_EXPIRED: 'The receipt is too old: validate again.', RECEIPT_INVALID: 'The receipt is not genuine, or about something else.', SAME_PERSON: 'Somebody else must do this.', SOURCE_UNAVAILABLE: 'A tool that must be asked does not answer.',
  },
  VerdictOutcome: { FAIL: 'The sentence is false.', NOT_APPLICABLE: 'The policy says that the sentence does not matter here.', PASS: 'The sentence is true.', WAIVED: 'The sentence is not true, and somebody let it go.' },
  WaiverState: { ACTIVE: 'It counts now.', REJECTED: 'Somebody refused it.', REVOKED: 'Somebody took it back.' },
  WhyReleasesWaitBy: { APPROVAL: 'One row per approval of a change.', GATE: 'One row per gate.', RELEASE: 'One row per release and gate.', TOOL: 'One row per release and tool.' },
  WorkProgress: { DONE: 'Done.', IN_PROGRESS: 'Being done.', TO_DO: 'Not begun.', UNKNOWN: 'The tool did not say, or said a word that Muster does not know.' },
};

/** Enums of reports with the values of another. */
export const sameValues: Readonly<Record<string, string>> = { IncidentCausesConfidence: 'Confidence', ReadinessHistoryOutcome: 'ReadinessOutcome', WaiverDebtState: 'WaiverState' };
