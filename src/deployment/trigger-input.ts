import type { DeploymentStart } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { toInstant } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';

export interface TriggerInput {
  readonly releaseKey: string;
  readonly environment: string;
  readonly start: DeploymentStart;
  /** Not before this instant; any RFC 3339 text. */
  readonly startAt?: Instant | null;
  readonly idempotencyKey: string;
  /** A receipt's envelope; left out, the judgement made now is all that counts. */
  readonly receipt?: unknown;
}

const longestKey = 255;

/** The input with its instant in UTC; throws UserMistake INVALID with the path of what is wrong. */
export function checkedInput(input: TriggerInput): TriggerInput {
  const { idempotencyKey, startAt } = input;
  checkedKey(idempotencyKey);
  if (startAt === undefined || startAt === null) return { ...input, startAt: null };
  const utc = toInstant(startAt);
  if (utc === null) throw new UserMistake('INVALID', `"${startAt}" is not an RFC 3339 instant, e.g. 2026-11-28T02:00:00Z.`, ['startAt']);
  return { ...input, startAt: utc };
}

export function checkedKey(idempotencyKey: string): void {
  if (idempotencyKey.trim() !== '' && idempotencyKey.length <= longestKey) return;
  throw new UserMistake('INVALID', `An idempotency key has 1 to ${longestKey} characters, and a new one means a new deployment.`, ['idempotencyKey']);
}
