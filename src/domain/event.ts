import type { Deployment, DeploymentState } from './deployment.ts';
import type { Instant } from './instant.ts';
import type { Readiness, ReadinessOutcome } from './readiness.ts';
import type { DeploymentPlan } from './release.ts';
import type { Waiver } from './waiver.ts';

export const deploymentEvents = [
  'DEPLOYMENT_ACCEPTED', 'DEPLOYMENT_LIVE', 'DEPLOYMENT_SUCCEEDED', 'DEPLOYMENT_FAILED', 'DEPLOYMENT_REFUSED', 'DEPLOYMENT_CANCELED',
  'DEPLOYMENT_BACKED_OUT', 'DEPLOYMENT_NEEDS_ATTENTION',
] as const;
export type DeploymentEvent = (typeof deploymentEvents)[number];
export const eventKinds = ['READINESS_CHANGED', 'PLAN_PROPOSED', 'WAIVER_REQUESTED', 'GLASS_BROKEN', ...deploymentEvents] as const;
export type EventKind = (typeof eventKinds)[number];

/** What became of a judgement, as far as somebody must be told: its outcome, and the verdicts that are not green. */
export interface ChangedReadiness {
  /** Null when it was never told before. */
  readonly before: ReadinessOutcome | null;
  readonly outcome: ReadinessOutcome;
  readonly judgedAt: Instant;
  readonly readyFromAt: Instant | null;
  readonly policy: string;
  readonly open: readonly OpenVerdict[];
}

export interface OpenVerdict {
  readonly gate: string;
  readonly outcome: 'FAIL' | 'UNKNOWN';
  readonly isBlocking: boolean;
  readonly because: string;
  readonly remedy: string | null;
  readonly remedyUrl: string | null;
  /** Names of those who can mend it. */
  readonly responsible: readonly string[];
}

interface Happened {
  /** `event:<uuid>` */
  readonly id: string;
  readonly at: Instant;
  readonly releaseKey: string | null;
  readonly environment: string;
}

/** Something that people or machines are to be told: written down in the transaction that made it so, with how things stood then. */
export type HubEvent = Happened & EventFacts;
export type EventOf<K extends EventKind> = HubEvent & { readonly kind: K };
export type EventFacts =
  | { readonly kind: 'READINESS_CHANGED'; readonly facts: ChangedReadiness }
  | { readonly kind: 'PLAN_PROPOSED'; readonly facts: DeploymentPlan }
  | { readonly kind: 'WAIVER_REQUESTED' | 'GLASS_BROKEN'; readonly facts: Waiver }
  | { readonly kind: DeploymentEvent; readonly facts: Deployment };

export function isDeploymentEvent(event: HubEvent): event is EventOf<DeploymentEvent> {
  return event.kind.startsWith('DEPLOYMENT_');
}

/** The outcome of a judgement, or the state of a deployment; null of what has none. */
export function outcomeOf(event: HubEvent): ReadinessOutcome | DeploymentState | null {
  if (event.kind === 'READINESS_CHANGED') return event.facts.outcome;
  return isDeploymentEvent(event) ? event.facts.state : null;
}

/** The judgement as it is told. */
export function changedReadiness({ outcome, judgedAt, readyFromAt, policy, verdicts }: Readiness, before: ReadinessOutcome | null): ChangedReadiness {
  const open = verdicts.flatMap((verdict): readonly OpenVerdict[] => {
    const { gate, isBlocking, because, remedy, remedyUrl, responsible } = verdict;
    if (verdict.outcome !== 'FAIL' && verdict.outcome !== 'UNKNOWN') return [];
    return [{ gate, outcome: verdict.outcome, isBlocking, because, remedy, remedyUrl, responsible: responsible.map(({ name }) => name) }];
  });
  return { before, outcome, judgedAt, readyFromAt, policy: `${policy.name} ${policy.version}`, open };
}

/** How a deployment stood before a write. */
export type DeploymentBefore = Pick<Deployment, 'state' | 'liveAt' | 'needsAttention'>;

const ends: Partial<Readonly<Record<DeploymentState, DeploymentEvent>>> = {
  SUCCEEDED: 'DEPLOYMENT_SUCCEEDED', FAILED: 'DEPLOYMENT_FAILED', REFUSED: 'DEPLOYMENT_REFUSED', CANCELED: 'DEPLOYMENT_CANCELED', BACKED_OUT: 'DEPLOYMENT_BACKED_OUT',
};

/** What a write of a deployment tells: that it went live, that it ended, that a person is needed now and was not before. */
export function eventsOf(before: DeploymentBefore, { state, liveAt, needsAttention }: DeploymentBefore): readonly DeploymentEvent[] {
  const end = state === before.state ? undefined : ends[state];
  return [
    ...(liveAt !== null && before.liveAt === null ? ['DEPLOYMENT_LIVE'] as const : []),
    ...(end === undefined ? [] : [end]),
    ...(needsAttention && !before.needsAttention ? ['DEPLOYMENT_NEEDS_ATTENTION'] as const : []),
  ];
}
