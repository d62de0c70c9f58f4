import type { Ask } from './ask.ts';
import type { ObservedRun } from './deployer.ts';

/**
 * A deployer's own door asks whether a run, whoever started it, may go into an environment: GitHub's custom deployment
 * protection rule. The run waits there until it is answered.
 */
export interface ProtectionRequest {
  /** The deployer's name of where the workflow lives, e.g. owner/name. */
  readonly project: string;
  readonly runId: string;
  /** The deployer's name of the environment. */
  readonly place: string;
  /** The deployer's own record of the deployment, where it told one. */
  readonly deploymentId: string | null;
}

/** The run that waits, as far as it says what it deploys. */
export type RunAtDoor = Pick<ObservedRun, 'run' | 'progress' | 'version' | 'digests' | 'correlation'>;

export interface ProtectionAnswer {
  /** REPORTED: said without deciding; the run goes on waiting. */
  readonly state: 'APPROVED' | 'REJECTED' | 'REPORTED';
  readonly because: string;
}

/** A deployer that lets Muster answer at its door. */
export interface ProtectedPlace {
  /** Whether the request is about this deployer's project and environment. */
  concerns(request: ProtectionRequest): boolean;
  /** The run; null when it is another workflow's, or has gone. Throws SourceError. */
  read(request: ProtectionRequest, ask: Ask): Promise<RunAtDoor | null>;
  /** false: the deployer no longer asks this, e.g. since it was answered or cancelled. Throws SourceError; saying the same again is harmless. */
  answer(request: ProtectionRequest, answer: ProtectionAnswer, ask: Ask): Promise<boolean>;
}

/** Where requests wait to be answered; the key there is the request with its connection, as JSON. */
export const protectionQueue = 'answer-protection';

/** A request on its way to being answered. */
export interface PendingProtection extends ProtectionRequest {
  readonly connection: string;
  /** ISO 8601: when the hub heard of it. */
  readonly askedAt: string;
  /** The deployer was told already why it has to wait. */
  readonly isReported: boolean;
}

export function keyOfProtection({ connection, project, runId, place, deploymentId, askedAt, isReported }: PendingProtection): string {
  return JSON.stringify([connection, project, runId, place, deploymentId, askedAt, isReported]);
}

/** Of a key that keyOfProtection wrote. */
export function readProtectionKey(key: string): PendingProtection {
  const [connection, project, runId, place, deploymentId, askedAt, isReported] = JSON.parse(key) as [string, string, string, string, string | null, string, boolean];
  return { connection, project, runId, place, deploymentId, askedAt, isReported };
}
