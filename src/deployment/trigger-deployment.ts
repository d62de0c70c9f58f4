import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { judging } from '../domain/ports/ask.ts';
import type { Readiness } from '../domain/readiness.ts';
import { accept } from './accept.ts';
import { deployable } from './acceptance.ts';
import type { Deployable } from './acceptance.ts';
import { bodyDigest } from './body-digest.ts';
import { actingChanges } from './linked-records.ts';
import { oneJudgement } from './one-judgement.ts';
import type { DeploymentPorts } from './ports.ts';
import { checkedReceipt, checkUnmoved, keptReceipt } from './receipt-check.ts';
import { sayRed } from './red-verdicts.ts';
import { checkedInput } from './trigger-input.ts';
import type { TriggerInput } from './trigger-input.ts';

export interface TriggerAnswer {
  readonly deployment: Deployment | null;
  /** The judgement it was accepted or refused on; null when none was needed: a mistake, or a key that stands already. */
  readonly readiness: Readiness | null;
  readonly mistakes: readonly UserMistake[];
}

/**
 * Accepts a deployment, once per idempotency key. A key that stands answers its deployment without a new judgement; with
 * another body it is IDEMPOTENCY_MISMATCH. Otherwise everything is judged from live facts: READY is accepted; red only
 * because of time is accepted with WHEN_WINDOW_OPENS, to start when the window does; all else is NOT_READY. Asked for with
 * a receipt, the facts must besides be those that the receipt rests on.
 *
 * Four eyes need no check of their own here: the gate plan-is-agreed wants the agreement of somebody who did not propose
 * the plan, and the change's approvers are judged against its requester, so whoever asks for the deployment cannot have
 * been alone. May the viewer deploy at all? That is asked at the door, before this.
 */
export async function triggerDeployment(ports: DeploymentPorts, viewer: Viewer, asked: TriggerInput): Promise<TriggerAnswer> {
  try {
    const input = checkedInput(asked);
    const standing = await standingUnder(input, ports);
    return standing ? { deployment: standing, readiness: null, mistakes: [] } : await oneJudgement(ports.connections, JSON.stringify([input.idempotencyKey, bodyDigest(input)]), () => judgeAndAccept(ports, viewer, input));
  } catch (error) {
    if (error instanceof UserMistake) return { deployment: null, readiness: null, mistakes: [error] };
    throw error;
  }
}

async function standingUnder(input: TriggerInput, ports: DeploymentPorts): Promise<Deployment | null> {
  const standing = await ports.deployments.byIdempotencyKey(input.idempotencyKey);
  if (standing === null) return null;
  if (standing.bodyDigest === bodyDigest(input)) return standing.deployment;
  throw new UserMistake('IDEMPOTENCY_MISMATCH', `This idempotency key stands for ${standing.deployment.id}, which was asked for with another input; use another key for another deployment.`, ['idempotencyKey']);
}

async function judgeAndAccept(ports: DeploymentPorts, viewer: Viewer, input: TriggerInput): Promise<TriggerAnswer> {
  const subject = await deployable(input, ports);
  const receipt = checkedReceipt(input, subject, ports);
  const readiness = await ports.judge(subject.release, subject.environment, { purpose: 'RELEASE' });
  try {
    const startAt = startOf(input, readiness, subject);
    checkUnmoved(receipt, readiness);
    const changes = await actingChanges(subject.release, subject.environment, ports, judging);
    const deployment = await accept(ports, viewer.actor, {
      ...subject, start: input.start, idempotencyKey: input.idempotencyKey, startAt, readiness, changeIds: changes.ids, receipt: keptReceipt(input, receipt), backOutOfId: null, bodyDigest: bodyDigest(input),
      because: startAt === null ? `${subject.release.key} was judged ready for ${subject.environment.name} and accepted.` : `${subject.release.key} was accepted for ${subject.environment.name}, not to start before ${startAt}.`,
    });
    return { deployment, readiness, mistakes: [] };
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    // Another request of this key may have been accepted, and even carried out, while this one was being judged.
    const standing = await standingUnder(input, ports);
    return standing ? { deployment: standing, readiness: null, mistakes: [] } : { deployment: null, readiness, mistakes: [error] };
  }
}

/** From when it may start; null: as soon as its turn comes. Throws UserMistake when it may not be accepted. */
function startOf({ start, startAt = null }: TriggerInput, readiness: Readiness, { release, plan, environment }: Deployable): Instant | null {
  if (readiness.packageDigest !== release.sealed?.digest || readiness.planId !== plan.id) {
    throw new UserMistake('CONFLICT', `The package or plan of ${release.key} changed while it was being judged; ask again.`, ['releaseKey']);
  }
  if (readiness.outcome === 'READY') return startAt;
  const { readyFromAt } = readiness;
  if (readyFromAt !== null && start === 'WHEN_WINDOW_OPENS') return startAt !== null && startAt > readyFromAt ? startAt : readyFromAt;
  const verb = readiness.outcome === 'UNDETERMINED' ? 'cannot be judged' : 'is not ready';
  const hint = readyFromAt === null ? '' : ` Only time stands in the way: with start WHEN_WINDOW_OPENS it is accepted now and starts at ${readyFromAt}.`;
  throw new UserMistake('NOT_READY', `${release.key} ${verb} for ${environment.name}: ${sayRed(readiness)}${hint}`, ['releaseKey']);
}
