import { AsyncLocalStorage } from 'node:async_hooks';

/** What the work that runs just now belongs to; every line of the log says it. */
export interface WorkInHand {
  readonly requestId?: string;
  readonly deploymentId?: string;
  readonly step?: string;
  readonly releaseKey?: string;
  readonly environment?: string;
}

const hand = new AsyncLocalStorage<WorkInHand>();

/** Does the work, and whatever it leads to, as a part of what is in hand already. */
export function within<T>(more: WorkInHand, work: () => T): T {
  return hand.run({ ...hand.getStore(), ...more }, work);
}

export function workInHand(): WorkInHand {
  return hand.getStore() ?? {};
}
