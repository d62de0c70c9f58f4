import type { Promotion } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import { atMost } from '../at-most.ts';
import type { ArtifactoryClient } from '../client.ts';
import { orNone } from '../or-none.ts';
import { promotionsSchema, promotionStatusSchema } from '../wire.ts';
import type { PromotionRecord } from '../wire.ts';
import { bundlePath, readBundleName } from './bundle-name.ts';
import type { BundleName } from './bundle-name.ts';
import { inOneSentence, toPromotion, toPromotionState } from './promotion-state.ts';

const bundlesAtOnce = 4;
/** The list does not say why one failed; the newest are asked one by one. */
const mostReasons = 5;

/** The promotions of bundles, newest first, failed ones with the tool's reason; a bundle that is not there is not in the answer. */
export function bundlePromotions(client: ArtifactoryClient): RelationReader<'bundle.promotions'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const bundle = parts?.kind === 'bundle' ? readBundleName(parts.key) : null;
        return bundle === null ? [] : [{ id, bundle }];
      });
      const read = await atMost(bundlesAtOnce, asked, async ({ id, bundle }) => ({ id, promotions: await readPromotions(client, bundle, ask) }));
      return new Map<RecordIdentity, readonly Promotion[]>(read.flatMap(({ id, promotions }) => (promotions === null ? [] : [[id, promotions]])));
    },
  };
}

async function readPromotions(client: ArtifactoryClient, bundle: BundleName, ask: Ask): Promise<readonly Promotion[] | null> {
  const records = await promotionRecords(client, bundle, ask);
  if (records === null) return null;
  const failed = new Set(records.filter(({ status }) => toPromotionState(status) === 'FAILED').slice(0, mostReasons));
  return Promise.all(records.map(async (record) => toPromotion(record, failed.has(record) ? await reasonOf(client, bundle, record, ask) : null)));
}

/** Newest first; null when there is no such bundle, or it is hidden. */
export async function promotionRecords(client: ArtifactoryClient, bundle: BundleName, ask: Ask): Promise<readonly PromotionRecord[] | null> {
  for (const scope of client.scopes.filter(({ buildRepo }) => buildRepo === undefined)) {
    const answer = await orNone(client.send({ method: 'GET', path: `/lifecycle/api/v2/promotion/records/${bundlePath(bundle)}`, query: { ...scope }, schema: promotionsSchema, ask, doing: 'reading the promotions of a release bundle' }));
    if (answer !== null) return answer.body.promotions.toSorted((a, b) => Number(b.created_millis) - Number(a.created_millis));
  }
  return null;
}

/** Where one promotion stands now, with the tool's sentences; null when the tool does not know it. */
export async function promotionStatus(client: ArtifactoryClient, bundle: BundleName, createdMillis: number | string, ask: Ask): Promise<{ readonly status: string; readonly told: string | null } | null> {
  for (const scope of client.scopes.filter(({ buildRepo }) => buildRepo === undefined)) {
    const answer = await orNone(client.send({ method: 'GET', path: `/lifecycle/api/v2/promotion/statuses/${bundlePath(bundle)}/${createdMillis}`, query: { ...scope }, schema: promotionStatusSchema, ask, doing: 'reading where a promotion stands' }));
    if (answer !== null) return { status: answer.body.status, told: inOneSentence((answer.body.messages ?? []).map(({ text }) => text)) };
  }
  return null;
}

async function reasonOf(client: ArtifactoryClient, bundle: BundleName, record: PromotionRecord, ask: Ask): Promise<string | null> {
  return (await promotionStatus(client, bundle, record.created_millis, ask))?.told ?? null;
}
