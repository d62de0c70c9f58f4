import type { Instant } from './instant.ts';

export const confidences = ['DECLARED', 'STRONG', 'WEAK'] as const;
export type Confidence = (typeof confidences)[number];

/** How a deployment touches what an incident is about. */
export type Tie =
  /** Somebody said so: the incident was opened for it. */
  | { readonly of: 'DECLARED' }
  /** It changed the incident's own item. */
  | { readonly of: 'ITEM'; readonly item: string }
  /** It changed an item that the incident's item depends on, over so many relations at least. */
  | { readonly of: 'PATH'; readonly item: string; readonly distance: number }
  /** It changed a service that suffers when the incident's item does; nothing else ties them. */
  | { readonly of: 'SERVICE'; readonly service: string };

/** A deployment that may have caused an incident. */
export interface Suspect {
  readonly deploymentId: string;
  /** What is said of it, e.g. "payments-2.4.0 to production". */
  readonly label: string;
  /** When it began to change something. */
  readonly beganAt: Instant;
  readonly tie: Tie;
}

export interface Cause {
  readonly deploymentId: string;
  readonly because: string;
  readonly confidence: Confidence;
}

/** How long after a deployment an incident is still put down to it, as reports count it too. */
export const incidentWithinMs = 24 * 60 * 60_000;

/**
 * The deployment that most likely caused an incident; null when none that touches what it is about began in the time before
 * it. What was declared goes before any reckoning, the incident's own item before what it depends on, the nearer before the
 * farther, and only between equals the later before the earlier: never merely the newest.
 */
export function causeOf({ openedAt }: { readonly openedAt: Instant | null }, suspects: readonly Suspect[], withinMs = incidentWithinMs): Cause | null {
  const inTime = (suspect: Suspect): boolean => {
    if (suspect.tie.of === 'DECLARED') return true;
    const after = openedAt === null ? -1 : Date.parse(openedAt) - Date.parse(suspect.beganAt);
    return after >= 0 && after <= withinMs;
  };
  const [first] = suspects.filter(inTime).sort((one, other) => compare(farness(one.tie), farness(other.tie)) || Date.parse(other.beganAt) - Date.parse(one.beganAt));
  return first === undefined ? null : { deploymentId: first.deploymentId, confidence: confidenceOf(first.tie), because: becauseOf(first) };
}

function farness(tie: Tie): number {
  switch (tie.of) {
    case 'DECLARED': return -1;
    case 'ITEM': return 0;
    case 'PATH': return tie.distance;
    case 'SERVICE': return Infinity;
  }
}

function confidenceOf({ of }: Tie): Confidence {
  if (of === 'DECLARED') return 'DECLARED';
  return of === 'SERVICE' ? 'WEAK' : 'STRONG';
}

function becauseOf({ label, beganAt, tie }: Suspect): string {
  switch (tie.of) {
    case 'DECLARED': return `The incident was opened for ${label}.`;
    case 'ITEM': return `${label} changed ${tie.item}, which the incident is about, at ${beganAt}.`;
    case 'PATH': return `${label} changed ${tie.item} at ${beganAt}, on which the incident's item depends over ${tie.distance} ${tie.distance === 1 ? 'relation' : 'relations'}.`;
    case 'SERVICE': return `${label} changed ${tie.service} at ${beganAt}, which suffers when the incident's item does; no item ties them.`;
  }
}

/** Not by subtraction, which says nothing of two that are both beyond measure. */
function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
