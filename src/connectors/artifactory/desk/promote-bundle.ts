import { UserMistake } from '../../../domain/error.ts';
import type { Promotion } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { BundlePromotion } from '../../../domain/ports/desk.ts';
import { HttpProblem } from '../../http/index.ts';
import { bundlePath, readBundleName } from '../bundles/bundle-name.ts';
import { isOver, toPromotion, toPromotionState } from '../bundles/promotion-state.ts';
import { promotionRecords, promotionStatus } from '../bundles/promotions.ts';
import type { ArtifactoryClient } from '../client.ts';
import { acceptedPromotionSchema } from '../wire.ts';
import type { PromotionRecord } from '../wire.ts';
import { lookUntil, onItsOwn } from './patience.ts';

/** A promotion that takes longer is answered as it then stands; asked again, it is followed on. */
const longestMs = 300_000;

/**
 * Promotes by copy and follows to the end: accepted is not promoted. One that is under way or done for that environment is
 * followed or answered, not posted again; one that failed may be tried once more. A lost answer is looked up.
 */
export async function promoteBundle(client: ArtifactoryClient, order: BundlePromotion, ask: Ask): Promise<Promotion> {
  if (readBundleName(`${order.name}/${order.version}`) === null || order.environment === '') throw new UserMistake('INVALID', 'A promotion needs the name and version of a bundle, and an environment.', ['name']);
  const alone = onItsOwn(ask);
  const before = await newest(client, order, alone);
  if (before !== null && toPromotionState(before.status) !== 'FAILED') return follow(client, order, before, alone);
  return follow(client, order, await post(client, order, before, alone), alone);
}

/** The newest promotion of this bundle to this environment; null when there is none. Throws UserMistake NOT_FOUND when there is no such bundle. */
async function newest(client: ArtifactoryClient, order: BundlePromotion, ask: Ask): Promise<PromotionRecord | null> {
  const records = await promotionRecords(client, order, ask);
  if (records === null) throw new UserMistake('NOT_FOUND', `There is no release bundle ${order.name}/${order.version}, or it is hidden from us.`, ['name']);
  return records.find(({ environment }) => environment === order.environment) ?? null;
}

async function post(client: ArtifactoryClient, order: BundlePromotion, before: PromotionRecord | null, ask: Ask): Promise<PromotionRecord> {
  try {
    const { body } = await client.send({
      method: 'POST', path: `/lifecycle/api/v2/promotion/records/${bundlePath(order)}`, query: { async: true, operation: 'copy' },
      json: { environment: order.environment, ...(order.includedRepositories.length === 0 ? {} : { included_repository_keys: order.includedRepositories }) },
      schema: acceptedPromotionSchema, ask, doing: 'promoting a release bundle',
    });
    return { status: 'STARTED', environment: order.environment, created: null, created_millis: body.created_millis };
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.isDefiniteRefusal || !error.mayHaveArrived) throw error;
    const after = await newest(client, order, ask);
    if (after === null || String(after.created_millis) === String(before?.created_millis)) throw error;
    return after;
  }
}

async function follow(client: ArtifactoryClient, order: BundlePromotion, record: PromotionRecord, ask: Ask): Promise<Promotion> {
  const look = async (): Promise<Promotion> => {
    const now = await promotionStatus(client, order, record.created_millis, ask);
    return toPromotion({ ...record, status: now?.status ?? record.status, created: record.created ?? new Date(Number(record.created_millis)).toISOString() }, now?.told ?? null);
  };
  return lookUntil(look, ({ state }) => isOver(state), longestMs, ask);
}
