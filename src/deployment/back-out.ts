import { finalStates } from '../domain/deployment.ts';
import type { Deployment, DeploymentState } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import type { Actor } from '../domain/person.ts';
import type { Readiness } from '../domain/readiness.ts';
import { accept } from './accept.ts';
import { deployable } from './acceptance.ts';
import type { Deployable } from './acceptance.ts';
import { digestOf } from './body-digest.ts';
import type { DeploymentPorts } from './ports.ts';
import { sayRed } from './red-verdicts.ts';

export interface BackOut {
  readonly of: Deployment;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Accepts the deployment of the package that ran before, to take the place of one that went wrong: through the same
 * machine, before all that waits, once per idempotency key, and at most one at a time for what it backs out. It is judged
 * live by the policy's own list for back-outs, now and again at its turn, and moves no change: the way back was agreed
 * upon with the plan of what it backs out. Throws UserMistake.
 */
export async function backOut(ports: DeploymentPorts, actor: Actor, { of, reason, idempotencyKey }: BackOut): Promise<Deployment> {
  const body = digestOf(['BACK_OUT', of.id, reason]);
  const standing = await ports.deployments.byIdempotencyKey(idempotencyKey);
  if (standing?.bodyDigest === body) return standing.deployment;
  if (standing) throw new UserMistake('IDEMPOTENCY_MISMATCH', `This idempotency key stands for ${standing.deployment.id}, which was asked for with another input; use another key.`, ['idempotencyKey']);
  await checkStands(of, ports);
  const { subject, before } = await former(of, ports);
  const readiness = await ports.judge(subject.release, subject.environment, { purpose: 'BACK_OUT' });
  checkReady(readiness, subject, before);
  return accept(ports, actor, {
    ...subject, readiness, start: 'NOW', startAt: null, changeIds: [], receipt: null, backOutOfId: of.id, idempotencyKey, bodyDigest: body,
    because: `${subject.release.key} ran before ${of.releaseKey ?? of.id} and takes its place again: ${reason}`,
  });
}

/** States in which nothing of it can have reached the environment. */
const untouched: ReadonlySet<DeploymentState> = new Set<DeploymentState>(['ACCEPTED', 'WAITING', 'REVALIDATING', 'REFUSED']);

/** It touched the environment, and nothing later did but an attempt to back it out. */
async function checkStands(of: Deployment, { deployments }: DeploymentPorts): Promise<void> {
  const conflict = (message: string): UserMistake => new UserMistake('CONFLICT', message, ['deploymentId']);
  if (of.origin === 'OBSERVED') throw conflict('Muster did not make this deployment, it only read of it; deploy the release that is to take its place.');
  if (of.state === 'UNCLEAR' || of.state === 'TRIGGERING') throw conflict('Whether it went out is not known yet; settleDeployment states it, then it can be backed out.');
  if (of.state === 'BACKED_OUT') throw conflict('It was backed out already.');
  if (of.triggeredAt === null || untouched.has(of.state)) throw conflict(`Nothing of it ran${finalStates.has(of.state) ? '; there is nothing to back out' : '; cancelDeployment calls it off'}.`);
  const last = await deployments.lastAt(of.serviceKey, of.environment);
  if (last !== null && last.id !== of.id && last.backOutOfId !== of.id) throw conflict(`${last.releaseKey ?? 'Another deployment'} (${last.id}) came after it and is ${last.state}; back that out, or deploy the release that you want.`);
}

/** What ran before, as it can be deployed again. */
async function former(of: Deployment, ports: DeploymentPorts): Promise<{ readonly subject: Deployable; readonly before: Deployment }> {
  const before = await ports.deployments.ranBefore(of);
  const nothing = (message: string): UserMistake => new UserMistake('NOT_FOUND', message, ['deploymentId']);
  if (before === null) throw nothing(`Muster knows of nothing else that ran as ${of.serviceKey} in ${of.environment} before it.`);
  if (before.releaseKey === null || before.packageDigest === null) throw nothing(`Others deployed what ran before it (${before.id}), and of which release or package that was is not known; deploy the release that you want.`);
  const subject = await deployable({ releaseKey: before.releaseKey, environment: of.environment }, ports, 'BACK_OUT');
  return { subject, before };
}

function checkReady(readiness: Readiness, { release, plan, environment }: Deployable, before: Deployment): void {
  if (readiness.packageDigest !== before.packageDigest) throw new UserMistake('CONFLICT', `The package of ${release.key} was sealed anew since ${before.id} brought it live, so what ran then cannot be put back; deploy the release that you want.`, ['deploymentId']);
  if (readiness.planId !== plan.id) throw new UserMistake('CONFLICT', `The plan of ${release.key} changed while it was being judged; ask again.`, ['deploymentId']);
  if (readiness.outcome === 'READY') return;
  throw new UserMistake('NOT_READY', `${release.key} may not take its place in ${environment.name} again: ${sayRed(readiness)}`, ['deploymentId']);
}
