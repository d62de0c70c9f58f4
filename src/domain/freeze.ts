import type { Instant, TimeWindow } from './instant.ts';
import type { Actor } from './person.ts';

/** A stretch of time that may have no end: startAt belongs to it, endAt does not. */
export interface Stretch {
  readonly startAt: Instant;
  /** null: until further notice. */
  readonly endAt: Instant | null;
}

/** What a freeze is about; null means every one. */
export interface FreezeScope {
  readonly environments: readonly string[] | null;
  readonly services: readonly string[] | null;
}

/** What comes again: its first occurrence, in elapsed time, and an RFC 5545 rule in wall-clock time of an IANA zone. */
export interface Recurring {
  readonly first: TimeWindow;
  readonly rule: string;
  readonly timeZone: string;
}

/** Time in which nothing may go out, as somebody declared it in Muster. Without an end it stops the line until it is lifted. */
export interface Freeze {
  /** `freeze:<uuid>` */
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly scope: FreezeScope;
  /** IANA name. */
  readonly timeZone: string;
  /** RFC 5545; null when it happens once. */
  readonly recurrence: string | null;
  readonly first: Stretch;
  readonly declaredBy: Actor;
  readonly declaredAt: Instant;
  readonly lifted: FreezeLift | null;
}

export interface FreezeLift {
  readonly by: Actor;
  readonly at: Instant;
  readonly reason: string;
}

export const freezeStates = ['ACTIVE', 'SCHEDULED', 'PAST', 'LIFTED'] as const;
export type FreezeState = (typeof freezeStates)[number];

/** Whether a freeze is about this environment and service, whatever the time. */
export function concerns({ scope }: Pick<Freeze, 'scope'>, environment: string, serviceKey: string): boolean {
  return (scope.environments?.includes(environment) ?? true) && (scope.services?.includes(serviceKey) ?? true);
}
