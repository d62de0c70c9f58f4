/**
 * The shape of the sandbox's one story: a believable bank, told once in neutral words.
 * Each stand-in translates its own part of it into its tool's tables; none of them invents records of its own, so the
 * four tools agree with each other exactly where the story says so and differ exactly where it says so.
 * All instants are ISO strings in UTC, relative to the moment the sandbox was first started.
 */
export interface Story {
  readonly people: readonly StoryPerson[];
  readonly services: readonly StoryService[];
  readonly items: readonly StoryItem[];
  readonly relations: readonly StoryRelation[];
  readonly releases: readonly StoryRelease[];
  readonly incidents: readonly StoryIncident[];
  readonly problems: readonly StoryProblem[];
}

export interface StoryPerson {
  /** user name in ServiceNow and GitHub, e.g. "ines.weber" */
  readonly userName: string;
  readonly name: string;
  readonly email: string;
  /** Jira's account id */
  readonly accountId: string;
  readonly isActive: boolean;
}

export interface StoryService {
  /** Muster's service key, e.g. "payments" */
  readonly key: string;
  /** name in the CMDB, e.g. "Payments" */
  readonly name: string;
  readonly criticality: '1 - most critical' | '2 - somewhat critical' | '3 - less critical';
  readonly ownerUserName: string;
  /** Jira project key, e.g. "PAY" */
  readonly project: string;
  /** GitHub repository, e.g. "northbank/payments" */
  readonly repository: string;
  /** the CMDB item that carries the running version, by environment, e.g. { production: "payments-api-prod" } */
  readonly target: Readonly<Record<string, string>>;
}

export interface StoryItem {
  readonly name: string;
  /** e.g. cmdb_ci_appl, cmdb_ci_linux_server, cmdb_ci_db_postgresql_instance, cmdb_ci_lb, cmdb_ci_cluster */
  readonly className: string;
  readonly environment: 'production' | 'staging';
  readonly serviceKey: string;
  /** ServiceNow operational_status: "1" operational … "6" retired */
  readonly operationalStatus: string;
  readonly version: string | null;
}

/** `parent` depends on `child` (ServiceNow: parent = Depends on, child = Used by); names of items or services. */
export interface StoryRelation { readonly parent: string; readonly child: string; readonly type: 'Depends on::Used by' | 'Runs on::Runs' | 'Contains::Contained by' }

export interface StoryRelease {
  /** e.g. "payments-2.4.0" */
  readonly key: string;
  readonly serviceKey: string;
  readonly version: string;
  readonly changes: readonly StoryChange[];
  readonly workItems: readonly StoryWorkItem[];
  readonly build: { readonly name: string; readonly number: string; readonly startedAt: string; readonly vcsRevision: string };
  readonly artifacts: readonly StoryArtifact[];
  /** test suites that passed on every artifact, as signed statements say; absent: nobody attested anything */
  readonly suites?: readonly string[];
  /** number of its runbook, e.g. "KB0010011"; absent: nobody wrote one */
  readonly runbook?: string;
}

export interface StoryChange {
  /** e.g. "CHG0030003" */
  readonly number: string;
  readonly environment: 'production' | 'staging';
  readonly type: 'standard' | 'normal' | 'emergency';
  /** ServiceNow state value: "-5" new … "-2" scheduled, "-1" implement, "0" review, "3" closed, "4" canceled */
  readonly state: string;
  readonly approval: 'not requested' | 'requested' | 'approved' | 'rejected';
  readonly title: string;
  /** the body; names the release's key or its version where the story wants it discovered */
  readonly description: string;
  /** the release's key where the change was opened for it, else null */
  readonly correlationId: string | null;
  readonly requestedBy: string;
  readonly assignedTo: string;
  readonly approvals: readonly { readonly approver: string; readonly state: 'requested' | 'approved' | 'rejected'; readonly decidedAt: string | null }[];
  /** first name is the primary item */
  readonly items: readonly string[];
  readonly window: StoryWindow;
  readonly backoutPlan: string;
  readonly testPlan: string;
  /** when its window and items were checked against other changes, and none was in the way; absent: never */
  readonly conflictsCheckedAt?: string;
}

/**
 * always-open: from one hour before to seven days after the sandbox's start, at every start anew.
 * coming-saturday: Saturday 02:00–06:00 UTC; keeps its place until it has ended, then moves on by whole weeks.
 * fixed: as the story tells it.
 */
export type StoryWindow = { readonly kind: 'always-open' } | { readonly kind: 'coming-saturday' } | { readonly kind: 'fixed'; readonly startAt: string; readonly endAt: string };

export interface StoryWorkItem {
  /** e.g. "PAY-112" */
  readonly key: string;
  readonly title: string;
  readonly kind: 'Story' | 'Bug' | 'Task';
  readonly status: 'To Do' | 'In Progress' | 'Done';
  readonly assignee: string | null;
}

export interface StoryArtifact {
  /** repository in the definitive media library, e.g. "libs-release-local" */
  readonly repository: string;
  /** folder, e.g. "northbank/payments/2.4.0" */
  readonly path: string;
  readonly name: string;
  /** the file's bytes as text; its digests are computed from it */
  readonly content: string;
  readonly scan: 'clean' | 'vulnerable' | 'never';
  /** SPDX ids that a scan finds; absent: those that nobody minds */
  readonly licences?: readonly string[];
}

export interface StoryIncident { readonly number: string; readonly title: string; readonly item: string; readonly priority: string; readonly state: string; readonly openedAt: string; readonly resolvedAt: string | null; readonly problem: string | null }
export interface StoryProblem { readonly number: string; readonly title: string; readonly item: string; readonly state: string; readonly isKnownError: boolean }
