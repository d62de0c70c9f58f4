import { Router } from 'express';
import type { Request } from 'express';
import { bundleAsked } from './bundle.routes.ts';
import type { StoredBundle, StoredFile, StoredPromotion } from './data.ts';
import { fullPath } from './data.ts';
import { transfer } from './deploy.ts';
import { callerOf } from './door.ts';
import { Refusal } from './refusal.ts';
import { objectOf, paramOf, queryOf } from './request.ts';
import type { Shop } from './shop.ts';

/** How long a promotion takes when nobody waits for it, milliseconds. */
const promotionTakes = 300;
/** Xray keeps what has a grave issue out of this environment. */
const guardedEnvironment = 'PROD';
const repositoryOf: Readonly<Record<string, string>> = { PROD: 'libs-production-local' };

/** /lifecycle/api/v2/promotion: accepted at once unless `async=false`, and over later, for good or bad (apis/README.md §9). */
export function bundlePromotionRoutes(shop: Shop): Router {
  return Router()
    .post('/api/v2/promotion/records/:name/:version', (req, res) => {
      const promotion = accept(shop, req);
      shop.data.promotions.push(promotion);
      shop.changed();
      shop.herald.promotion('started', promotion);
      finish(shop, req);
      shop.herald.box.later(promotionTakes + 5, () => { finish(shop, req); });
      res.status(queryOf(req, 'async') === 'false' ? 200 : 202).json({
        repository_key: 'release-bundles-v2', release_bundle_name: promotion.name, release_bundle_version: promotion.version, environment: promotion.environment,
        included_repository_keys: promotion.repositories, created: promotion.createdAt, created_millis: Date.parse(promotion.createdAt),
      });
    })
    .get('/api/v2/promotion/records/:name/:version', (req, res) => {
      shop.caller(req);
      const found = promotionsOf(shop, req).toReversed();
      res.json({ promotions: found.map((one) => record(one, shop.now())), total: found.length, limit: 1_000, offset: 0 });
    })
    .get('/api/v2/promotion/statuses/:name/:version/:created', (req, res) => {
      shop.caller(req);
      const found = promotionsOf(shop, req).find(({ createdAt }) => String(Date.parse(createdAt)) === paramOf(req, 'created'));
      if (found === undefined) throw new Refusal(404, 'Promotion was not found');
      const status = statusOf(found, shop.now());
      res.json({ status, messages: found.message !== null && status === found.outcome ? [{ source: 'jfxr@sandbox', text: found.message, created: found.finishedAt }] : [] });
    });
}

function accept(shop: Shop, req: Request): StoredPromotion {
  const caller = shop.caller(req);
  const bundle = bundleAsked(shop, paramOf(req, 'name'), paramOf(req, 'version'));
  const { environment, included_repository_keys: included } = objectOf(req);
  if (typeof environment !== 'string' || environment === '') throw new Refusal(400, 'environment is required');
  const last = Math.max(0, ...shop.data.promotions.map(({ createdAt }) => Date.parse(createdAt)));
  // No two are created in the same millisecond: it is what tells them apart.
  const createdMillis = Math.max(shop.now().getTime(), last + 1);
  const grave = environment === guardedEnvironment ? filesOf(shop, bundle).find(({ sha256 }) => shop.data.scans[sha256]?.issues.some(({ severity }) => severity === 'High' || severity === 'Critical')) : undefined;
  return {
    name: bundle.name, version: bundle.version, environment, isMove: queryOf(req, 'operation') === 'move',
    repositories: Array.isArray(included) ? included.filter((one) => typeof one === 'string') : [repositoryOf[environment] ?? 'libs-release-local'],
    createdAt: new Date(createdMillis).toISOString(), createdBy: caller.userName,
    finishedAt: new Date(createdMillis + (queryOf(req, 'async') === 'false' ? 0 : promotionTakes)).toISOString(),
    outcome: grave === undefined ? 'COMPLETED' : 'REJECTED',
    message: grave === undefined ? null : `Promotion was blocked by an Xray policy: ${grave.name} violates release-gate`,
    isDone: false,
  };
}

function promotionsOf(shop: Shop, req: Request): readonly StoredPromotion[] {
  const bundle = bundleAsked(shop, paramOf(req, 'name'), paramOf(req, 'version'));
  finish(shop, req);
  return shop.data.promotions.filter(({ name, version }) => name === bundle.name && version === bundle.version);
}

/** Puts the files of promotions that are over where they belong. */
function finish(shop: Shop, req: Request): void {
  for (const promotion of shop.data.promotions) {
    if (promotion.isDone || Date.parse(promotion.finishedAt) > shop.now().getTime()) continue;
    promotion.isDone = true;
    shop.changed();
    shop.herald.promotion(promotion.outcome === 'COMPLETED' ? 'completed' : 'failed', promotion);
    if (promotion.outcome !== 'COMPLETED') continue;
    const files = filesOf(shop, bundleAsked(shop, promotion.name, promotion.version));
    for (const repo of promotion.repositories) for (const file of files) if (file.repo !== repo) transfer(shop, callerOf(req, shop.data), file, fullPath(repo, file.path, file.name), promotion.isMove);
  }
}

function filesOf(shop: Shop, bundle: StoredBundle): readonly StoredFile[] {
  return bundle.files.flatMap((full) => shop.data.files[full] ?? []);
}

function statusOf(promotion: StoredPromotion, now: Date): string {
  return Date.parse(promotion.finishedAt) > now.getTime() ? 'PROCESSING' : promotion.outcome;
}

function record(promotion: StoredPromotion, now: Date): object {
  return {
    status: statusOf(promotion, now), repository_key: 'release-bundles-v2', release_bundle_name: promotion.name, release_bundle_version: promotion.version,
    environment: promotion.environment, service_id: 'jfrt@sandbox', created_by: promotion.createdBy, created: promotion.createdAt, created_millis: Date.parse(promotion.createdAt),
  };
}
