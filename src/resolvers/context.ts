import type { Deployment } from '../domain/deployment.ts';
import type { Actor, Viewer } from '../domain/person.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { DeploymentStore, WorkQueue } from '../domain/ports/deployment-store.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import type { NoticeDesk } from '../domain/ports/notice-desk.ts';
import type { OpeningStore } from '../domain/ports/opening-store.ts';
import type { People } from '../domain/ports/people.ts';
import type { Records } from '../domain/ports/records.ts';
import type { ReleaseGraph } from '../domain/ports/release-graph.ts';
import type { SyncDesk } from '../domain/ports/sync-store.ts';
import type { PeopleFeedDesk } from '../domain/ports/people-feed.ts';
import type { TokenDesk } from '../domain/ports/token-store.ts';
import type { SuspectStore } from '../domain/ports/suspect-store.ts';
import type { TimelineStore } from '../domain/ports/timeline-store.ts';
import type { WaiverStore } from '../domain/ports/waiver-store.ts';
import type { AssessmentStore, AuditLog, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import type { Clock, Instant } from '../domain/instant.ts';
import type { GateDescription, JudgementBasis, JudgementPurpose, Readiness } from '../domain/readiness.ts';
import type { Release } from '../domain/release.ts';
import type { Hidden, Restriction } from '../domain/restriction.ts';
import type { Loaders } from '../loaders/index.ts';
import type { Judgement, OpenWindow, Replay } from '../readiness/index.ts';
import type { ReceiptKeys } from '../receipt/index.ts';
import type { ReportDesk } from '../reports/index.ts';
import type { SourceFailures } from './failures.ts';

/** The ports of the hub that resolvers may reach; one for the life of the process. */
export interface Hub {
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly freezes: FreezeStore;
  readonly waivers: WaiverStore;
  readonly assessments: AssessmentStore;
  readonly timeline: TimelineStore;
  readonly suspects: SuspectStore;
  readonly deployments: DeploymentStore;
  readonly openings: OpeningStore;
  readonly queue: WorkQueue;
  readonly audit: AuditLog;
  readonly tokens: TokenDesk;
  readonly peopleFeed: PeopleFeedDesk;
  /** What whoever asks may see. */
  readonly records: Records;
  /** Every record, for acts and judgements: its words reach nobody as they are. */
  readonly everyRecord: Records;
  readonly restrictions: readonly Restriction[];
  readonly syncs: SyncDesk;
  readonly notices: NoticeDesk;
  readonly connections: Connections;
  readonly catalogue: Catalogue;
  readonly people: People;
  readonly graph: ReleaseGraph;
  readonly clock: Clock;
  readonly gates: readonly GateDescription[];
  /** `signal`: nobody waits for it any more. */
  judge(release: Release, environment: string, basis: JudgementBasis, purpose: JudgementPurpose, signal?: AbortSignal): Promise<Readiness>;
  /** What a judgement of this request was made of; null for one that was stored. */
  factsBehind(readiness: Readiness): Judgement['facts'] | null;
  /** Live, with the facts that the judgement was made of. */
  judgeWithFacts(release: Release, environment: string): Promise<Judgement>;
  /** How it stands, then each change; judged once for all who watch the same. Ends with the hub. */
  watch(releaseKey: string, environment: string): AsyncGenerator<Readiness, undefined, undefined>;
  /** As it stands, then each change, whichever hub wrote it. */
  watchDeployment(id: string): AsyncGenerator<Deployment, undefined, undefined>;
  /** As it stands, then whenever something moved that belongs to it. */
  watchRelease(key: string): AsyncGenerator<{ readonly release: Release }, undefined, undefined>;
  /** The judgement as it may be told where nobody knows who reads: without words about restricted records. */
  toldToAnybody(readiness: Readiness): Promise<Readiness>;
  readonly receiptKeys: ReceiptKeys;
  readonly reports: ReportDesk;
  /** What the facts of a stored judgement say under the gates of today. */
  replay(facts: string, then: Readiness): Replay;
  /** When the release may go to the environment next: `durationMs` long, not before `from`. */
  nextOpenWindow(release: Release, environment: string, wish: { readonly durationMs: number; readonly from: Instant }): Promise<OpenWindow>;
}

/** What a viewer spent of their minute, this operation included. */
export interface RateLimit {
  readonly limit: number;
  readonly cost: number;
  readonly remaining: number;
  readonly resetAt: Instant;
}

/** What one request knows. */
export interface RequestContext {
  /** Null or left out: nobody's rate is limited. */
  readonly rateLimit?: RateLimit | null;
  readonly hub: Hub;
  readonly loaders: Loaders;
  readonly failures: SourceFailures;
  /** Null before sign-in; the door lets no operation through then. */
  readonly viewer: Viewer | null;
  /** What the viewer may not see; empty where nothing is restricted. */
  readonly hidden: readonly Hidden[];
  readonly requestId: string;
}

/** Who is signed in. Only reached behind the door, which refuses the anonymous. */
export function viewerOf(context: RequestContext): Viewer {
  if (context.viewer === null) throw new Error('an operation ran without a signed-in viewer: the door must refuse it');
  return context.viewer;
}

/** The hub's ports for a verb, which acts on every record there is. */
export function actingHub({ hub }: RequestContext): Hub {
  return { ...hub, records: hub.everyRecord };
}

export function actorOf(context: RequestContext): Actor {
  return viewerOf(context).actor;
}
