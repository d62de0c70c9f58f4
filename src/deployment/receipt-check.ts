import { UserMistake } from '../domain/error.ts';
import type { ReadinessReceipt, Readiness } from '../domain/readiness.ts';
import { movedFacts, whyVoid } from '../readiness/index.ts';
import { isExpired, verifyReceipt, type Receipt } from '../receipt/index.ts';
import type { Deployable } from './acceptance.ts';
import type { DeploymentPorts } from './ports.ts';
import type { TriggerInput } from './trigger-input.ts';

/**
 * The receipt that a deployment is asked for with, before any tool is asked: genuine, of this release, environment, package,
 * plan and policy, and not expired. Null when none was given; throws UserMistake RECEIPT_INVALID or RECEIPT_EXPIRED.
 */
export function checkedReceipt({ receipt: envelope }: TriggerInput, { release, environment, plan }: Deployable, { receiptKeys = [], catalogue, clock }: DeploymentPorts): Receipt | null {
  if (envelope === undefined || envelope === null) return null;
  const again = `Validate ${release.key} for ${environment.name} again.`;
  const verified = verifyReceipt(envelope, receiptKeys);
  if ('refused' in verified) throw new UserMistake('RECEIPT_INVALID', `The receipt ${verified.refused}. ${again}`, ['receipt']);
  const { receipt } = verified;
  const why = whyVoid(receipt, { release, environment: environment.name, plan, policy: catalogue.policyOf(environment) });
  if (why !== null) throw new UserMistake('RECEIPT_INVALID', `${why} ${again}`, ['receipt']);
  if (isExpired(receipt, clock.now())) throw new UserMistake('RECEIPT_EXPIRED', `The receipt expired at ${receipt.expiresAt}. ${again}`, ['receipt']);
  return receipt;
}

/** Throws UserMistake FACTS_CHANGED, naming what moved, when the judgement made now rests on other facts than the receipt. */
export function checkUnmoved(receipt: Receipt | null, readiness: Readiness): void {
  if (receipt === null) return;
  const moved = movedFacts(receipt, readiness);
  if (moved === null) return;
  throw new UserMistake('FACTS_CHANGED', `The facts moved since the receipt was made at ${receipt.judgedAt}: ${moved}. Look at it, and validate ${receipt.release} for ${receipt.environment} again.`, ['receipt']);
}

/** The receipt as it is kept with the deployment. */
export function keptReceipt({ receipt: envelope }: TriggerInput, receipt: Receipt | null): ReadinessReceipt | null {
  return receipt === null ? null : { envelope: envelope as ReadinessReceipt['envelope'], expiresAt: receipt.expiresAt };
}
