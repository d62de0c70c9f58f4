import type { Instant } from './instant.ts';
import type { RecordIdentity } from './reference.ts';

export const confidences = ['DECLARED', 'STRONG', 'WEAK'] as const;
export type Confidence = (typeof confidences)[number];

/** How a deployment touches what an incident is about. */
export type Tie =
  /** Somebody said so: the incident was opened for it. */
  | { readonly of: 'DECLARED' }
  /** Somebody said so: the incident names the change that it was made under as its cause. */
  | { readonly of: 'CHANGE'; readonly change: RecordIdentity }
  /** It changed the incident's own item. */
  | { readonly of: 'ITEM'; readonly item: string }
  /** It changed an item that the incident's item depends on, over so many relations at least. */
  | { readonly of: 'PATH'; readonly item: string; readonly distance: number }
  /** It changed a service that suffers when the incident's item does; nothing else ties them. */
  | { readonly of: 'SERVICE'; readonly service: string };

/**
 * What each tie is worth: how far it is (of a PATH: as many relations as it has), and how sure one may be of it. The report
 * incident-causes reckons in SQL by this same table.
 */
export const ties: Readonly<Record<Tie['of'], { readonly farness: number | null; readonly confidence: Confidence }>> = {
  DECLARED: { farness: -2, confidence: 'DECLARED' },
  CHANGE: { farness: -1, confidence: 'DECLARED' },
  ITEM: { farness: 0, confidence: 'STRONG' },
  PATH: { farness: null, confidence: 'STRONG' },
  SERVICE: { farness: Infinity, confidence: 'WEAK' },
};

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
 * farther, and only between equals the later before the earlier: never merely the newest. Who names a change means what was
 * deployed under it, however long before, and nothing else.
 */
export function causeOf({ openedAt }: { readonly openedAt: Instant | null }, suspects: readonly Suspect[], withinMs = incidentWithinMs): Cause | null {
  const inTime = ({ beganAt, tie: { of } }: Suspect): boolean => {
    if (of === 'DECLARED' || (of === 'CHANGE' && openedAt === null)) return true;
    const after = openedAt === null ? -1 : Date.parse(openedAt) - Date.parse(beganAt);
    return after >= 0 && (of === 'CHANGE' || after <= withinMs);
  };
  const [first] = suspects.filter(inTime).sort((one, other) => compare(farness(one.tie), farness(other.tie)) || Date.parse(other.beganAt) - Date.parse(one.beganAt));
  return first === undefined ? null : { deploymentId: first.deploymentId, confidence: ties[first.tie.of].confidence, because: becauseOf(first) };
}

function farness(tie: Tie): number {
  return tie.of === 'PATH' ? tie.distance : ties[tie.of].farness ?? Infinity;
}

function becauseOf({ label, beganAt, tie }: Suspect): string {
  switch (tie.of) {
    case 'DECLARED': return `The incident was opened for ${label}.`;
    case 'CHANGE': return `The incident names ${tie.change} as its cause, under which ${label} was made at ${beganAt}.`;
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
