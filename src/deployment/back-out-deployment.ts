import { UserMistake } from '../domain/error.ts';
import type { Viewer } from '../domain/person.ts';
import { answering } from './answer.ts';
import type { DeploymentAnswer } from './answer.ts';
import { backOut } from './back-out.ts';
import type { DeploymentPorts } from './ports.ts';
import { checkedKey } from './trigger-input.ts';

export interface BackOutInput {
  readonly deploymentId: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Somebody has a deployment backed out. Answers the deployment that does it: it waits for the end of what it backs out, and for nothing else. */
export function backOutDeployment(ports: DeploymentPorts, viewer: Viewer, { deploymentId, reason, idempotencyKey }: BackOutInput): Promise<DeploymentAnswer> {
  return answering(async () => {
    checkedKey(idempotencyKey);
    if (reason.trim() === '') throw new UserMistake('INVALID', 'Say why it is backed out; it is kept in the journal.', ['reason']);
    const of = await ports.deployments.byId(deploymentId);
    if (of === null) throw new UserMistake('NOT_FOUND', `There is no deployment ${deploymentId}.`, ['deploymentId']);
    return backOut(ports, viewer.actor, { of, reason, idempotencyKey });
  });
}
