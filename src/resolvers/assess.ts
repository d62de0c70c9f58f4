import { randomUUID } from 'node:crypto';
import { UserMistake } from '../domain/error.ts';
import type { Assessment, ReadinessReceipt } from '../domain/readiness.ts';
import { receiptFor, writeFacts, type Judgement } from '../readiness/index.ts';
import { signReceipt } from '../receipt/index.ts';
import type { ValidateReadinessInput } from '../schema/deployment.input.ts';
import { actorOf, type Hub, type RequestContext } from './context.ts';

/** Judges live, signs a receipt when READY, and keeps the assessment with the facts it was made of. */
export async function assess({ releaseKey, environment }: ValidateReadinessInput, context: RequestContext): Promise<Assessment> {
  const { hub, loaders } = context;
  const release = await loaders.release.load(releaseKey);
  if (release === null) throw new UserMistake('NOT_FOUND', `There is no release ${releaseKey}.`, ['releaseKey']);
  if (hub.catalogue.environment(environment) === undefined) throw new UserMistake('NOT_FOUND', `There is no environment "${environment}".`, ['environment']);
  const judgement = await hub.judgeWithFacts(release, environment);
  const id = `assessment:${randomUUID()}`;
  const assessment = { id, readiness: judgement.readiness, assessedBy: actorOf(context), receipt: signed({ ...judgement, readiness: await hub.toldToAnybody(judgement.readiness) }, id, hub) };
  await hub.assessments.save(assessment, writeFacts(judgement.facts));
  return assessment;
}

/** Null unless it is READY and there is a key: a hub without one still judges. */
function signed(judgement: Judgement, id: string, { receiptKeys: { signing } }: Hub): ReadinessReceipt | null {
  const receipt = receiptFor(judgement, id);
  return receipt === null || signing === null ? null : { envelope: signReceipt(receipt, signing), expiresAt: receipt.expiresAt };
}
