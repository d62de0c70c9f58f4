import { setTimeout as pause } from 'node:timers/promises';
import type { Door } from './http-server.ts';
import type { RunningHub } from './hub.ts';
import type { Log } from './log.ts';

export interface ShutDown {
  readonly door: Door;
  readonly running: RunningHub;
  /** How long /readyz says no before anything is refused, milliseconds: for as long as a balancer takes to notice. */
  readonly announceMs: number;
  readonly log: Log;
}

/**
 * Ends a hub without breaking anything off: first it says that it is not ready and works on, then it takes nothing new, lets open requests and the steps of
 * deployments in hand end within their bounds, gives leases back and closes the database. Whatever it does not do, another node or the next start takes up.
 */
export async function shutDown({ door, running, announceMs, log }: ShutDown): Promise<void> {
  log.info({ announceMs }, 'asked to end: no longer ready');
  door.announceEnd();
  await pause(announceMs);
  await Promise.all([door.close(), running.rest()]);
  await running.close();
  log.info('ended');
}
