import { instant, type Instant, type TimeWindow } from '../../domain/instant.ts';
import type { Facts } from '../facts.ts';
import { firstOpen } from '../time/next-open.ts';
import { allowedBy } from './allowed.ts';
import type { WindowBlocker } from './blocker.ts';
import { deniedWithin } from './denied.ts';

export type { WindowBlocker } from './blocker.ts';

/** The first stretch in which a release may go out, and what stands in the way before it. */
export interface OpenWindow {
  /** Null when there is none, or nobody can tell. */
  readonly window: TimeWindow | null;
  readonly because: string;
  readonly blockers: readonly WindowBlocker[];
}

export interface OpenWindowWish {
  /** How long it must stay open, milliseconds. */
  readonly durationMs: number;
  /** Not before this. */
  readonly from: Instant;
}

/**
 * The windows of all changes and of the plan together, less the freezes, the blackouts that the policy of no-freeze counts,
 * and, where the policy has no-conflicting-change, changes in conflict. Pure: the same facts give the same answer.
 */
export function openWindowOf(facts: Facts, { durationMs, from }: OpenWindowWish): OpenWindow {
  const allowed = allowedBy(facts, from);
  if (typeof allowed === 'string') return { window: null, because: allowed, blockers: [] };
  const denied = deniedWithin(facts, allowed.window);
  if (typeof denied === 'string') return { window: null, because: denied, blockers: allowed.blockers };
  const window = firstOpen(allowed.window, denied.map((one) => one.window), durationMs);
  const before = denied.filter((one) => window === null || one.window.startAt < window.startAt);
  return { window, because: said(window, allowed.window), blockers: [...allowed.blockers, ...before].toSorted((a, b) => a.window.startAt.localeCompare(b.window.startAt)) };
}

function said(window: TimeWindow | null, allowed: TimeWindow): string {
  if (window !== null) return `Every window is open and nothing stands in the way from ${window.startAt} until ${window.endAt}.`;
  if (allowed.startAt >= allowed.endAt) return `The windows of the changes and of the plan are never open together after this: one opens at ${allowed.startAt}, another closes at ${allowed.endAt}. Plan anew.`;
  return `Between ${allowed.startAt} and ${allowed.endAt}, when the changes and the plan allow it, nothing is free for so long. Plan a later window, or ask who blocks it.`;
}

/** The moment to look from: what is past cannot be waited for. */
export function notBeforeNow(from: Date | null, now: Date): Instant {
  return instant(from === null || from < now ? now : from);
}
