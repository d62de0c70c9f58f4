import { AsyncLocalStorage } from 'node:async_hooks';

/** A span that is under way; traces/ makes them. */
export interface SpanInHand {
  readonly traceId: string;
  /** `called`: another name than it began with. */
  end(attributes: Readonly<Record<string, string | number | boolean>>, isFailed: boolean, called?: string): void;
}

/** What the work that runs just now belongs to; every line of the log says it. */
export interface WorkInHand {
  readonly requestId?: string;
  readonly deploymentId?: string;
  readonly step?: string;
  readonly releaseKey?: string;
  readonly environment?: string;
  readonly traceId?: string;
  /** Not for the log. */
  readonly span?: SpanInHand;
}

const hand = new AsyncLocalStorage<WorkInHand>();

/** Does the work, and whatever it leads to, as a part of what is in hand already. */
export function within<T>(more: WorkInHand, work: () => T): T {
  return hand.run({ ...hand.getStore(), ...more }, work);
}

/** As the log says it: a line leaves out what is undefined. */
export function namesInHand(): object {
  return { ...workInHand(), span: undefined };
}

export function workInHand(): WorkInHand {
  return hand.getStore() ?? {};
}
